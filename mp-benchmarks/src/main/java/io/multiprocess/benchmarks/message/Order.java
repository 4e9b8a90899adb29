package io.multiprocess.benchmarks.message;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record as applications send it: 20 fields, among them nested records, a list of records, a list of texts and two maps.
 *
 * <p><em>Immutable</em>, as long as nobody changes the lists and maps.
 *
 * @param id number of the order
 * @param customerId number of the customer
 * @param placedAtMillis when it was placed, in milliseconds since 1970
 * @param updatedAtMillis when it last changed, in milliseconds since 1970
 * @param currency three letters
 * @param totalCents sum of the lines
 * @param taxCents the part of the sum that is tax
 * @param discount between 0 and 1
 * @param weightKilograms of the parcel
 * @param priority greater is sooner
 * @param gift whether it is wrapped
 * @param paid whether money has arrived
 * @param status where it is on its way
 * @param reference the customer's own number
 * @param note what the customer wrote
 * @param shipping where it goes
 * @param lines what was ordered
 * @param tags words to find it by
 * @param attributes further texts by name
 * @param counters further numbers by name
 */
public record Order(
        long id,
        long customerId,
        long placedAtMillis,
        long updatedAtMillis,
        String currency,
        long totalCents,
        long taxCents,
        double discount,
        float weightKilograms,
        int priority,
        boolean gift,
        boolean paid,
        Status status,
        String reference,
        String note,
        Place shipping,
        List<Line> lines,
        List<String> tags,
        Map<String, String> attributes,
        Map<String, Long> counters)
        implements Serializable {

    private static final long serialVersionUID = 1;

    /** Where an order is on its way. */
    public enum Status {
        /** Not yet looked at. */
        NEW,
        /** In the warehouse. */
        PACKED,
        /** On the road. */
        SHIPPED,
        /** With the customer. */
        DELIVERED
    }

    /**
     * An address.
     *
     * @param name of the person
     * @param street with number
     * @param city the city
     * @param postalCode as written in that country
     * @param country two letters
     * @param latitude degrees north
     * @param longitude degrees east
     */
    public record Place(
            String name,
            String street,
            String city,
            String postalCode,
            String country,
            double latitude,
            double longitude)
            implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /**
     * One line of an order.
     *
     * @param sku the article's number
     * @param title the article's name
     * @param quantity how many
     * @param priceCents of one
     * @param serials numbers of the pieces
     */
    public record Line(String sku, String title, int quantity, long priceCents, List<Long> serials)
            implements Serializable {
        private static final long serialVersionUID = 1;
    }

    /**
     * Makes an order of usual size (about a kilobyte).
     *
     * @param id its number
     * @return the same content for the same number
     */
    public static Order sample(long id) {
        List<Line> lines = new ArrayList<>();
        for (int line = 0; line < 5; line++) {
            List<Long> serials = new ArrayList<>();
            for (int piece = 0; piece <= line; piece++) {
                serials.add(90_000_000L + 1_000L * line + piece);
            }
            lines.add(
                    new Line("SKU-" + (1000 + line), "Article number " + line, line + 1, 1999 + 100L * line, serials));
        }
        List<String> tags = new ArrayList<>(List.of("spring", "returning", "newsletter", "north"));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("channel", "web");
        attributes.put("campaign", "autumn-2026");
        attributes.put("warehouse", "HAM-2");
        attributes.put("carrier", "post");
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("views", 17L);
        counters.put("edits", 3L);
        counters.put("messages", 2L);
        return new Order(
                id,
                4_711_000 + id,
                1_795_000_000_000L,
                1_795_000_360_000L,
                "EUR",
                23_995,
                3_831,
                0.05,
                3.25f,
                2,
                true,
                false,
                Status.PACKED,
                "PO-2026-000" + id,
                "Please ring twice; the bell of the front door is not loud.",
                new Place("Erika Mustermann", "Heidestraße 17", "Köln", "51147", "DE", 50.86, 7.09),
                lines,
                tags,
                attributes,
                counters);
    }
}

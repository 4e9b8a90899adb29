package io.multiprocess.benchmarks.message;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.multiprocess.benchmarks.message.Order.Line;
import io.multiprocess.benchmarks.message.Order.Place;
import io.multiprocess.benchmarks.message.Order.Status;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Order} in protobuf's encoding, written by hand on protobuf's own streams so that the build needs no native compiler.
 *
 * <p>The fields are numbered in the order of the record's components, lists of numbers are packed, maps are entries of key 1 and value
 * 2. Nested sizes are computed as generated code does; no message or builder objects are made between the bytes and the record, which
 * favours this contender.
 *
 * <p><em>Thread-safe</em>: no state.
 */
@SuppressWarnings("EnumOrdinal") // the numbers of the enum's values are their places
public final class OrderProtobuf {

    private static final Status[] STATUSES = Status.values();

    private OrderProtobuf() {}

    /**
     * Encodes an order.
     *
     * @param order what to encode
     * @return its bytes
     */
    public static byte[] encode(Order order) {
        int[] lineSizes = new int[order.lines().size()];
        byte[] bytes = new byte[sizeBytes(order, lineSizes)];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            write(order, lineSizes, out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes;
    }

    private static int sizeBytes(Order order, int[] lineSizes) {
        int size = CodedOutputStream.computeInt64Size(1, order.id())
                + CodedOutputStream.computeInt64Size(2, order.customerId())
                + CodedOutputStream.computeInt64Size(3, order.placedAtMillis())
                + CodedOutputStream.computeInt64Size(4, order.updatedAtMillis())
                + CodedOutputStream.computeStringSize(5, order.currency())
                + CodedOutputStream.computeInt64Size(6, order.totalCents())
                + CodedOutputStream.computeInt64Size(7, order.taxCents())
                + CodedOutputStream.computeDoubleSize(8, order.discount())
                + CodedOutputStream.computeFloatSize(9, order.weightKilograms())
                + CodedOutputStream.computeInt32Size(10, order.priority())
                + CodedOutputStream.computeBoolSize(11, order.gift())
                + CodedOutputStream.computeBoolSize(12, order.paid())
                + CodedOutputStream.computeEnumSize(13, order.status().ordinal())
                + CodedOutputStream.computeStringSize(14, order.reference())
                + CodedOutputStream.computeStringSize(15, order.note())
                + nestedSizeBytes(16, placeSizeBytes(order.shipping()));
        List<Line> lines = order.lines();
        for (int i = 0; i < lineSizes.length; i++) {
            lineSizes[i] = lineSizeBytes(lines.get(i));
            size += nestedSizeBytes(17, lineSizes[i]);
        }
        for (String tag : order.tags()) {
            size += CodedOutputStream.computeStringSize(18, tag);
        }
        for (Map.Entry<String, String> entry : order.attributes().entrySet()) {
            size += nestedSizeBytes(19, entrySizeBytes(entry.getKey(), entry.getValue()));
        }
        for (Map.Entry<String, Long> entry : order.counters().entrySet()) {
            size += nestedSizeBytes(20, entrySizeBytes(entry.getKey(), entry.getValue()));
        }
        return size;
    }

    private static int nestedSizeBytes(int field, int contentBytes) {
        return CodedOutputStream.computeTagSize(field)
                + CodedOutputStream.computeUInt32SizeNoTag(contentBytes)
                + contentBytes;
    }

    private static int placeSizeBytes(Place place) {
        return CodedOutputStream.computeStringSize(1, place.name())
                + CodedOutputStream.computeStringSize(2, place.street())
                + CodedOutputStream.computeStringSize(3, place.city())
                + CodedOutputStream.computeStringSize(4, place.postalCode())
                + CodedOutputStream.computeStringSize(5, place.country())
                + CodedOutputStream.computeDoubleSize(6, place.latitude())
                + CodedOutputStream.computeDoubleSize(7, place.longitude());
    }

    private static int lineSizeBytes(Line line) {
        return CodedOutputStream.computeStringSize(1, line.sku())
                + CodedOutputStream.computeStringSize(2, line.title())
                + CodedOutputStream.computeInt32Size(3, line.quantity())
                + CodedOutputStream.computeInt64Size(4, line.priceCents())
                + nestedSizeBytes(5, serialsSizeBytes(line));
    }

    private static int serialsSizeBytes(Line line) {
        int size = 0;
        for (Long serial : line.serials()) {
            size += CodedOutputStream.computeInt64SizeNoTag(serial);
        }
        return size;
    }

    private static int entrySizeBytes(String key, String value) {
        return CodedOutputStream.computeStringSize(1, key) + CodedOutputStream.computeStringSize(2, value);
    }

    private static int entrySizeBytes(String key, long value) {
        return CodedOutputStream.computeStringSize(1, key) + CodedOutputStream.computeInt64Size(2, value);
    }

    private static void write(Order order, int[] lineSizes, CodedOutputStream out) throws IOException {
        out.writeInt64(1, order.id());
        out.writeInt64(2, order.customerId());
        out.writeInt64(3, order.placedAtMillis());
        out.writeInt64(4, order.updatedAtMillis());
        out.writeString(5, order.currency());
        out.writeInt64(6, order.totalCents());
        out.writeInt64(7, order.taxCents());
        out.writeDouble(8, order.discount());
        out.writeFloat(9, order.weightKilograms());
        out.writeInt32(10, order.priority());
        out.writeBool(11, order.gift());
        out.writeBool(12, order.paid());
        out.writeEnum(13, order.status().ordinal());
        out.writeString(14, order.reference());
        out.writeString(15, order.note());
        writeNested(16, placeSizeBytes(order.shipping()), out);
        writePlace(order.shipping(), out);
        List<Line> lines = order.lines();
        for (int i = 0; i < lineSizes.length; i++) {
            writeNested(17, lineSizes[i], out);
            writeLine(lines.get(i), out);
        }
        for (String tag : order.tags()) {
            out.writeString(18, tag);
        }
        for (Map.Entry<String, String> entry : order.attributes().entrySet()) {
            writeNested(19, entrySizeBytes(entry.getKey(), entry.getValue()), out);
            out.writeString(1, entry.getKey());
            out.writeString(2, entry.getValue());
        }
        for (Map.Entry<String, Long> entry : order.counters().entrySet()) {
            writeNested(20, entrySizeBytes(entry.getKey(), entry.getValue()), out);
            out.writeString(1, entry.getKey());
            out.writeInt64(2, entry.getValue());
        }
    }

    private static void writeNested(int field, int contentBytes, CodedOutputStream out) throws IOException {
        out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(contentBytes);
    }

    private static void writePlace(Place place, CodedOutputStream out) throws IOException {
        out.writeString(1, place.name());
        out.writeString(2, place.street());
        out.writeString(3, place.city());
        out.writeString(4, place.postalCode());
        out.writeString(5, place.country());
        out.writeDouble(6, place.latitude());
        out.writeDouble(7, place.longitude());
    }

    private static void writeLine(Line line, CodedOutputStream out) throws IOException {
        out.writeString(1, line.sku());
        out.writeString(2, line.title());
        out.writeInt32(3, line.quantity());
        out.writeInt64(4, line.priceCents());
        writeNested(5, serialsSizeBytes(line), out);
        for (Long serial : line.serials()) {
            out.writeInt64NoTag(serial);
        }
    }

    /**
     * Decodes an order.
     *
     * @param in its bytes, to the end
     * @return the order
     * @throws IOException when the bytes are no order
     */
    public static Order decode(CodedInputStream in) throws IOException {
        long id = 0;
        long customerId = 0;
        long placedAtMillis = 0;
        long updatedAtMillis = 0;
        String currency = "";
        long totalCents = 0;
        long taxCents = 0;
        double discount = 0;
        float weightKilograms = 0;
        int priority = 0;
        boolean gift = false;
        boolean paid = false;
        Status status = Status.NEW;
        String reference = "";
        String note = "";
        Place shipping = new Place("", "", "", "", "", 0, 0);
        List<Line> lines = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        Map<String, String> attributes = new LinkedHashMap<>();
        Map<String, Long> counters = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> id = in.readInt64();
                case 2 -> customerId = in.readInt64();
                case 3 -> placedAtMillis = in.readInt64();
                case 4 -> updatedAtMillis = in.readInt64();
                case 5 -> currency = in.readStringRequireUtf8();
                case 6 -> totalCents = in.readInt64();
                case 7 -> taxCents = in.readInt64();
                case 8 -> discount = in.readDouble();
                case 9 -> weightKilograms = in.readFloat();
                case 10 -> priority = in.readInt32();
                case 11 -> gift = in.readBool();
                case 12 -> paid = in.readBool();
                case 13 -> status = STATUSES[in.readEnum()];
                case 14 -> reference = in.readStringRequireUtf8();
                case 15 -> note = in.readStringRequireUtf8();
                case 16 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    shipping = readPlace(in);
                    in.popLimit(limit);
                }
                case 17 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    lines.add(readLine(in));
                    in.popLimit(limit);
                }
                case 18 -> tags.add(in.readStringRequireUtf8());
                case 19 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    readAttribute(in, attributes);
                    in.popLimit(limit);
                }
                case 20 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    readCounter(in, counters);
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        return new Order(
                id,
                customerId,
                placedAtMillis,
                updatedAtMillis,
                currency,
                totalCents,
                taxCents,
                discount,
                weightKilograms,
                priority,
                gift,
                paid,
                status,
                reference,
                note,
                shipping,
                lines,
                tags,
                attributes,
                counters);
    }

    private static Place readPlace(CodedInputStream in) throws IOException {
        String name = "";
        String street = "";
        String city = "";
        String postalCode = "";
        String country = "";
        double latitude = 0;
        double longitude = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> name = in.readStringRequireUtf8();
                case 2 -> street = in.readStringRequireUtf8();
                case 3 -> city = in.readStringRequireUtf8();
                case 4 -> postalCode = in.readStringRequireUtf8();
                case 5 -> country = in.readStringRequireUtf8();
                case 6 -> latitude = in.readDouble();
                case 7 -> longitude = in.readDouble();
                default -> in.skipField(tag);
            }
        }
        return new Place(name, street, city, postalCode, country, latitude, longitude);
    }

    private static Line readLine(CodedInputStream in) throws IOException {
        String sku = "";
        String title = "";
        int quantity = 0;
        long priceCents = 0;
        List<Long> serials = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> sku = in.readStringRequireUtf8();
                case 2 -> title = in.readStringRequireUtf8();
                case 3 -> quantity = in.readInt32();
                case 4 -> priceCents = in.readInt64();
                case 5 -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        serials.add(in.readInt64());
                    }
                    in.popLimit(limit);
                }
                default -> in.skipField(tag);
            }
        }
        return new Line(sku, title, quantity, priceCents, serials);
    }

    private static void readAttribute(CodedInputStream in, Map<String, String> attributes) throws IOException {
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> key = in.readStringRequireUtf8();
                case 2 -> value = in.readStringRequireUtf8();
                default -> in.skipField(tag);
            }
        }
        attributes.put(key, value);
    }

    private static void readCounter(CodedInputStream in, Map<String, Long> counters) throws IOException {
        String key = "";
        long value = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> key = in.readStringRequireUtf8();
                case 2 -> value = in.readInt64();
                default -> in.skipField(tag);
            }
        }
        counters.put(key, value);
    }
}

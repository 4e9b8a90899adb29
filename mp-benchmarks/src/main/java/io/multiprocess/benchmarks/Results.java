package io.multiprocess.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All figures of a run.
 *
 * <p><em>Confined to one thread.</em>
 */
final class Results {

    /**
     * One line of the table.
     *
     * @param name workload and contender, joined with {@code /}
     * @param placement {@code free} or {@code pinned}
     * @param callsPerSecond median of the rounds
     * @param p50Micros median of the rounds' medians; of operations, so of 100 calls where 100 are in flight
     * @param p99Micros median of the rounds' 99th percentiles
     * @param ratioToRaw how many raw exchanges fit into the time of one call: median over the rounds of raw's calls per second, in
     *     the same round, divided by the contender's
     */
    record Row(
            String name,
            String placement,
            double callsPerSecond,
            double p50Micros,
            double p99Micros,
            double ratioToRaw) {

        String workload() {
            return name.substring(0, name.indexOf('/'));
        }

        String contender() {
            return name.substring(name.indexOf('/') + 1);
        }
    }

    /**
     * A figure that is no row of the table.
     *
     * @param part {@code startup}, {@code connections}, {@code gc}, {@code allocation} or {@code micro}
     * @param name whose
     * @param values numbers by name, the unit being part of the name
     */
    record Figure(String part, String name, Map<String, Double> values) {}

    private final Map<String, Object> about = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Map<String, Object> about() {
        return about;
    }

    List<Row> rows() {
        return rows;
    }

    List<Figure> figures() {
        return figures;
    }

    List<Figure> figures(String part) {
        return figures.stream().filter(figure -> figure.part().equals(part)).toList();
    }

    List<String> failures() {
        return failures;
    }

    Optional<Row> row(String workload, String contender, String placement) {
        return rows.stream()
                .filter(row -> row.placement().equals(placement) && row.name().equals(workload + "/" + contender))
                .findFirst();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contenders;
import io.multiprocess.benchmarks.contender.Workload;

import java.util.List;
import java.util.Locale;

/**
 * Draws the ratios to raw as bars, one group for each workload.
 *
 * <p><em>Confined to one thread.</em>
 */
final class Chart {

    private static final int LEFT = 190;
    private static final int WIDTH = 860;
    private static final int BAR = 16;
    private static final int GAP = 4;
    private static final int HEADING = 34;

    private final Results results;

    Chart(Results results) {
        this.results = results;
    }

    String svg() {
        StringBuilder body = new StringBuilder();
        int y = 40;
        String placement =
                results.rows().stream().anyMatch(row -> row.placement().equals("pinned")) ? "pinned" : "free";
        for (Workload workload : Workload.values()) {
            List<Results.Row> rows = results.rows().stream()
                    .filter(row -> row.workload().equals(workload.id())
                            && row.placement().equals(placement))
                    .toList();
            if (!rows.isEmpty()) {
                y = group(body, workload, rows, y);
            }
        }
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                                + "<text x=\"10\" y=\"22\" font-size=\"15\" font-weight=\"bold\">Time of a call, relative to raw bytes (placement: %s; shorter is better)</text>%n",
                        WIDTH,
                        y + 10,
                        placement)
                + body + "</svg>\n";
    }

    private static int group(StringBuilder out, Workload workload, List<Results.Row> rows, int top) {
        double longest = rows.stream()
                .mapToDouble(Results.Row::ratioToRaw)
                .filter(ratio -> !Double.isNaN(ratio))
                .max()
                .orElse(1);
        int y = top + HEADING - 12;
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s: %s</text>%n",
                y - 4,
                workload.id(),
                workload.description()));
        for (Results.Row row : rows) {
            double ratio = Double.isNaN(row.ratioToRaw()) ? 0 : row.ratioToRaw();
            double width = Math.max(1, ratio / longest * (WIDTH - LEFT - 90));
            out.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                    LEFT - 8,
                    y + BAR - 4,
                    row.contender(),
                    LEFT,
                    y,
                    width,
                    BAR,
                    color(row.contender()),
                    LEFT + width + 5,
                    y + BAR - 4,
                    ratio));
            y += BAR + GAP;
        }
        return y + 8;
    }

    private static String color(String contender) {
        if (contender.equals(Contenders.BASELINE)) {
            return "#9e9e9e";
        }
        return contender.startsWith("multiprocess") ? "#1565c0" : "#b0bec5";
    }
}

package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contenders;
import io.multiprocess.benchmarks.contender.Workload;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes results as a table in Markdown, as JSON and as a chart.
 *
 * <p><em>Confined to one thread.</em>
 */
final class ResultFiles {

    private final Results results;

    ResultFiles(Results results) {
        this.results = results;
    }

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("results.json"), json(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("results.md"), table(), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("chart.svg"), new Chart(results).svg(), StandardCharsets.UTF_8);
    }

    private String json() {
        Map<String, Object> all = new LinkedHashMap<>(results.about());
        all.put("rows", results.rows());
        all.put("figures", results.figures());
        all.put("failures", results.failures());
        ObjectMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(all) + "\n";
    }

    String table() {
        StringBuilder out = new StringBuilder();
        results.about()
                .forEach((key, value) ->
                        out.append("- ").append(key).append(": ").append(value).append('\n'));
        for (Workload workload : Workload.values()) {
            appendWorkload(out, workload);
        }
        for (String part : parts()) {
            appendFigures(out, part);
        }
        if (!results.failures().isEmpty()) {
            out.append("\n### Failures\n\n");
            results.failures()
                    .forEach(failure -> out.append("- ").append(failure).append('\n'));
        }
        return out.toString();
    }

    private Set<String> parts() {
        Set<String> parts = new LinkedHashSet<>();
        results.figures().forEach(figure -> parts.add(figure.part()));
        return parts;
    }

    private void appendWorkload(StringBuilder out, Workload workload) {
        List<Results.Row> rows = results.rows().stream()
                .filter(row -> row.workload().equals(workload.id()))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        boolean large = workload == Workload.LARGE;
        out.append("\n### ")
                .append(workload.id())
                .append(": ")
                .append(workload.description())
                .append("\n\n");
        out.append("| contender | placement | calls/s | p50 µs | p99 µs | × raw |")
                .append(large ? " GB/s |" : "");
        out.append("\n|---|---|--:|--:|--:|--:|").append(large ? "--:|" : "").append('\n');
        for (Results.Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %,.0f | %,.1f | %,.1f | %.2f |",
                    row.contender(),
                    row.placement(),
                    row.callsPerSecond(),
                    row.p50Micros(),
                    row.p99Micros(),
                    row.ratioToRaw()));
            if (large) {
                out.append(String.format(Locale.ROOT, " %.2f |", row.callsPerSecond() * (2 << 20) / 1e9));
            }
            out.append('\n');
        }
        if (large) {
            out.append("\nGB/s each way: a call moves 1 MiB there, then 1 MiB back.\n");
        }
        if (workload.baseline() != workload) {
            out.append("\nRaw here is `")
                    .append(workload.baseline().id())
                    .append('/')
                    .append(Contenders.BASELINE)
                    .append("`.\n");
        }
    }

    private void appendFigures(StringBuilder out, String part) {
        List<Results.Figure> figures = results.figures(part);
        List<String> columns = new ArrayList<>(figures.get(0).values().keySet());
        out.append("\n### ").append(part).append("\n\n| name | ");
        out.append(String.join(" | ", columns)).append(" |\n|---|");
        out.append("--:|".repeat(columns.size())).append('\n');
        for (Results.Figure figure : figures) {
            out.append("| ").append(figure.name()).append(" |");
            for (String column : columns) {
                double value = figure.values().getOrDefault(column, Double.NaN);
                out.append(String.format(Locale.ROOT, Math.abs(value) < 100 ? " %.2f |" : " %,.0f |", value));
            }
            out.append('\n');
        }
    }
}

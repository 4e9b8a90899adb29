package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contender;
import io.multiprocess.benchmarks.contender.Contenders;
import io.multiprocess.benchmarks.contender.Workload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is not measured in rounds of calls: starting, many connections, allocation and collections.
 *
 * <p><em>Confined to one thread.</em>
 */
final class OtherFigures {

    private static final int CONNECTIONS = 1000;

    /** The compilers' memory comes and goes, so one pair of processes does not tell. */
    private static final int CONNECTION_PAIRS = 3;

    private static final Pattern PAUSE = Pattern.compile("Pause (\\w+).* (\\d+\\.\\d+)ms$");

    private final Options options;
    private final Path folder;
    private final Results results;

    OtherFigures(Options options, Path folder, Results results) {
        this.options = options;
        this.folder = folder;
        this.results = results;
    }

    /** From the start of the client's JVM to its first answered call, in turns; the server is running and warm. */
    void startup() throws InterruptedException {
        int rounds = options.quick() ? 1 : 11;
        Map<Contender, PeerProcess> servers = new LinkedHashMap<>();
        Map<Contender, List<Double>> millis = new LinkedHashMap<>();
        try {
            for (Contender contender : contenders()) {
                try {
                    servers.put(contender, Pair.startServer(contender, options, startupFolder(contender), List.of()));
                } catch (IOException e) {
                    fail("startup", contender, e);
                }
            }
            for (int round = 0; round <= rounds; round++) {
                for (Contender contender : servers.keySet()) {
                    double taken = startupMillis(contender);
                    // The first round warms the servers and the file cache.
                    if (round > 0 && !Double.isNaN(taken)) {
                        millis.computeIfAbsent(contender, key -> new ArrayList<>())
                                .add(taken);
                    }
                }
            }
        } finally {
            servers.values().forEach(PeerProcess::close);
        }
        millis.forEach((contender, taken) -> results.figures()
                .add(new Results.Figure("startup", contender.name(), Map.of("firstAnswerMillis", median(taken)))));
    }

    private double startupMillis(Contender contender) throws InterruptedException {
        long start = System.nanoTime();
        try (PeerProcess client = Pair.startClient(contender, options, startupFolder(contender), List.of())) {
            client.ask("once", 30);
            return (System.nanoTime() - start) / 1e6;
        } catch (IOException e) {
            fail("startup", contender, e);
            return Double.NaN;
        }
    }

    private Path startupFolder(Contender contender) {
        return folder.resolve("startup").resolve(contender.name());
    }

    /** Whose processes are measured alone; for a brief look ours only, as that takes long. */
    private List<Contender> measuredAlone() {
        return contenders().stream()
                .filter(contender -> !options.quick() || contender.name().equals("multiprocess"))
                .toList();
    }

    /** A thousand connections of one client process to one server, one call on each; medians of several pairs of processes. */
    void connections() throws InterruptedException {
        for (Contender contender : measuredAlone()) {
            if (!contender.connectsEachClient()) {
                continue;
            }
            Path place = folder.resolve("connections").resolve(contender.name());
            Map<String, List<Double>> samples = new LinkedHashMap<>();
            try {
                for (int i = 0; i < (options.quick() ? 1 : CONNECTION_PAIRS); i++) {
                    // Not every contender binds to what an earlier server has left.
                    connections(contender, place.resolve(String.valueOf(i)))
                            .forEach((name, value) -> samples.computeIfAbsent(name, key -> new ArrayList<>())
                                    .add(value));
                }
            } catch (IOException e) {
                fail("connections", contender, e);
                continue;
            }
            Map<String, Double> values = new LinkedHashMap<>();
            samples.forEach((name, sample) -> values.put(name, median(sample)));
            results.figures().add(new Results.Figure("connections", contender.name(), values));
        }
    }

    private Map<String, Double> connections(Contender contender, Path place) throws IOException, InterruptedException {
        // With the whole heap in physical memory from the start, garbage on fresh pages does not count.
        try (Pair pair = Pair.start(contender, options, place, List.of("-XX:+AlwaysPreTouch"))) {
            // Classes and compiled code of the first calls are not the connections' cost.
            pair.connections(20);
            pair.measure(Workload.CALL, options.warmupMillis() / 2);
            long[] before = pair.serverMemory();
            long[] taken = pair.connections(CONNECTIONS);
            long[] after = pair.serverMemory();
            double heapBytes = (double) (after[0] - before[0]) / CONNECTIONS;
            double nativeBytes = (double) (after[1] - before[1]) / CONNECTIONS;
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("connections", (double) CONNECTIONS);
            values.put("connectAndCallMicros", taken[0] / 1e3 / CONNECTIONS);
            values.put("firstCallMicros", taken[1] / 1e3);
            values.put("lastCallMicros", taken[2] / 1e3);
            values.put("serverHeapBytesPerConnection", heapBytes);
            values.put("serverNativeBytesPerConnection", nativeBytes);
            values.put("serverBytesPerConnection", heapBytes + nativeBytes);
            return values;
        }
    }

    private static double median(List<Double> values) {
        return Results.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** A million small calls with a heap of 64 MiB: what they allocate, and the collections that this causes. */
    void collections() throws InterruptedException {
        long calls = options.quick() ? 20_000 : 1_000_000;
        for (Contender contender : measuredAlone()) {
            Path place = folder.resolve("gc").resolve(contender.name());
            List<String> jvmArguments = List.of("-Xms64m", "-Xmx64m", "-Xlog:gc:file=" + place + "/{role}.gc:uptime");
            Map<String, Double> values = new LinkedHashMap<>();
            try (Pair pair = Pair.start(contender, options, place, jvmArguments)) {
                pair.measureOperations(Workload.CALL, calls / 10);
                int[] skipped = {
                    pauses(place, "client").size(), pauses(place, "server").size()
                };
                Pair.Sample sample = pair.measureOperations(Workload.CALL, calls);
                values.put("calls", (double) sample.calls());
                values.put("clientBytesPerCall", (double) sample.allocatedBytes() / sample.calls());
                values.put("serverBytesPerCall", (double) sample.serverAllocatedBytes() / sample.calls());
                addPauses(values, "client", pauses(place, "client"), skipped[0]);
                addPauses(values, "server", pauses(place, "server"), skipped[1]);
                results.figures().add(new Results.Figure("gc", contender.name(), values));
            } catch (IOException e) {
                fail("gc", contender, e);
            }
        }
    }

    private record Pause(String kind, double millis) {}

    private static List<Pause> pauses(Path place, String role) throws IOException {
        List<Pause> pauses = new ArrayList<>();
        for (String line : Files.readAllLines(place.resolve(role + ".gc"), StandardCharsets.UTF_8)) {
            Matcher matcher = PAUSE.matcher(line);
            if (matcher.find()) {
                pauses.add(new Pause(matcher.group(1), Double.parseDouble(matcher.group(2))));
            }
        }
        return pauses;
    }

    private static void addPauses(Map<String, Double> values, String role, List<Pause> pauses, int skipped) {
        List<Pause> counted = pauses.subList(Math.min(skipped, pauses.size()), pauses.size());
        values.put(role + "Collections", (double) counted.size());
        values.put(role + "FullCollections", (double)
                counted.stream().filter(pause -> pause.kind().equals("Full")).count());
        values.put(
                role + "LongestPauseMillis",
                counted.stream().mapToDouble(Pause::millis).max().orElse(0));
    }

    private List<Contender> contenders() {
        return Contenders.all().stream()
                .filter(contender -> options.takesContender(contender.name()))
                .filter(contender -> contender.workloads().contains(Workload.CALL))
                .toList();
    }

    private void fail(String part, Contender contender, IOException e) {
        String failure = part + " " + contender.name() + ": " + e.getMessage();
        System.out.println("FAILED " + failure);
        results.failures().add(failure);
    }
}

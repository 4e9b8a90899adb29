package io.multiprocess.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs all benchmarks and writes their results. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs what the options ask for.
     *
     * @param args see {@code --help}
     * @throws Exception when results cannot be written
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 1 && args[0].equals("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(Options.USAGE);
            System.exit(2);
            return;
        }
        Path folder = Files.createTempDirectory("mp-benchmarks");
        try {
            Results results = run(options, folder);
            if (!results.failures().isEmpty()) {
                System.exit(1);
            }
        } finally {
            delete(folder);
        }
    }

    private static Results run(Options options, Path folder) throws Exception {
        Instant start = Instant.now();
        Files.createDirectories(options.output());
        Files.deleteIfExists(options.output().resolve("stderr.log"));
        Results results = new Results();
        about(options, results.about());
        ResultFiles files = new ResultFiles(results);
        OtherFigures others = new OtherFigures(options, folder, results);
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("calls", new CallRounds(options, folder, results)::run);
        parts.put("startup", others::startup);
        parts.put("connections", others::connections);
        parts.put("gc", others::collections);
        parts.put("micro", () -> MicroBenchmarks.run(options, results));
        for (Map.Entry<String, Part> part : parts.entrySet()) {
            if (options.takesPart(part.getKey())) {
                System.out.println("Part: " + part.getKey());
                part.getValue().run();
                results.about()
                        .put("seconds", Duration.between(start, Instant.now()).toSeconds());
                // After each part, so that a run that is broken off leaves something.
                files.write(options.output());
            }
        }
        System.out.print(files.table());
        System.out.println("Results are in " + options.output().toAbsolutePath());
        return results;
    }

    private interface Part {
        void run() throws Exception;
    }

    private static void about(Options options, Map<String, Object> about) throws IOException, InterruptedException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("cpu", cpu());
        machine.put("cpus", Runtime.getRuntime().availableProcessors());
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("machine", machine);
        about.put("jdk", lastLine(options.java().toString(), "-version"));
        about.put("commit", lastLine("git", "describe", "--always", "--dirty", "--abbrev=12"));
        about.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        about.put("quick", options.quick());
        about.put("rounds", options.rounds());
        about.put("roundMillis", options.roundMillis());
        about.put("warmupMillis", options.warmupMillis());
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch", "unknown"));
        } catch (IOException e) {
            return System.getProperty("os.arch", "unknown");
        }
    }

    private static String lastLine(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                return "unknown";
            }
            Optional<String> line = output.lines().reduce((first, second) -> second);
            return line.orElse("unknown").trim();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

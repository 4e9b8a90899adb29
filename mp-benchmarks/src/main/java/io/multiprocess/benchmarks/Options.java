package io.multiprocess.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to run, from the command line.
 *
 * <p><em>Immutable</em> once parsed.
 */
final class Options {

    static final String USAGE = """
            Options:
              --quick                 everything, briefly: within two minutes, for a look, not for figures
              --placement=free|pinned|both
                                      which processors client and server may use; default both, with --quick pinned
              --rounds=N              how often each contender is measured (median of them counts)
              --millis=N              how long each contender is measured in a round
              --warmup=N              how long each contender runs before the first round, in milliseconds
              --contenders=REGEX      only those
              --workloads=REGEX       only those
              --parts=LIST            some of: calls,startup,connections,gc,micro
              --java=PATH             the JVM of the measured processes; default the one that runs this
              --jvm-args=ARGS         further arguments of it, separated by blanks
              --output=FOLDER         where results.json, results.md and chart.svg go; default target/results
            """;

    private boolean quick;
    private int rounds;
    private int roundMillis;
    private int warmupMillis;
    private Set<Placement> placements = EnumSet.noneOf(Placement.class);
    private Pattern contenders = Pattern.compile(".*");
    private Pattern workloads = Pattern.compile(".*");
    private Set<String> parts = Set.of("calls", "startup", "connections", "gc", "micro");
    private Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
    private List<String> jvmArguments = List.of();
    private Path output = Path.of("target", "results");

    private Options() {}

    static Options parse(String[] args) {
        Options options = new Options();
        for (String arg : args) {
            if (arg.isBlank()) {
                continue;
            }
            int equals = arg.indexOf('=');
            String key = equals < 0 ? arg : arg.substring(0, equals);
            String value = equals < 0 ? "" : arg.substring(equals + 1);
            switch (key) {
                case "--quick" -> options.quick = true;
                case "--placement" ->
                    options.placements = switch (value) {
                        case "free" -> EnumSet.of(Placement.FREE);
                        case "pinned" -> EnumSet.of(Placement.PINNED);
                        case "both" -> EnumSet.allOf(Placement.class);
                        default -> throw new IllegalArgumentException("no such placement: " + value);
                    };
                case "--rounds" -> options.rounds = positive(key, value);
                case "--millis" -> options.roundMillis = positive(key, value);
                case "--warmup" -> options.warmupMillis = positive(key, value);
                case "--contenders" -> options.contenders = Pattern.compile(value);
                case "--workloads" -> options.workloads = Pattern.compile(value);
                case "--parts" -> options.parts = Set.of(value.split(",", -1));
                case "--java" -> options.java = Path.of(value);
                case "--jvm-args" -> options.jvmArguments = List.of(value.trim().split(" +", -1));
                case "--output" -> options.output = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option: " + arg);
            }
        }
        options.fillIn();
        return options;
    }

    private static int positive(String key, String value) {
        int number = Integer.parseInt(value);
        if (number < 1) {
            throw new IllegalArgumentException(key + " must be positive");
        }
        return number;
    }

    private void fillIn() {
        rounds = rounds > 0 ? rounds : quick ? 2 : 9;
        roundMillis = roundMillis > 0 ? roundMillis : quick ? 60 : 700;
        warmupMillis = warmupMillis > 0 ? warmupMillis : quick ? 200 : 8000;
        if (placements.isEmpty()) {
            placements = quick ? EnumSet.of(Placement.PINNED) : EnumSet.allOf(Placement.class);
        }
    }

    boolean quick() {
        return quick;
    }

    int rounds() {
        return rounds;
    }

    int roundMillis() {
        return roundMillis;
    }

    int warmupMillis() {
        return warmupMillis;
    }

    Set<Placement> placements() {
        return placements;
    }

    boolean takesContender(String name) {
        return contenders.matcher(name).matches();
    }

    boolean takesWorkload(String id) {
        return workloads.matcher(id).matches();
    }

    boolean takesPart(String part) {
        return parts.contains(part);
    }

    Path java() {
        return java;
    }

    Path output() {
        return output;
    }

    /** The command that runs a class of ours in a JVM of its own, with the same heap and collector whatever the placement. */
    List<String> javaCommand(Class<?> main, List<String> extraJvmArguments, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("-XX:+UseSerialGC");
        command.add("-Xms512m");
        command.add("-Xmx512m");
        command.addAll(jvmArguments);
        command.addAll(extraJvmArguments);
        command.add("-cp");
        command.add(System.getProperty("java.class.path", ""));
        command.add(main.getName());
        command.addAll(args);
        return command;
    }
}

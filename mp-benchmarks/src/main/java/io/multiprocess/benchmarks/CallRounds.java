package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contender;
import io.multiprocess.benchmarks.contender.Contenders;
import io.multiprocess.benchmarks.contender.Workload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all contenders in turns: all pairs are started first and warmed up for a workload, then each round measures each of them once,
 * so that a change of the machine meets all of them.
 *
 * <p><em>Confined to one thread.</em>
 */
final class CallRounds {

    /** How often, at most, a contender is looked at until it takes less than a twentieth of a processor, and how long each time. */
    private static final int SETTLE_LOOKS = 100;

    private static final int SETTLE_MILLIS = 200;

    private final Options options;
    private final Path folder;
    private final Results results;
    private final Map<Key, List<Pair.Sample>> samples = new LinkedHashMap<>();

    private record Key(Workload workload, String contender, Placement placement) {

        Key baseline() {
            return new Key(workload.baseline(), Contenders.BASELINE, placement);
        }

        @Override
        public String toString() {
            return workload.id() + "/" + contender;
        }
    }

    CallRounds(Options options, Path folder, Results results) {
        this.options = options;
        this.folder = folder;
        this.results = results;
    }

    void run() throws InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        try {
            for (Contender contender : Contenders.all()) {
                boolean baseline = contender.name().equals(Contenders.BASELINE);
                if (baseline || options.takesContender(contender.name())) {
                    start(contender, pairs);
                }
            }
            for (Workload workload : Workload.values()) {
                measure(pairs, workload);
            }
        } finally {
            pairs.forEach(Pair::close);
        }
        samples.forEach(this::addRow);
    }

    private void start(Contender contender, List<Pair> pairs) throws InterruptedException {
        try {
            pairs.add(Pair.start(contender, options, folder.resolve("calls").resolve(contender.name()), List.of()));
        } catch (IOException e) {
            fail(contender.name(), e);
        }
    }

    private void measure(List<Pair> pairs, Workload workload) throws InterruptedException {
        List<Pair> taking = new ArrayList<>();
        for (Pair pair : pairs) {
            if (takes(pair, workload)
                    && place(pair, Placement.FREE)
                    && sample(pair, workload, Placement.FREE, options.warmupMillis(), false)) {
                taking.add(pair);
            }
        }
        if (!options.quick()) {
            settle(taking);
        }
        for (Placement placement : options.placements()) {
            taking.removeIf(pair -> !place(pair, placement));
            for (int round = 0; round < options.rounds(); round++) {
                System.out.printf(
                        "%s %s, round %d of %d%n", workload.id(), placement.id(), round + 1, options.rounds());
                for (int i = 0; i < taking.size(); i++) {
                    Pair pair = taking.get((i + round) % taking.size());
                    sample(pair, workload, placement, options.roundMillis(), true);
                }
            }
        }
    }

    /** Waits until the compilers of all contenders are done with what they have warmed up, which would take processors from the others. */
    private void settle(List<Pair> pairs) throws InterruptedException {
        for (Pair pair : pairs) {
            try {
                long before = pair.cpuNanos();
                for (int look = 0; look < SETTLE_LOOKS; look++) {
                    Thread.sleep(SETTLE_MILLIS);
                    long now = pair.cpuNanos();
                    if (now - before < SETTLE_MILLIS * 1_000_000L / 20) {
                        break;
                    }
                    before = now;
                }
            } catch (IOException e) {
                fail(pair.contender().name(), e);
            }
        }
    }

    private boolean takes(Pair pair, Workload workload) {
        boolean wanted = options.takesWorkload(workload.id());
        if (pair.contender().name().equals(Contenders.BASELINE)) {
            for (Workload other : Workload.values()) {
                wanted |= other.baseline() == workload && options.takesWorkload(other.id());
            }
        }
        return wanted && pair.contender().workloads().contains(workload);
    }

    private boolean place(Pair pair, Placement placement) {
        try {
            pair.place(placement);
            return true;
        } catch (IOException e) {
            fail(pair.contender().name(), e);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean sample(Pair pair, Workload workload, Placement placement, int millis, boolean counts)
            throws InterruptedException {
        Key key = new Key(workload, pair.contender().name(), placement);
        try {
            Pair.Sample sample = pair.measure(workload, millis);
            if (counts) {
                samples.computeIfAbsent(key, unused -> new ArrayList<>()).add(sample);
            }
            return true;
        } catch (IOException e) {
            fail(placement.id() + " " + key, e);
            samples.remove(key);
            return false;
        }
    }

    private void fail(String what, IOException e) {
        String failure = what + ": " + e.getMessage();
        System.out.println("FAILED " + failure);
        results.failures().add(failure);
    }

    private void addRow(Key key, List<Pair.Sample> taken) {
        List<Pair.Sample> raw = samples.getOrDefault(key.baseline(), List.of());
        int rounds = taken.size();
        double[] callsPerSecond = new double[rounds];
        double[] p50 = new double[rounds];
        double[] p99 = new double[rounds];
        double[] ratio = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            Pair.Sample sample = taken.get(i);
            callsPerSecond[i] = sample.callsPerSecond();
            p50[i] = sample.p50Nanos() / 1e3;
            p99[i] = sample.p99Nanos() / 1e3;
            ratio[i] = i < raw.size() ? raw.get(i).callsPerSecond() / sample.callsPerSecond() : Double.NaN;
        }
        results.rows()
                .add(new Results.Row(
                        key.toString(),
                        key.placement().id(),
                        Results.median(callsPerSecond),
                        Results.median(p50),
                        Results.median(p99),
                        Results.median(ratio)));
    }
}

package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contender;
import io.multiprocess.benchmarks.contender.Contenders;
import io.multiprocess.benchmarks.contender.Workload;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The calling process of a pair: does what lines on its standard input say, answers each with one line, and ends when its standard input
 * does.
 *
 * <ul>
 *   <li>{@code once}: one call, then {@code = ok}
 *   <li>{@code measure <workload> <millis>}: {@code = <calls> <nanos> <p50 nanos> <p99 nanos> <allocated bytes>}
 *   <li>{@code calls <workload> <number>}: the same, for a number of calls
 *   <li>{@code connections <number>}: {@code = <nanos of connecting and one call each> <nanos of a call on the first> <nanos of a call on the last>}, and
 *       keeps them open
 * </ul>
 */
public final class ClientMain {

    private final Contender contender;
    private final Path folder;
    private final Contender.Client client;
    private final Map<Workload, List<Worker>> workers = new EnumMap<>(Workload.class);
    private final List<Contender.Client> further = new ArrayList<>();

    private ClientMain(Contender contender, Path folder) throws Exception {
        this.contender = contender;
        this.folder = folder;
        this.client = contender.connect(folder);
    }

    /**
     * Runs the calling process.
     *
     * @param args the contender's name and the folder of its socket
     * @throws Exception when standard input cannot be read
     */
    public static void main(String[] args) throws Exception {
        ClientMain main = new ClientMain(Contenders.of(args[0]), Path.of(args[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                System.out.println("= " + main.answer(line.split(" ", -1)));
            } catch (Exception e) {
                e.printStackTrace();
                System.out.println("! " + e);
            }
        }
        // Contenders leave threads behind; the process must not outlive its parent.
        System.exit(0);
    }

    private String answer(String[] words) throws Exception {
        switch (words[0]) {
            case "once" -> {
                client.prepare(Workload.CALL).run();
                return "ok";
            }
            case "cpu" -> {
                return Long.toString(ProcessFigures.cpuNanos());
            }
            case "measure" -> {
                return measure(Workload.of(words[1]), Long.MAX_VALUE, Long.parseLong(words[2]) * 1_000_000);
            }
            case "calls" -> {
                return measure(Workload.of(words[1]), Long.parseLong(words[2]), Long.MAX_VALUE);
            }
            case "connections" -> {
                return connections(Integer.parseInt(words[1]));
            }
            default -> throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    private String measure(Workload workload, long operations, long nanos) throws Exception {
        List<Worker> threads = workers.computeIfAbsent(workload, this::start);
        CyclicBarrier barrier = new CyclicBarrier(threads.size());
        long allocatedBefore = ProcessFigures.allocatedBytes();
        List<Future<Run>> running = new ArrayList<>();
        for (Worker thread : threads) {
            running.add(thread.executor.submit(() -> thread.run(barrier, operations, nanos)));
        }
        Histogram histogram = new Histogram();
        long longest = 0;
        for (Future<Run> run : running) {
            try {
                histogram.add(run.get().histogram());
                longest = Math.max(longest, run.get().nanos());
            } catch (ExecutionException e) {
                workers.remove(workload);
                throw e;
            }
        }
        long allocated = ProcessFigures.allocatedBytes() - allocatedBefore;
        return histogram.total() * workload.callsPerOperation()
                + " "
                + longest
                + " "
                + histogram.nanosAt(0.5)
                + " "
                + histogram.nanosAt(0.99)
                + " "
                + allocated;
    }

    private List<Worker> start(Workload workload) {
        List<Worker> threads = new ArrayList<>();
        for (int i = 0; i < workload.threads(); i++) {
            threads.add(new Worker(workload, i));
        }
        return threads;
    }

    private String connections(int number) throws Exception {
        List<Contender.Operation> operations = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < number; i++) {
            Contender.Client next = contender.connect(folder);
            further.add(next);
            Contender.Operation operation = next.prepare(Workload.CALL);
            operation.run();
            operations.add(operation);
        }
        long all = System.nanoTime() - start;
        long first = medianNanos(operations.get(0));
        long last = medianNanos(operations.get(number - 1));
        return all + " " + first + " " + last;
    }

    private static long medianNanos(Contender.Operation operation) throws Exception {
        Histogram histogram = new Histogram();
        for (int i = 0; i < 1000; i++) {
            long start = System.nanoTime();
            operation.run();
            histogram.record(System.nanoTime() - start);
        }
        return histogram.nanosAt(0.5);
    }

    private record Run(Histogram histogram, long nanos) {}

    /** One client thread; it keeps its operation, and so its connection, over all rounds. */
    private final class Worker {

        private final Workload workload;
        private final ExecutorService executor;
        private Contender.@org.jspecify.annotations.Nullable Operation operation;

        Worker(Workload workload, int number) {
            this.workload = workload;
            this.executor = Executors.newSingleThreadExecutor(work -> {
                Thread thread = new Thread(work, workload.id() + "-" + number);
                thread.setDaemon(true);
                return thread;
            });
        }

        private Run run(CyclicBarrier barrier, long operations, long nanos) throws Exception {
            Contender.Operation current = operation;
            if (current == null) {
                current = client.prepare(workload);
                operation = current;
            }
            Histogram histogram = new Histogram();
            barrier.await();
            long start = System.nanoTime();
            long before = start;
            long done = 0;
            while (done < operations && before - start < nanos) {
                current.run();
                long now = System.nanoTime();
                histogram.record(now - before);
                before = now;
                done++;
            }
            return new Run(histogram, before - start);
        }
    }
}

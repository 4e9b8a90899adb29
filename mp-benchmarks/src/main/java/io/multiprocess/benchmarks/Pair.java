package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contender;
import io.multiprocess.benchmarks.contender.Workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A contender's server and client process.
 *
 * <p><em>Confined to the thread that started it.</em>
 */
final class Pair implements AutoCloseable {

    private static final int START_SECONDS = 30;
    private static final int ANSWER_SECONDS = 60;

    private final Contender contender;
    private final PeerProcess server;
    private final PeerProcess client;

    private Pair(Contender contender, PeerProcess server, PeerProcess client) {
        this.contender = contender;
        this.server = server;
        this.client = client;
    }

    /** Starts both; the server accepts connections when this returns. */
    static Pair start(Contender contender, Options options, Path folder, List<String> jvmArguments)
            throws IOException, InterruptedException {
        PeerProcess server = startServer(contender, options, folder, jvmArguments);
        try {
            return new Pair(contender, server, startClient(contender, options, folder, jvmArguments));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    static PeerProcess startServer(Contender contender, Options options, Path folder, List<String> jvmArguments)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<String> command = options.javaCommand(
                ServerMain.class, replace(jvmArguments, "server"), List.of(contender.name(), folder.toString()));
        PeerProcess server = new PeerProcess("server of " + contender.name(), command, log(options));
        try {
            server.answer(START_SECONDS);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    static PeerProcess startClient(Contender contender, Options options, Path folder, List<String> jvmArguments)
            throws IOException {
        List<String> command = options.javaCommand(
                ClientMain.class, replace(jvmArguments, "client"), List.of(contender.name(), folder.toString()));
        return new PeerProcess("client of " + contender.name(), command, log(options));
    }

    private static List<String> replace(List<String> jvmArguments, String role) {
        return jvmArguments.stream().map(arg -> arg.replace("{role}", role)).toList();
    }

    private static Path log(Options options) throws IOException {
        Files.createDirectories(options.output());
        return options.output().resolve("stderr.log");
    }

    Contender contender() {
        return contender;
    }

    /** Moves both to other processors. */
    void place(Placement placement) throws IOException, InterruptedException {
        server.place(placement);
        client.place(placement);
    }

    /** Runs a workload for a time. */
    Sample measure(Workload workload, int millis) throws IOException, InterruptedException {
        return Sample.of(client.numbers("measure " + workload.id() + " " + millis, ANSWER_SECONDS + millis / 1000));
    }

    /** Runs a workload for a number of operations, and counts what both processes allocate. */
    Sample measureOperations(Workload workload, long operations) throws IOException, InterruptedException {
        long before = serverAllocatedBytes();
        Sample sample = Sample.of(client.numbers("calls " + workload.id() + " " + operations, 10 * ANSWER_SECONDS));
        return sample.withServerAllocatedBytes(serverAllocatedBytes() - before);
    }

    private long serverAllocatedBytes() throws IOException, InterruptedException {
        return server.numbers("allocated", ANSWER_SECONDS)[0];
    }

    /** Processor time that both have taken until now, in nanoseconds. */
    long cpuNanos() throws IOException, InterruptedException {
        return server.numbers("cpu", ANSWER_SECONDS)[0] + client.numbers("cpu", ANSWER_SECONDS)[0];
    }

    /** Heap bytes in use and resident bytes of the server. */
    long[] serverMemory() throws IOException, InterruptedException {
        return server.numbers("memory", ANSWER_SECONDS);
    }

    /** Opens connections: nanoseconds in total, of a call on the first one, of a call on the last one. */
    long[] connections(int number) throws IOException, InterruptedException {
        return client.numbers("connections " + number, 2 * ANSWER_SECONDS);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    /**
     * What one measurement gave.
     *
     * @param calls answered calls
     * @param nanos time that they took, by the slowest thread
     * @param p50Nanos median time of an operation
     * @param p99Nanos time that 99 of 100 operations do not exceed
     * @param allocatedBytes by the client
     * @param serverAllocatedBytes by the server, where asked for
     */
    record Sample(
            long calls, long nanos, long p50Nanos, long p99Nanos, long allocatedBytes, long serverAllocatedBytes) {

        static Sample of(long[] numbers) {
            return new Sample(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], 0);
        }

        Sample withServerAllocatedBytes(long bytes) {
            return new Sample(calls, nanos, p50Nanos, p99Nanos, allocatedBytes, bytes);
        }

        double callsPerSecond() {
            return calls * 1e9 / nanos;
        }
    }
}

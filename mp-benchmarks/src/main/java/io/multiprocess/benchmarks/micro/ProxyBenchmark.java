package io.multiprocess.benchmarks.micro;

import io.multiprocess.benchmarks.contender.InProcessEcho;
import io.multiprocess.benchmarks.message.Order;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Calls through generated proxies over a connection in memory; includes waking the event loop's thread and being woken by it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ProxyBenchmark {

    private final byte[] bytes = new byte[100];
    private final Order order = Order.sample(7);
    private @Nullable InProcessEcho service;

    /**
     * Connects.
     *
     * @throws IOException when that fails
     * @throws InterruptedException when interrupted meanwhile
     */
    @Setup
    public void connect() throws IOException, InterruptedException {
        service = new InProcessEcho("micro-" + System.nanoTime());
    }

    /**
     * Disconnects.
     *
     * @throws IOException when that fails
     */
    @TearDown
    public void disconnect() throws IOException {
        service().close();
    }

    private InProcessEcho service() {
        InProcessEcho connected = service;
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }

    /**
     * 100 bytes there and back.
     *
     * @return the answer
     */
    @Benchmark
    public byte[] echo100Bytes() {
        return service().echo(bytes);
    }

    /**
     * A realistic record there and back.
     *
     * @return the answer
     */
    @Benchmark
    public Order echoOrder() {
        return service().echoOrder(order);
    }
}

package io.multiprocess.benchmarks.micro;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.RpcException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/** The table of a payload with three capabilities. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CapabilityTableBenchmark {

    private final Capability capability = Capability.broken(RpcException.failed("never called"));

    /**
     * Fills a table, looks one up, and lets them go.
     *
     * @return what was found
     */
    @Benchmark
    public boolean addThreeAndRelease() {
        CapabilityTable table = new CapabilityTable();
        table.add(capability);
        table.add(capability);
        int last = table.add(capability);
        boolean found = table.get(last) == capability;
        table.releaseAll();
        return found;
    }
}

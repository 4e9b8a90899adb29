package io.multiprocess.benchmarks;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the JMH benchmarks of the {@code micro} package. */
final class MicroBenchmarks {

    private MicroBenchmarks() {}

    static void run(Options options, Results results) throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .include("io\\.multiprocess\\.benchmarks\\.micro\\..*")
                .jvm(options.java().toString())
                .jvmArgs("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m")
                .addProfiler("gc");
        if (options.quick()) {
            builder.forks(1)
                    .warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(200))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(200));
        }
        Collection<RunResult> run = new Runner(builder.build()).run();
        for (RunResult result : run) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("nanosPerOperation", result.getPrimaryResult().getScore());
            var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            values.put("bytesPerOperation", allocated == null ? Double.NaN : allocated.getScore());
            String name = result.getParams().getBenchmark();
            results.figures().add(new Results.Figure("micro", name.substring(name.indexOf(".micro.") + 7), values));
        }
    }
}

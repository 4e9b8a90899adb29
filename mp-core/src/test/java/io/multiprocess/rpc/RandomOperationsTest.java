package io.multiprocess.rpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations against a shadow graph: thousands of steps here, millions with {@code -Drpc.random.runs=…} as the nightly
 * profile sets it. {@code -Drpc.random.seed=…} repeats one run.
 */
class RandomOperationsTest {

    private static final int RUNS = Integer.getInteger("rpc.random.runs", 60);
    private static final int STEPS = 400;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void vatsAgreeWithTheShadowGraph(int vats) {
        Long only = Long.getLong("rpc.random.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? RUNS : only;
        for (long seed = first; seed <= last; seed++) {
            run(seed, vats, STEPS);
        }
    }

    @Test
    void shortRunsFromManySeeds() {
        for (long seed = 1; seed <= 10L * RUNS; seed++) {
            run(seed, 2, 60);
        }
    }

    private static void run(long seed, int vats, int steps) {
        RandomOperations operations = new RandomOperations(seed, vats, true);
        try {
            operations.run(steps);
            operations.finish();
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "seed " + seed + ", " + vats + " vats, " + steps + " steps:\n" + operations.script(), failure);
        }
    }
}

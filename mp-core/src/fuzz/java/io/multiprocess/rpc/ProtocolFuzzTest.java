package io.multiprocess.rpc;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Jazzer's way into {@link FuzzTargets}. Not in the normal build, whose tests would all run instrumented; that one runs the
 * corpus through the same targets ({@link FuzzCorpusTest}). What Jazzer finds goes into the corpus.
 */
class ProtocolFuzzTest {

    @FuzzTest(maxDuration = "120s")
    void framing(byte[] bytes) {
        FuzzTargets.framing(bytes);
    }

    @FuzzTest(maxDuration = "120s")
    void messageHandler(byte[] bytes) {
        FuzzTargets.messageHandler(bytes);
    }
}

package io.multiprocess.proxy;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Jazzer's way into {@link ProxyFuzzTargets}; as {@code ProtocolFuzzTest}. */
class ProxyFuzzTest {

    @FuzzTest(maxDuration = "120s")
    void serverReaders(byte[] bytes) {
        ProxyFuzzTargets.serverReaders(bytes);
    }

    @FuzzTest(maxDuration = "120s")
    void clientReaders(byte[] bytes) {
        ProxyFuzzTargets.clientReaders(bytes);
    }
}

package io.multiprocess.rpc;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** Every scripted conversation. */
class ProtocolTest {

    @TestFactory
    Stream<DynamicTest> conversations() {
        return ProtocolScripts.ALL.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Script script = new Script(0);
                    try {
                        entry.getValue().hold(script);
                    } catch (Throwable failure) {
                        throw new AssertionError("after\n  " + String.join("\n  ", script.lines), failure);
                    }
                }));
    }
}

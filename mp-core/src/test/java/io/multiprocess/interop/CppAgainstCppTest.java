package io.multiprocess.interop;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The C++ peers among themselves: what fails here is wrong in the peers, not in ours. */
class CppAgainstCppTest {

    /** Not under the tests' time limit: a build may take longer than they. */
    @BeforeAll
    static void build() {
        CppPeers.threadsPeer();
    }

    @TempDir
    Path folder = Path.of("");

    static List<String> scenarios() {
        return Scenarios.ALL;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenarioPasses(String scenario) throws Exception {
        Path socket = folder.resolve("s");
        try (CppProcess server = CppProcess.serve(socket)) {
            assertThat(server.pid()).isPositive();
            assertThat(CppProcess.runScenario(socket, scenario, 1, 1000)).isEqualTo("passed");
        }
    }

    @Test
    void parentAndChildSpeakTheThreadsProtocol() throws Exception {
        Path peer = CppPeers.threadsPeer();
        assertThat(CppProcess.runToEnd(peer, List.of("spawn", peer.toString())))
                .contains("passed")
                .contains("child ended with 0");
    }
}

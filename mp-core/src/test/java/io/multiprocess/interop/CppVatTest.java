package io.multiprocess.interop;

import io.multiprocess.Address;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.vat.ConnectionStatistics;
import io.multiprocess.vat.VatConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Real connections against peers on the C++ library, in both directions; ends with all tables empty. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class CppVatTest {

    private static final int STEPS = 3000;

    /** Not under the tests' time limit: a build may take longer than they. */
    @BeforeAll
    static void build() {
        CppPeers.interopPeer();
    }

    @TempDir
    Path folder = Path.of("");

    static List<String> scenarios() {
        return Scenarios.ALL;
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void javaCallsCpp(String scenario) throws Exception {
        Path socket = folder.resolve("s");
        try (CppProcess server = CppProcess.serve(socket);
                Vat vat = Vat.create()) {
            assertThat(server.pid()).isPositive();
            VatConnection connection = vat.connect(Address.unix(socket));
            try (InteropCapnp.Peer.Client peer = new InteropCapnp.Peer.Client(connection.bootstrap())) {
                new JavaScenarios(peer, connection.callExecutor(), 11, STEPS).run(scenario);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(connection.statistics())
                            .isEqualTo(new ConnectionStatistics(0, 0, 0, 0, 0, 0, 0)));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void cppCallsJava(String scenario) throws Exception {
        Path socket = folder.resolve("s");
        CppPeers.interopPeer();
        BlockingQueue<VatConnection> accepted = new LinkedBlockingQueue<>();
        try (Vat vat = Vat.create()) {
            Listener listener = vat.listen(Address.unix(socket), connection -> {
                accepted.add(connection);
                return new JavaPeer(connection.callExecutor());
            });
            assertThat(CppProcess.runScenario(socket, scenario, 11, STEPS)).isEqualTo("passed");
            VatConnection connection = accepted.poll(10, TimeUnit.SECONDS);
            assertThat(connection).isNotNull();
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !connection.isConnected());
            listener.close();
        }
    }
}

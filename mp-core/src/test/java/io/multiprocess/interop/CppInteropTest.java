package io.multiprocess.interop;

import io.multiprocess.capability.Capability;
import io.multiprocess.rpc.RpcStats;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The protocol core against peers on the C++ library, in both directions; ends with all tables empty. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class CppInteropTest {

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
                SimpleVat vat =
                        new SimpleVat(SocketChannel.open(UnixDomainSocketAddress.of(socket)), executor -> null)) {
            assertThat(server.pid()).isPositive();
            try (InteropCapnp.Peer.Client peer = new InteropCapnp.Peer.Client(vat.bootstrap())) {
                new JavaScenarios(peer, vat, 7, STEPS).run(scenario);
            }
            endsEmpty(vat);
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void cppCallsJava(String scenario) throws Exception {
        Path socket = folder.resolve("s");
        CppPeers.interopPeer();
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<SimpleVat> accepted = CompletableFuture.supplyAsync(() -> accept(listener));
            assertThat(CppProcess.runScenario(socket, scenario, 7, STEPS)).isEqualTo("passed");
            try (SimpleVat vat = accepted.get(60, TimeUnit.SECONDS)) {
                endsEmpty(vat);
            }
        }
    }

    private static SimpleVat accept(ServerSocketChannel listener) {
        try {
            return new SimpleVat(listener.accept(), executor -> Capability.local(new JavaPeer(executor), executor));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void endsEmpty(SimpleVat vat) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(vat.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0)));
    }
}

package io.multiprocess;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.transport.TestCertificates;
import io.multiprocess.transport.TlsOptions;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import javax.net.ssl.SSLException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Vats that meet over TLS, and clients that do not belong there. */
@Timeout(60)
class TlsVatTest {
    private static final Address ANY_PORT = Address.tcp("localhost", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vat server = Vat.create(VatOptions.defaults().withName("server"));
    private final Vat client = Vat.create(VatOptions.defaults().withName("client"));
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.multiprocess");
    }

    @BeforeEach
    void listenToTheLog() {
        appender.start();
        logger().addAppender(appender);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        Awaitility.await()
                .until(() ->
                        server.connections().isEmpty() && client.connections().isEmpty());
        logger().detachAppender(appender);
    }

    private static TlsOptions alice() {
        return TlsOptions.of(TestCertificates.context(TestCertificates.ALICE));
    }

    private Listener listen(ListenOptions options) throws Exception {
        return server.listen(ANY_PORT, options, EchoServer::new);
    }

    private Listener listenMutually() throws Exception {
        return listen(ListenOptions.defaults().withTls(TestCertificates.mutual()));
    }

    private VatConnection connect(Listener listener) throws Exception {
        return client.connect(listener.address(), ConnectOptions.defaults().withTls(alice()));
    }

    private static void echo(VatConnection connection, int bytes) throws Exception {
        byte[] data = new byte[bytes];
        new Random(bytes).nextBytes(data);
        Capability root = connection.bootstrap();
        try {
            for (int method : List.of(EchoServer.ECHO, EchoServer.ECHO_ON_WORKER)) {
                PendingCall call = EchoServer.call(root, method, data);
                assertThat(connection.await(
                                call, Mailbox.ofCurrentThread(), System.nanoTime() + TimeUnit.SECONDS.toNanos(30)))
                        .as("answered in time")
                        .isTrue();
                assertThat(EchoServer.bytes(call)).isEqualTo(data);
            }
        } finally {
            root.release();
        }
    }

    private void awaitLog(String... parts) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(logged).anySatisfy(line -> assertThat(line).contains(parts)));
    }

    @Test
    void peersMeetAndKnowEachOther() throws Exception {
        Listener listener = listenMutually();
        VatConnection connection = connect(listener);
        echo(connection, 3);
        echo(connection, 3_000_000);
        assertThat(String.valueOf(connection.peer().principal())).isEqualTo("CN=localhost");
        VatConnection accepted = listener.connections().iterator().next();
        assertThat(String.valueOf(accepted.peer().principal())).isEqualTo("CN=alice");
        assertThat(accepted.description()).contains("tcp:127.0.0.1:", "certificate CN=alice");
        connection.close();
        Awaitility.await().atMost(PATIENCE).until(() -> !accepted.isConnected());
        assertThat(accepted.closeReason()).hasMessageContaining("the connection was closed");
    }

    @Test
    void theCertificateDecidesWhoComesIn() throws Exception {
        Listener listener = listen(ListenOptions.defaults()
                .withTls(TestCertificates.mutual())
                .withAdmission(peer -> "CN=bob".equals(String.valueOf(peer.principal()))));
        VatConnection connection = connect(listener);
        Awaitility.await().atMost(PATIENCE).until(() -> !connection.isConnected());
        awaitLog("WARN", "IPC server: certificate CN=alice is not allowed at tcp:localhost:");
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void whoeverDoesNotBelongIsSentAwayAndOthersFeelNothing() throws Exception {
        Listener listener = listenMutually();
        VatConnection good = connect(listener);
        echo(good, 10);
        // Without TLS.
        VatConnection plain = client.connect(listener.address());
        Capability root = plain.bootstrap();
        PendingCall call = EchoServer.call(root, EchoServer.ECHO, new byte[3]);
        assertThat(plain.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + PATIENCE.toNanos()))
                .isTrue();
        assertThat(call.failure()).isNotNull();
        Awaitility.await().atMost(PATIENCE).until(() -> !plain.isConnected());
        awaitLog("WARN", "IPC server: a client is sent away from " + listener.address(), "the peer does not speak TLS");
        // Without a certificate.
        VatConnection nobody = client.connect(
                listener.address(), ConnectOptions.defaults().withTls(TlsOptions.of(TestCertificates.context(null))));
        Awaitility.await().atMost(PATIENCE).until(() -> !nobody.isConnected());
        assertThat(nobody.closeReason()).hasMessageContaining("the peer wants a certificate");
        awaitLog("WARN", "IPC server: a client is sent away", "the peer has sent no certificate");
        // That does not trust the server.
        assertThatThrownBy(() -> client.connect(
                        listener.address(),
                        ConnectOptions.defaults().withTls(TlsOptions.of(TestCertificates.contextOfStranger()))))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining(
                        "TLS with " + listener.address() + " failed: the peer's certificate is not trusted");
        // With nonsense.
        Random random = new Random(8);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[500];
            random.nextBytes(bytes);
            try (Socket hostile = new Socket("localhost", listener.address().port())) {
                hostile.getOutputStream().write(bytes);
            }
        }
        echo(good, 10);
        assertThat(listener.connections()).hasSize(1);
    }

    @Test
    void aClientThatSpeaksTlsToAServerThatDoesNotSaysSo() throws Exception {
        CompletableFuture<VatConnection> accepted = new CompletableFuture<>();
        Listener listener = server.listen(ANY_PORT, connection -> {
            accepted.complete(connection);
            return new EchoServer(connection);
        });
        assertThatThrownBy(() -> connect(listener))
                .isInstanceOf(SSLException.class)
                .hasMessage("TLS with " + listener.address() + " failed: the peer does not speak TLS");
        VatConnection ended = accepted.get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(PATIENCE).until(() -> !ended.isConnected());
        assertThat(ended.closeReason())
                .hasMessageContaining("segments")
                .hasMessageContaining("the peer speaks TLS, and this side does not");
    }

    @Test
    void aHandshakeThatDripsIsEndedInTime() throws Exception {
        VatConnection other = connect(listenMutually());
        echo(other, 10);
        Listener listener = listen(ListenOptions.defaults()
                .withTls(TestCertificates.mutual())
                .withLimits(ConnectionLimits.defaults().withHandshakeTime(Duration.ofMillis(700))));
        try (Socket drip = new Socket("localhost", listener.address().port())) {
            drip.setSoTimeout(10);
            InputStream in = drip.getInputStream();
            byte[] bytes = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 252, 3, 3};
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(new java.util.concurrent.Callable<>() {
                        private int sent;

                        @Override
                        public Boolean call() {
                            try {
                                drip.getOutputStream().write(sent < bytes.length ? bytes[sent] : 0);
                                sent++;
                                return in.read() < 0;
                            } catch (java.net.SocketTimeoutException e) {
                                return false;
                            } catch (java.io.IOException e) {
                                return true;
                            }
                        }
                    });
        }
        awaitLog("a client is sent away", "the handshake took longer than 700 ms");
        echo(other, 10);
    }

    @Test
    void handshakesTakePlacesAndGiveThemBack() throws Exception {
        ListenOptions options = ListenOptions.defaults().withTls(TestCertificates.mutual());
        Listener listener = listen(options.withMaxConnections(1));
        CompletableFuture<VatConnection> waiting = new CompletableFuture<>();
        try (Socket silent = new Socket("localhost", listener.address().port())) {
            assertThat(silent.isConnected()).isTrue();
            Thread thread = new Thread(() -> {
                try {
                    waiting.complete(connect(listener));
                } catch (Exception e) {
                    waiting.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        echo(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), 10);
        assertThat(listener.connections()).hasSize(1);
    }

    @Test
    void closingTheListenerEndsHandshakes() throws Exception {
        Listener listener = listenMutually();
        try (Socket silent = new Socket("localhost", listener.address().port())) {
            // Accepted in order, so the silent one is in when this one is.
            echo(connect(listener), 1);
            listener.close();
            silent.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(logged).noneMatch(line -> line.contains("sent away"));
    }

    @Test
    void newConnectionsUseNewCertificates() throws Exception {
        AtomicReference<TlsOptions> current = new AtomicReference<>(TestCertificates.mutual());
        Listener listener = listen(ListenOptions.defaults().withTls(current::get));
        VatConnection before = connect(listener);
        current.set(TlsOptions.of(TestCertificates.context(TestCertificates.RENEWED)));
        VatConnection after = connect(listener);
        assertThat(String.valueOf(before.peer().principal())).isEqualTo("CN=localhost");
        assertThat(String.valueOf(after.peer().principal())).contains("OU=renewed");
        echo(before, 10);
        echo(after, 10);
    }

    @Test
    void manyClientsConnectAtOnce() throws Exception {
        Listener listener = listenMutually();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            int bytes = 100 + 5000 * i;
            CompletableFuture<Void> each = new CompletableFuture<>();
            done.add(each);
            Thread thread = new Thread(() -> {
                try (VatConnection connection = connect(listener)) {
                    for (int round = 0; round < 5; round++) {
                        echo(connection, bytes + round);
                    }
                    each.complete(null);
                } catch (Throwable e) {
                    each.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        for (CompletableFuture<Void> each : done) {
            each.get(50, TimeUnit.SECONDS);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> listener.connections().isEmpty());
    }

    @Test
    void tlsIsForTcpOnly() {
        Address path = Address.unix(Path.of("/tmp/never-made.sock"));
        assertThatThrownBy(() -> client.connect(path, ConnectOptions.defaults().withTls(alice())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS is for tcp: addresses, not for unix:/tmp/never-made.sock");
        assertThatThrownBy(() -> server.listen(
                        path, ListenOptions.defaults().withTls(TestCertificates.mutual()), EchoServer::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS is for tcp: addresses");
    }

    @Test
    void servingOtherMachinesWithoutTlsIsWarnedOf() throws Exception {
        String warning = "is open to other machines without TLS";
        listen(ListenOptions.defaults());
        server.listen(
                Address.tcp("*", 0), ListenOptions.defaults().withTls(TestCertificates.mutual()), EchoServer::new);
        assertThat(logged).noneMatch(line -> line.contains(warning));
        server.listen(Address.tcp("*", 0), EchoServer::new);
        assertThat(logged).anyMatch(line -> line.startsWith(Level.WARN.toString()) && line.contains(warning));
    }
}

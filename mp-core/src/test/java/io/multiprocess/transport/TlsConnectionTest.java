package io.multiprocess.transport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can go wrong with TLS: how it is told, and that nothing hangs. */
@Timeout(60)
class TlsConnectionTest {
    private final ArrayDeque<Closeable> opened = new ArrayDeque<>();
    private TlsOptions server = TlsOptions.of(TestCertificates.context(TestCertificates.LOCALHOST));
    private TlsOptions client = TlsOptions.of(TestCertificates.context(null));

    @BeforeEach
    void noLeftOvers() {
        assertThat(opened).isEmpty();
    }

    @AfterEach
    void closeAll() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private <C extends Closeable> C closing(C resource) {
        opened.push(resource);
        return resource;
    }

    /** Connects on a thread of its own: it waits for the server. */
    static CompletableFuture<StreamConnection> connecting(Endpoint target) {
        CompletableFuture<StreamConnection> connected = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                connected.complete(target.connect(new ConnectAttempt()));
            } catch (IOException | RuntimeException e) {
                connected.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return connected;
    }

    private Acceptor bind() throws IOException {
        return closing(Endpoint.tls("127.0.0.1", 0, () -> server).bind(TransportContract.OPTIONS));
    }

    private CompletableFuture<StreamConnection> connecting(Acceptor acceptor) {
        return connecting(Endpoint.tls("localhost", acceptor.port(), () -> client));
    }

    private StreamConnection[] pair() throws Exception {
        Acceptor acceptor = bind();
        CompletableFuture<StreamConnection> connecting = connecting(acceptor);
        StreamConnection accepted = closing(TransportContract.accept(acceptor));
        return new StreamConnection[] {closing(connecting.get(20, TimeUnit.SECONDS)), accepted};
    }

    /** What client and server say about a handshake that fails for both. */
    private List<String> failures() throws Exception {
        Acceptor acceptor = bind();
        CompletableFuture<StreamConnection> connecting = connecting(acceptor);
        String serverSays = failure(() -> TransportContract.accept(acceptor));
        String clientSays = failure(() -> closing(connecting.get(20, TimeUnit.SECONDS)));
        assertThat(serverSays).startsWith("TLS with tcp:127.0.0.1:").doesNotContain("\n");
        assertThat(clientSays)
                .startsWith("TLS with tcp:localhost:" + acceptor.port() + " failed: ")
                .doesNotContain("\n");
        return List.of(clientSays, serverSays);
    }

    private interface Attempt {
        StreamConnection run() throws Exception;
    }

    private String failure(Attempt attempt) throws Exception {
        try {
            closing(attempt.run());
            throw new AssertionError("it worked");
        } catch (SSLHandshakeException e) {
            return String.valueOf(e.getMessage());
        } catch (ExecutionException | CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(SSLHandshakeException.class);
            return String.valueOf(e.getCause().getMessage());
        }
    }

    /** What reading ends with. */
    private static Throwable endOf(StreamConnection connection) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(1000);
        try {
            while (connection.read(into.clear()) >= 0) {
                if (!connection.hasBuffered()) {
                    TransportContract.await(connection, SelectionKey.OP_READ);
                }
            }
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError("a clean end");
    }

    // ---------------------------------------------------------------- certificates

    @Test
    void aCertificateOfNoKnownAuthorityIsNotTrusted() throws Exception {
        server = TlsOptions.of(TestCertificates.contextOfStranger());
        List<String> said = failures();
        assertThat(said.get(0)).contains("the peer's certificate is not trusted");
        assertThat(said.get(1)).contains("the peer does not accept this side's certificate");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        server = TlsOptions.of(TestCertificates.context(TestCertificates.ELSEWHERE));
        assertThat(failures().get(0))
                .contains("the peer's certificate is another host's (No ")
                .contains("localhost");
    }

    @Test
    void aCertificateForAnotherHostIsAcceptedWhereTheNameDoesNotMatter() throws Exception {
        server = TlsOptions.of(TestCertificates.context(TestCertificates.ELSEWHERE));
        client.parameters().setEndpointIdentificationAlgorithm("");
        StreamConnection[] pair = pair();
        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {1})}, 1);
        assertThat(TransportContract.readFully(pair[1], 1)).containsExactly(1);
    }

    @Test
    void anExpiredCertificateSaysWhenItEnded() throws Exception {
        server = TlsOptions.of(TestCertificates.context(TestCertificates.EXPIRED));
        assertThat(failures().get(0)).contains("the peer's certificate has expired (NotAfter: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMissingClientCertificateIsToldToBoth(String protocol) throws Exception {
        server = TestCertificates.only(protocol, TestCertificates.mutual());
        Acceptor acceptor = bind();
        CompletableFuture<StreamConnection> connecting = connecting(acceptor);
        assertThat(failure(() -> TransportContract.accept(acceptor))).endsWith("the peer has sent no certificate");
        String wanted = "the peer wants a certificate, and this side has none that fits";
        if (protocol.equals("TLSv1.2")) {
            assertThat(failure(() -> connecting.get(20, TimeUnit.SECONDS))).contains(wanted);
        } else {
            // In TLS 1.3 the client is done before the server has looked.
            StreamConnection connected = closing(connecting.get(20, TimeUnit.SECONDS));
            assertThat(endOf(connected)).isInstanceOf(SSLException.class).hasMessageContaining(wanted);
        }
    }

    @Test
    void aClientOfNoKnownAuthorityIsNotTrusted() throws Exception {
        server = TestCertificates.only("TLSv1.2", TestCertificates.mutual());
        // It has to trust the server to get that far.
        client = TlsOptions.of(TestCertificates.context(TestCertificates.STRANGER));
        Acceptor acceptor = bind();
        CompletableFuture<StreamConnection> connecting = connecting(acceptor);
        assertThat(failure(() -> TransportContract.accept(acceptor))).contains("sent no certificate");
        assertThat(failure(() -> connecting.get(20, TimeUnit.SECONDS))).contains("has none that fits");
    }

    @Test
    void aWantedCertificateMayBeMissing() throws Exception {
        server.parameters().setWantClientAuth(true);
        assertThat(pair()[1].peer().principal()).isNull();
        client = TlsOptions.of(TestCertificates.context(TestCertificates.ALICE));
        assertThat(String.valueOf(pair()[1].peer().principal())).isEqualTo("CN=alice");
    }

    @Test
    void theNameThatTheClientAsksForReachesTheServer() throws Exception {
        server.parameters().setSNIMatchers(List.of(SNIHostName.createSNIMatcher("node\\.example\\.com")));
        client.parameters().setServerNames(List.of(new SNIHostName("node.example.com")));
        pair();
        client.parameters().setServerNames(List.of(new SNIHostName("other.example.com")));
        assertThat(failures().get(0)).contains("unrecognized_name");
    }

    // ---------------------------------------------------------------- protocols

    @Test
    void peersWithoutACommonVersionSaySo() throws Exception {
        TestCertificates.only("TLSv1.3", server);
        TestCertificates.only("TLSv1.2", client);
        assertThat(failures().get(0)).contains("no version and cipher in common");
    }

    @Test
    void oldProtocolsAreLeftOutAndMustNotBeAll() throws Exception {
        SSLContext context = TestCertificates.context(TestCertificates.LOCALHOST);
        SSLParameters both = context.getDefaultSSLParameters();
        both.setProtocols(new String[] {"TLSv1", "TLSv1.1", "TLSv1.2"});
        assertThat(new TlsOptions(context, both).accepting().getEnabledProtocols())
                .containsExactly("TLSv1.2");
        SSLParameters old = context.getDefaultSSLParameters();
        old.setProtocols(new String[] {"TLSv1.1"});
        assertThatThrownBy(() -> new TlsOptions(context, old))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLSv1.3")
                .hasMessageContaining("TLSv1.1");
    }

    @Test
    void aClientWithoutTlsIsRecognized() throws Exception {
        Acceptor acceptor = bind();
        Socket plain = closing(new Socket("127.0.0.1", acceptor.port()));
        plain.getOutputStream().write(new byte[] {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(failure(() -> TransportContract.accept(acceptor))).endsWith("the peer does not speak TLS");
    }

    @Test
    void aServerWithoutTlsIsRecognized() throws Exception {
        Acceptor plain = closing(Endpoint.tcp("127.0.0.1", 0).bind(TransportContract.OPTIONS));
        CompletableFuture<StreamConnection> connecting = connecting(plain);
        StreamConnection accepted = closing(TransportContract.accept(plain));
        accepted.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[16])}, 1);
        assertThat(failure(() -> connecting.get(20, TimeUnit.SECONDS))).endsWith("the peer does not speak TLS");
    }

    @Test
    void aServerThatHangsUpIsAskedWhetherItSpeaksTls() throws Exception {
        Acceptor plain = closing(Endpoint.tcp("127.0.0.1", 0).bind(TransportContract.OPTIONS));
        CompletableFuture<StreamConnection> connecting = connecting(plain);
        StreamConnection accepted = TransportContract.accept(plain);
        TransportContract.await(accepted, SelectionKey.OP_READ);
        accepted.read(ByteBuffer.allocate(1 << 16));
        accepted.close();
        assertThat(failure(() -> connecting.get(20, TimeUnit.SECONDS))).endsWith("hung up; does it speak TLS?");
    }

    @Test
    void anAttemptThatIsAbandonedInTheHandshakeFails() throws Exception {
        Acceptor silent = closing(Endpoint.tcp("127.0.0.1", 0).bind(TransportContract.OPTIONS));
        ConnectAttempt attempt = new ConnectAttempt();
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try (StreamConnection never =
                    Endpoint.tls("localhost", silent.port(), () -> client).connect(attempt)) {
                failed.complete(new AssertionError("it worked: " + never));
            } catch (IOException e) {
                failed.complete(e);
            }
        });
        thread.start();
        StreamConnection accepted = closing(TransportContract.accept(silent));
        TransportContract.await(accepted, SelectionKey.OP_READ);
        attempt.abandon();
        assertThat(failed.get(20, TimeUnit.SECONDS)).hasMessageContaining("took too long");
        thread.join();
    }

    // ---------------------------------------------------------------- hostile peers

    @Test
    void randomBytesInTheHandshakeFailIt() throws Exception {
        Random random = new Random(3);
        Acceptor acceptor = bind();
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(600)];
            random.nextBytes(bytes);
            if (i % 2 == 0 && bytes.length > 11) {
                // Something that looks like the beginning of a handshake, so that it is looked at.
                int length = bytes.length - 5;
                bytes[0] = 22;
                bytes[1] = 3;
                bytes[2] = 3;
                bytes[3] = (byte) (length >> 8);
                bytes[4] = (byte) length;
                if (i % 4 == 0) {
                    bytes[5] = 1;
                    bytes[6] = 0;
                    bytes[7] = (byte) ((length - 4) >> 8);
                    bytes[8] = (byte) (length - 4);
                }
            }
            try (Socket hostile = new Socket("127.0.0.1", acceptor.port())) {
                hostile.getOutputStream().write(bytes);
                hostile.shutdownOutput();
                assertThatThrownBy(() -> TransportContract.accept(acceptor)).isInstanceOf(SSLException.class);
            }
        }
    }

    @Test
    void everyPrefixOfARealHandshakeIsNotEnough() throws Exception {
        Acceptor acceptor = bind();
        byte[] hello = clientHello();
        for (int length = 0; length < hello.length; length += 7) {
            try (Socket hostile = new Socket("127.0.0.1", acceptor.port())) {
                hostile.getOutputStream().write(hello, 0, length);
                hostile.shutdownOutput();
                assertThat(failure(() -> TransportContract.accept(acceptor))).contains("the peer hung up");
            }
        }
    }

    private byte[] clientHello() throws IOException {
        ByteBuffer hello = ByteBuffer.allocate(1 << 16);
        var engine = client.connecting("localhost", 1);
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), hello);
        byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }

    @Test
    void aRecordBeyondAllBoundsEndsTheConnection() throws Exception {
        StreamConnection[] pair = pair();
        raw(pair[0], 23, 3, 3, 0xff, 0xff, 1, 2, 3);
        assertThat(endOf(pair[1])).isInstanceOf(SSLException.class);
    }

    @Test
    void aForgedRecordEndsTheConnection() throws Exception {
        StreamConnection[] pair = pair();
        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {7})}, 1);
        raw(pair[0], 23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(TransportContract.readFully(pair[1], 1)).containsExactly(7);
        assertThat(endOf(pair[1])).isInstanceOf(SSLException.class);
    }

    @Test
    void anEndWithoutAGoodbyeIsNoCleanEnd() throws Exception {
        StreamConnection[] pair = pair();
        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {7})}, 1);
        ((TlsConnection) pair[0]).channel.shutdownOutput();
        assertThat(TransportContract.readFully(pair[1], 1)).containsExactly(7);
        assertThat(endOf(pair[1])).hasMessageContaining("without TLS's goodbye");
    }

    private static void raw(StreamConnection from, int... bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            buffer.put((byte) each);
        }
        ((TlsConnection) from).channel.write(buffer.flip());
    }

    @Test
    void aPeerMustNotNegotiateAgain() throws Exception {
        TestCertificates.only("TLSv1.2", server);
        StreamConnection accepted = acceptFrom(socket -> {
            socket.getOutputStream().write(7);
            socket.startHandshake();
            socket.getOutputStream().write(8);
            socket.getInputStream().read();
        });
        assertThat(TransportContract.readFully(accepted, 1)).containsExactly(7);
        assertThat(endOf(accepted)).hasMessageContaining("negotiate again");
    }

    @Test
    void newKeysOnTheWayAreUnderstood() throws Exception {
        StreamConnection accepted = acceptFrom(socket -> {
            for (int i = 0; i < 20; i++) {
                socket.getOutputStream().write(i);
                // In TLS 1.3 that sends new keys, and asks for some.
                socket.startHandshake();
            }
            for (int i = 0; i < 20; i++) {
                assertThat(socket.getInputStream().read()).isEqualTo(i);
            }
            socket.getOutputStream().write(99);
        });
        for (int i = 0; i < 20; i++) {
            byte[] one = TransportContract.readFully(accepted, 1);
            assertThat(one).containsExactly(i);
            assertThat(accepted.write(new ByteBuffer[] {ByteBuffer.wrap(one)}, 1))
                    .isEqualTo(1);
        }
        assertThat(TransportContract.readFully(accepted, 1)).containsExactly(99);
    }

    @Test
    void recordsWithoutDataForEverEndTheConnection() throws Exception {
        StreamConnection accepted = acceptFrom(socket -> {
            for (int i = 0; i < 2000; i++) {
                socket.startHandshake();
            }
            socket.getInputStream().read();
        });
        assertThat(endOf(accepted)).hasMessageContaining("records without data");
    }

    private interface Peer {
        void run(SSLSocket socket) throws IOException;
    }

    /** Accepts the JDK's own blocking client. */
    private StreamConnection acceptFrom(Peer peer) throws IOException {
        Acceptor acceptor = bind();
        SSLSocket socket =
                closing((SSLSocket) client.context().getSocketFactory().createSocket("localhost", acceptor.port()));
        Thread thread = new Thread(() -> {
            try {
                socket.startHandshake();
                peer.run(socket);
            } catch (IOException expected) {
                // The other side has hung up, which is what it should do.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return closing(TransportContract.accept(acceptor));
    }
}

package io.multiprocess.transport;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFSocketPair;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketPair;
import org.newsclub.net.unix.FileDescriptorAccess;
import org.newsclub.net.unix.FileDescriptorCast;

import javax.security.auth.x500.X500Principal;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The contract over every transport, and what each has of its own. */
class TransportsTest {
    /** Keeps what was not opened by a test from being closed: the numbers may be those of something else by then. */
    private static final List<FileDescriptorAccess> OPENED_ELSEWHERE = new CopyOnWriteArrayList<>();

    /** Two connected descriptors, as inherited from somebody. */
    static StreamConnection[] descriptors() throws IOException {
        AFSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
        return new StreamConnection[] {
            inherited(pair.getSocket1()).connect(new ConnectAttempt()),
            inherited(pair.getSocket2()).connect(new ConnectAttempt())
        };
    }

    private static Endpoint inherited(FileDescriptorAccess opened) throws IOException {
        OPENED_ELSEWHERE.add(opened);
        return Endpoint.descriptor(
                FileDescriptorCast.using(opened.getFileDescriptor()).as(Integer.class));
    }

    static boolean linux() {
        return System.getProperty("os.name").startsWith("Linux");
    }

    /** Paths over the JDK's channels. */
    @Nested
    class UnixOverTheJdk extends UnixPaths {
        @Override
        SocketLibrary library() {
            return SocketLibrary.JDK;
        }
    }

    /** Paths over junixsocket. */
    @Nested
    class UnixOverJunixsocket extends UnixPaths {
        @Override
        SocketLibrary library() {
            return SocketLibrary.JUNIXSOCKET;
        }

        @Test
        void theProcessAndUserOfThePeerAreKnown() throws Exception {
            PeerCredentials peer = opened()[1].peer();
            assertThat(peer.pid()).hasValue(ProcessHandle.current().pid());
            assertThat(peer.uid()).isPresent();
            assertThat(peer.user()).isEqualTo(System.getProperty("user.name"));
        }
    }

    /** What holds for paths whatever the library. */
    abstract static class UnixPaths extends TransportContract.Listening {
        @TempDir
        @SuppressWarnings("NullAway.Init")
        Path folder;

        abstract SocketLibrary library();

        Path path() {
            return folder.resolve("node.sock");
        }

        @Override
        Endpoint endpoint() {
            return Endpoint.unix(path(), library());
        }

        @Test
        void theFileHasTheModeAskedForAndGoesWithTheSocket() throws Exception {
            BindOptions options = new BindOptions(PosixFilePermissions.fromString("rw-rw----"), null, true, 16);
            Acceptor acceptor = endpoint().bind(options);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                    .isEqualTo("rw-rw----");
            acceptor.close();
            try (var left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void theUserOfThePeerIsKnown() throws Exception {
            assertThat(opened()[1].peer().user()).isEqualTo(System.getProperty("user.name"));
        }

        @Test
        void aSocketLeftByADeadServerIsReplaced() throws Exception {
            leaveStaleSocket(path());
            Acceptor acceptor = closing(endpoint().bind(OPTIONS));
            closing(endpoint().connect(new ConnectAttempt()));
            closing(accept(acceptor));
        }

        @Test
        void aSocketLeftByADeadServerIsKeptIfAskedFor() throws Exception {
            leaveStaleSocket(path());
            assertThatThrownBy(() -> endpoint()
                            .bind(new BindOptions(PosixFilePermissions.fromString("rw-------"), null, false, 16)))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("nobody listens");
            assertThat(path()).exists();
        }

        @Test
        void aStaleSocketIsToldFromAMissingOneWhenConnecting() throws Exception {
            assertThatThrownBy(() -> endpoint().connect(new ConnectAttempt()))
                    .hasMessageContaining("there is no such file");
            leaveStaleSocket(path());
            assertThatThrownBy(() -> endpoint().connect(new ConnectAttempt()))
                    .hasMessageContaining("the server that made the socket is gone");
        }

        @Test
        void aRegularFileIsNeverReplaced() throws Exception {
            Files.writeString(path(), "precious");
            assertThatThrownBy(() -> endpoint().bind(OPTIONS))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("not a socket");
            assertThat(path()).hasContent("precious");
            assertThatThrownBy(() -> endpoint().connect(new ConnectAttempt()))
                    .hasMessageContaining("the file is no socket");
        }

        @Test
        void aPathTooLongForASocketSaysSo() {
            Endpoint tooLong = Endpoint.unix(folder.resolve("x".repeat(120)), library());
            assertThatThrownBy(() -> tooLong.bind(OPTIONS))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("too long")
                    .hasMessageContaining("at most 106");
            assertThatThrownBy(() -> tooLong.connect(new ConnectAttempt())).hasMessageContaining("too long");
        }

        @Test
        void aPathThatJustFitsWorks() throws Exception {
            int room = SocketFile.MAX_PATH_BYTES - folder.toString().length() - 1;
            assumeTrue(room > 10, "the temporary folder's own name is too long");
            Endpoint fits = Endpoint.unix(folder.resolve("x".repeat(room)), library());
            Acceptor acceptor = closing(fits.bind(OPTIONS));
            closing(fits.connect(new ConnectAttempt()));
            closing(accept(acceptor));
        }

        @Test
        void aMissingFolderSaysSo() {
            assertThatThrownBy(() -> Endpoint.unix(folder.resolve("missing/node.sock"), library())
                            .bind(OPTIONS))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("the folder is missing");
        }

        @Test
        void anUnknownGroupSaysSoAndLeavesNothing() throws Exception {
            BindOptions options =
                    new BindOptions(PosixFilePermissions.fromString("rw-rw----"), "no-such-group-here", true, 16);
            assertThatThrownBy(() -> endpoint().bind(options))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("no-such-group-here");
            try (var left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
        }

        @Test
        void anotherServersSocketIsNotRemoved() throws Exception {
            Acceptor first = endpoint().bind(OPTIONS);
            Files.delete(path());
            Acceptor second = closing(endpoint().bind(OPTIONS));
            first.close();
            assertThat(path()).exists();
            closing(endpoint().connect(new ConnectAttempt()));
            closing(accept(second));
        }

        /** What a server that was killed leaves behind: a socket file without a socket. */
        private static void leaveStaleSocket(Path path) throws IOException {
            try (var server = java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
                server.bind(java.net.UnixDomainSocketAddress.of(path));
            }
            assertThat(path).exists();
        }
    }

    /** Names of Linux' abstract name space. */
    @Nested
    class UnixAbstract extends TransportContract.Listening {
        private final String name = "mp-test-" + UUID.randomUUID();

        @BeforeAll
        static void onLinuxOnly() {
            assumeTrue(linux(), "abstract socket names exist on Linux only");
        }

        @Override
        Endpoint endpoint() {
            return Endpoint.unixAbstract(name);
        }

        @Test
        void aNameTooLongForASocketSaysSo() {
            assertThatThrownBy(() -> Endpoint.unixAbstract("x".repeat(120)).bind(OPTIONS))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("too long");
        }
    }

    /** TCP. */
    @Nested
    class Tcp extends TransportContract.Listening {
        @Override
        Endpoint endpoint() {
            return Endpoint.tcp("127.0.0.1", 0);
        }

        @Override
        Endpoint target(Acceptor acceptor) {
            return Endpoint.tcp("127.0.0.1", acceptor.port());
        }

        @Test
        void anUnknownHostSaysSo() {
            assertThatThrownBy(() -> Endpoint.tcp("no-such-host.invalid", 1).connect(new ConnectAttempt()))
                    .hasMessageContaining("no-such-host.invalid");
        }
    }

    /** TLS 1.3. */
    @Nested
    class Tls13 extends Tls {
        @Override
        String protocol() {
            return "TLSv1.3";
        }
    }

    /** TLS 1.2. */
    @Nested
    class Tls12 extends Tls {
        @Override
        String protocol() {
            return "TLSv1.2";
        }
    }

    /** What holds for TLS whatever the version. */
    abstract static class Tls extends TransportContract.Listening {
        abstract String protocol();

        @Override
        Endpoint endpoint() {
            return Endpoint.tls("127.0.0.1", 0, () -> TestCertificates.only(protocol(), TestCertificates.mutual()));
        }

        @Override
        Endpoint target(Acceptor acceptor) {
            return Endpoint.tls("127.0.0.1", acceptor.port(), TestCertificates::mutual);
        }

        @Override
        CompletableFuture<StreamConnection> connecting(Endpoint target) {
            return TlsConnectionTest.connecting(target);
        }

        @Test
        void bothPeersAreKnownByTheirCertificates() throws Exception {
            StreamConnection[] pair = opened();
            assertThat(pair[1].peer().principal()).isEqualTo(new X500Principal("CN=localhost"));
            assertThat(pair[1].peer().certificates()).hasSize(2);
            assertThat(pair[1].peer().describe()).isEqualTo("certificate CN=localhost");
            assertThat(pair[0].peer().principal()).isEqualTo(new X500Principal("CN=localhost"));
            assertThat(pair[0].peer().address()).startsWith("tcp:127.0.0.1:");
        }

        @Test
        void whatDoesNotFitIsLeftOverWithoutTheSocketKnowing() throws Exception {
            StreamConnection[] pair = opened();
            byte[] sent = new byte[40_000];
            new Random(2).nextBytes(sent);
            ByteBuffer from = ByteBuffer.wrap(sent);
            ByteBuffer into = ByteBuffer.allocate(sent.length);
            while (from.hasRemaining()) {
                pair[0].write(new ByteBuffer[] {from}, 1);
            }
            await(pair[1], SelectionKey.OP_READ);
            int reads = 0;
            while (into.hasRemaining()) {
                ByteBuffer few = into.slice(into.position(), Math.min(100, into.remaining()));
                int read = pair[1].read(few);
                assertThat(read).isNotNegative();
                into.position(into.position() + read);
                if (read == 0) {
                    assertThat(pair[1].hasBuffered()).isFalse();
                    await(pair[1], SelectionKey.OP_READ);
                }
                reads++;
            }
            assertThat(into.array()).isEqualTo(sent);
            assertThat(reads).isGreaterThanOrEqualTo(400);
            assertThat(pair[1].hasBuffered()).isFalse();
        }
    }

    /** Within the process. */
    @Nested
    class InProcess extends TransportContract.Listening {
        private final String name = "test-" + UUID.randomUUID();

        @Override
        Endpoint endpoint() {
            return Endpoint.inProcess(name);
        }
    }

    /** The number of a descriptor. */
    @Nested
    class Descriptor extends TransportContract {
        @Override
        StreamConnection[] pair() throws Exception {
            return descriptors();
        }

        @Test
        void aDescriptorThatIsNotOpenSaysSo() {
            assertThatThrownBy(() -> Endpoint.descriptor(9999).connect(new ConnectAttempt()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("fd:9999");
        }
    }

    /** The number of a descriptor that listens. */
    @Nested
    class ListeningDescriptor extends TransportContract {
        @TempDir
        @SuppressWarnings("NullAway.Init")
        Path folder;

        @Override
        StreamConnection[] pair() throws Exception {
            Path path = folder.resolve("inherited.sock");
            AFUNIXServerSocketChannel opened = AFUNIXServerSocketChannel.open();
            opened.bind(AFUNIXSocketAddress.of(path));
            Acceptor acceptor = closing(inherited(opened).bind(OPTIONS));
            StreamConnection client = Endpoint.unix(path, SocketLibrary.JDK).connect(new ConnectAttempt());
            return new StreamConnection[] {client, accept(acceptor)};
        }
    }

    /** A child's standard input. */
    @Nested
    class Children {
        @Test
        void aChildFindsTheSocketUnderItsStandardInput() throws Exception {
            try (ChildSocket socket = ChildSocket.open()) {
                Process child = new ProcessBuilder("sh", "-c", "read x; echo \"$x $x\" >&0; read x; exit 7")
                        .redirectInput(socket.redirect())
                        .start();
                StreamConnection connection = socket.started(child.pid());
                assertThat(connection.peer().pid()).hasValue(child.pid());
                connection.write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {'a', '\n'})}, 1);
                assertThat(TransportContract.readFully(connection, 4)).containsExactly('a', ' ', 'a', '\n');
                assertThat(child.isAlive()).isTrue();
                connection.close();
                assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(child.exitValue()).isEqualTo(7);
            }
        }

        @Test
        void theDeathOfTheChildEndsTheStream() throws Exception {
            try (ChildSocket socket = ChildSocket.open()) {
                Process child = new ProcessBuilder("sleep", "1000")
                        .redirectInput(socket.redirect())
                        .start();
                StreamConnection connection = socket.started(child.pid());
                child.destroyForcibly();
                TransportContract.await(connection, java.nio.channels.SelectionKey.OP_READ);
                assertThat(connection.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                connection.close();
            }
        }
    }
}

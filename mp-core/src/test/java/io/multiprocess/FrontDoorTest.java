package io.multiprocess;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.vat.ConnectionStatistics;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Servers that cannot start, clients that may not enter, and how a server stops. */
@Timeout(180)
@SuppressWarnings("NullAway") // JUnit sets the folder
class FrontDoorTest {
    private static final byte[] HELLO = {1, 2, 3};
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Vat server = Vat.create(VatOptions.defaults().withName("server"));
    private final Vat client = Vat.create(VatOptions.defaults().withName("client"));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Path path() {
        return folder.resolve("node.sock");
    }

    private Address address() {
        return Address.unix(path());
    }

    // ---------------------------------------------------------------- what keeps a server from listening

    @Test
    void aFolderThatMayNotBeWrittenSaysNoPermission() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        String refusal = asOrdinaryUser("listen", Address.unix(closed.resolve("node.sock")));

        assertThat(refusal).isEqualTo("BindException: cannot listen at unix:" + closed + "/node.sock: no permission");
    }

    @Test
    void aSocketThatMayNotBeWrittenSaysNoPermissionToConnect() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        server.listen(address(), ListenOptions.defaults().withPermissions("r--r--r--"), EchoServer::new);
        String refusal = asOrdinaryUser("connect", address());

        assertThat(refusal).isEqualTo("SocketException: no permission to connect to " + address());
        assertThat(server.connections()).isEmpty();
    }

    @Test
    void aFolderOfTheKernelsSaysThatNothingCanBeMadeThere() {
        assumeTrue(Files.isDirectory(Path.of("/sys/kernel")), "only Linux has this folder");
        // Not even root may, in a container or not; the words are the system's where it is no matter of permission.
        assertThatThrownBy(() -> server.listen(Address.parse("unix:/sys/kernel/mp.sock"), EchoServer::new))
                .isInstanceOf(BindException.class)
                .message()
                .matches("cannot listen at unix:/sys/kernel/mp.sock: (no permission|Read-only file system)");
    }

    @Test
    void aFolderThatIsAFileSaysSo() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> server.listen(Address.unix(file.resolve("node.sock")), EchoServer::new))
                .isInstanceOf(BindException.class)
                .hasMessage("cannot listen at unix:" + file + "/node.sock: the folder is missing");
        assertThat(file).hasContent("precious");
    }

    @Test
    void eachFailureToListenIsOneSentence() throws Exception {
        server.listen(address(), EchoServer::new);
        Path regular = Files.writeString(folder.resolve("regular"), "precious");
        Path tooLong = folder.resolve("x".repeat(120));
        for (Path path : List.of(path(), regular, tooLong, folder.resolve("missing/node.sock"))) {
            assertThatThrownBy(() -> client.listen(Address.unix(path), EchoServer::new))
                    .isInstanceOf(BindException.class)
                    .message()
                    .contains("unix:" + path)
                    .doesNotContain("\n")
                    .doesNotContain("Exception");
        }
        assertThat(Files.readString(regular)).isEqualTo("precious");
    }

    @Test
    void aSocketThatADeadServerLeftIsReplacedAndALivingOneNever() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertThat(path()).exists();
        server.listen(address(), EchoServer::new);
        echo(client.connect(address()));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> client.listen(address(), EchoServer::new))
                    .isInstanceOf(BindException.class)
                    .hasMessageEndingWith("a server is listening there already");
        }
        echo(client.connect(address()));
    }

    @Test
    void ofManyServersThatStartAtOnceOneGetsTheAddress() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        ExecutorService starters = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(starters.submit(() -> {
                    try {
                        server.listen(address(), EchoServer::new);
                        return true;
                    } catch (BindException e) {
                        return false;
                    }
                }));
            }
            int listening = 0;
            for (Future<Boolean> start : starts) {
                listening += start.get() ? 1 : 0;
            }
            assertThat(listening).isEqualTo(1);
        } finally {
            starters.shutdown();
        }
        echo(client.connect(address()));
    }

    // ---------------------------------------------------------------- the file's mode and group, and who may enter

    @Test
    void theFileIsTheOwnersAloneUnlessToldOtherwise() throws Exception {
        Path open = folder.resolve("open.sock");
        server.listen(address(), EchoServer::new);
        server.listen(
                Address.unix(open),
                ListenOptions.defaults().withPermissions("rw-rw----").withGroup(ownGroup()),
                EchoServer::new);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        PosixFileAttributes attributes = Files.readAttributes(open, PosixFileAttributes.class);
        assertThat(PosixFilePermissions.toString(attributes.permissions())).isEqualTo("rw-rw----");
        assertThat(attributes.group().getName()).isEqualTo(ownGroup());
    }

    @Test
    void theGroupOfTheFileIsTheOneAskedFor() throws Exception {
        assumeTrue(isRoot(), "only root may give a file to any group");
        String group = "daemon";
        server.listen(
                address(), ListenOptions.defaults().withPermissions("rw-rw----").withGroup(group), EchoServer::new);

        assertThat(Files.readAttributes(path(), PosixFileAttributes.class)
                        .group()
                        .getName())
                .isEqualTo(group);
    }

    @Test
    void aPeerOfAnotherUserIsSentAwayUnheard() throws Exception {
        assumeTrue(isRoot(), "only root may start a process of another user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<PeerCredentials> asked = new CopyOnWriteArrayList<>();
        List<VatConnection> opened = new CopyOnWriteArrayList<>();
        ListenOptions options = ListenOptions.defaults().withPermissions("rw-rw-rw-");
        server.listen(
                address(),
                options.withAllowed(Set.of(System.getProperty("user.name")), Set.of("no-such-group")),
                connection -> {
                    opened.add(connection);
                    return new EchoServer(connection);
                });
        Path all = folder.resolve("all.sock");
        server.listen(
                Address.unix(all),
                options.withAdmission(peer -> {
                    asked.add(peer);
                    return true;
                }),
                EchoServer::new);

        assertThat(asOrdinaryUser("connect", address())).isEqualTo("failed: DISCONNECTED");
        assertThat(opened).isEmpty();
        echo(client.connect(address()));
        assertThat(opened).hasSize(1);
        assertThat(asOrdinaryUser("connect", Address.unix(all))).isEqualTo("answered");
        assertThat(asked).singleElement().satisfies(peer -> {
            assertThat(peer.user()).isEqualTo("nobody");
            assertThat(peer.group()).isNotEmpty();
        });
    }

    @Test
    void aPeerIsCheckedBeforeItsFirstMessageIsRead() throws Exception {
        AtomicReference<ConnectionStatistics> seen = new AtomicReference<>();
        CompletableFuture<PeerCredentials> checked = new CompletableFuture<>();
        server.listen(
                address(),
                ListenOptions.defaults().withAdmission(peer -> {
                    checked.complete(peer);
                    return false;
                }),
                connection -> {
                    seen.set(connection.statistics());
                    return new EchoServer(connection);
                });
        VatConnection refused = client.connect(address());
        Capability root = refused.bootstrap();
        PendingCall call = EchoServer.call(root, EchoServer.ECHO, HELLO);
        assertThat(refused.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos()))
                .isTrue();

        assertThat(call.failure().kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        assertThat(checked.get().user()).isEqualTo(System.getProperty("user.name"));
        assertThat(seen).hasNullValue();
        assertThat(server.connections()).isEmpty();
        root.release();
    }

    // ---------------------------------------------------------------- accepting

    @Test
    void clientsBeyondTheMaximumWaitInTheBacklogAndAreServedInTheirOrder() throws Exception {
        List<VatConnection> accepted = new CopyOnWriteArrayList<>();
        Listener listener = server.listen(address(), ListenOptions.defaults().withMaxConnections(1), connection -> {
            accepted.add(connection);
            return new EchoServer(connection);
        });
        VatConnection current = client.connect(address());
        echo(current);
        List<VatConnection> waiting = new ArrayList<>();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            VatConnection connection = client.connect(address());
            Capability root = connection.bootstrap();
            calls.add(EchoServer.call(root, EchoServer.ECHO, new byte[] {(byte) i}));
            root.release();
            waiting.add(connection);
        }
        for (int i = 0; i < 3; i++) {
            echo(current);
            assertThat(listener.connections()).hasSize(1);
            assertThat(accepted).hasSize(i + 1);
            assertThat(calls.get(i).isDone()).isFalse();
            current.close();
            current = waiting.get(i);
            assertThat(current.await(calls.get(i), Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos()))
                    .isTrue();
            assertThat(EchoServer.bytes(calls.get(i))).containsExactly(i);
        }
    }

    @Test
    void aClientThatLeavesTheBacklogIsNoticedAndForgotten() throws Exception {
        Listener listener = server.listen(address(), ListenOptions.defaults().withMaxConnections(1), EchoServer::new);
        VatConnection first = client.connect(address());
        echo(first);
        SocketChannel.open(UnixDomainSocketAddress.of(path())).close();
        VatConnection third = client.connect(address());
        first.close();
        echo(third);
        assertThat(listener.connections()).hasSize(1);
    }

    @Test
    void aClientWhoseServiceCannotBeMadeKeepsNobodyElseOut() throws Exception {
        AtomicReference<RuntimeException> failure = new AtomicReference<>(new IllegalStateException("as asked"));
        Listener listener = server.listen(address(), ListenOptions.defaults().withMaxConnections(1), connection -> {
            RuntimeException once = failure.getAndSet(null);
            if (once != null) {
                throw once;
            }
            return new EchoServer(connection);
        });
        VatConnection first = client.connect(address());
        Capability root = first.bootstrap();
        PendingCall call = EchoServer.call(root, EchoServer.ECHO, HELLO);
        assertThat(first.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos()))
                .isTrue();
        assertThat(call.failure().kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        root.release();

        echo(client.connect(address()));
        assertThat(listener.connections()).hasSize(1);
    }

    // ---------------------------------------------------------------- stopping

    @Test
    void aGracefulStopLetsCallsFinishAndTakesNoNewClients() throws Exception {
        AtomicReference<EchoServer> echo = new AtomicReference<>();
        Listener listener = server.listen(address(), connection -> {
            echo.set(new EchoServer(connection));
            return echo.get();
        });
        VatConnection connection = client.connect(address());
        Capability root = connection.bootstrap();
        PendingCall call = EchoServer.call(root, EchoServer.HOLD, HELLO);
        awaitEcho(connection, EchoServer.call(root, EchoServer.ECHO, HELLO));
        CompletableFuture<Boolean> stopped = new CompletableFuture<>();
        Thread stopping = new Thread(() -> {
            try {
                stopped.complete(listener.stop(LONG));
            } catch (InterruptedException e) {
                stopped.completeExceptionally(e);
            }
        });
        stopping.start();
        await().atMost(LONG).until(() -> !Files.exists(path()));
        assertThatThrownBy(() -> client.connect(address())).isInstanceOf(ConnectException.class);
        assertThat(stopped).isNotDone();
        assertThat(connection.isConnected()).isTrue();

        echo.get().finishHeld();
        awaitEcho(connection, call);
        root.release();
        assertThat(stopped.get(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> !connection.isConnected());
        stopping.join();
    }

    @Test
    void aCallThatTakesLongerThanTheGracePeriodIsEnded() throws Exception {
        Listener listener = server.listen(address(), EchoServer::new);
        VatConnection connection = client.connect(address());
        Capability root = connection.bootstrap();
        PendingCall held = EchoServer.call(root, EchoServer.HOLD, HELLO);
        awaitEcho(connection, EchoServer.call(root, EchoServer.ECHO, HELLO));

        assertThat(listener.stop(Duration.ofMillis(50))).isFalse();
        assertThat(connection.await(held, Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos()))
                .isTrue();
        assertThat(held.failure().kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        root.release();
        assertThat(path()).doesNotExist();
        await().atMost(LONG).until(() -> server.connections().isEmpty());
    }

    // ---------------------------------------------------------------- what the tests need

    private static void echo(VatConnection connection) throws Exception {
        Capability root = connection.bootstrap();
        try {
            awaitEcho(connection, EchoServer.call(root, EchoServer.ECHO_ON_WORKER, HELLO));
        } finally {
            root.release();
        }
    }

    private static void awaitEcho(VatConnection connection, PendingCall call) throws Exception {
        assertThat(connection.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos()))
                .as("answered in time")
                .isTrue();
        assertThat(EchoServer.bytes(call)).isEqualTo(HELLO);
    }

    private String ownGroup() throws IOException {
        return Files.readAttributes(folder, PosixFileAttributes.class).group().getName();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /**
     * What {@link DoorProgram} says to something that permissions forbid. They mean nothing to root, who therefore runs it as
     * {@code nobody}.
     */
    private String asOrdinaryUser(String what, Address where) throws Exception {
        List<String> command = SpawnTest.java(DoorProgram.class, what, where.toString());
        if (isRoot()) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            command.set(command.indexOf("-cp") + 1, TestJars.in(folder.resolve("classes")));
            List<String> asNobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
            assumeTrue(succeeds(asNobody, command.get(0), "-version"), "nobody cannot be made to run Java here");
            command.addAll(0, asNobody);
        }
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }

    private static boolean succeeds(List<String> prefix, String... command) throws InterruptedException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(List.of(command));
        try {
            return new ProcessBuilder(whole)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.multiprocess;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The front door: listening, connecting, spawning, and what goes wrong with it. */
@Timeout(60)
@SuppressWarnings("NullAway") // JUnit sets the folder
class VatTest {
    private static final byte[] HELLO = {1, 2, 3};

    @TempDir
    Path folder;

    private final Vat server = Vat.create(VatOptions.defaults().withName("server"));
    private final Vat client = Vat.create(VatOptions.defaults().withName("client"));

    @AfterEach
    void close() {
        client.close();
        server.close();
        Awaitility.await()
                .until(() ->
                        server.connections().isEmpty() && client.connections().isEmpty());
    }

    private Address address() {
        return Address.unix(folder.resolve("node.sock"));
    }

    private static void echo(VatConnection connection) throws Exception {
        Capability root = connection.bootstrap();
        try {
            PendingCall call = EchoServer.call(root, EchoServer.ECHO_ON_WORKER, HELLO);
            assertThat(connection.await(
                            call, Mailbox.ofCurrentThread(), System.nanoTime() + TimeUnit.SECONDS.toNanos(20)))
                    .as("answered in time")
                    .isTrue();
            assertThat(EchoServer.bytes(call)).isEqualTo(HELLO);
        } finally {
            root.release();
        }
    }

    private static List<String> child(String... more) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=none",
                "-cp",
                System.getProperty("java.class.path"),
                EchoChild.class.getName()));
        command.addAll(Arrays.asList(more));
        return command;
    }

    @Test
    void serverAndClientMeetAtAPath() throws Exception {
        server.listen(address(), EchoServer::new);
        try (VatConnection connection = client.connect(address())) {
            echo(connection);
            assertThat(connection.isInitiator()).isTrue();
            assertThat(server.connections()).hasSize(1);
            VatConnection accepted = server.connections().iterator().next();
            assertThat(accepted.isInitiator()).isFalse();
            assertThat(accepted.peer().user()).isEqualTo(System.getProperty("user.name"));
        }
    }

    @Test
    void tcpSaysWhichPortItPicked() throws Exception {
        Listener listener = server.listen(Address.parse("tcp:127.0.0.1:0"), EchoServer::new);
        assertThat(listener.address().port()).isPositive();
        echo(client.connect(listener.address()));
    }

    @Test
    void vatsOfOneProcessMeetByName() throws Exception {
        Address name = Address.inProcess(folder.toString());
        server.listen(name, EchoServer::new);
        echo(client.connect(name));
    }

    @Test
    void aSocketInUseSaysSoAndTheServerGoesOn() throws Exception {
        server.listen(address(), EchoServer::new);
        assertThatThrownBy(() -> client.listen(address(), EchoServer::new))
                .isInstanceOf(BindException.class)
                .hasMessageContaining("a server is listening there already");
        echo(client.connect(address()));
    }

    @Test
    void aMissingServerSaysSo() {
        assertThatThrownBy(() -> client.connect(address()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("nobody listens at unix:");
    }

    @Test
    void connectingWaitsForTheServerIfAskedTo() throws Exception {
        CompletableFuture<VatConnection> connected = new CompletableFuture<>();
        Thread connecting = new Thread(() -> {
            try {
                connected.complete(
                        client.connect(address(), ConnectOptions.defaults().withRetry()));
            } catch (IOException | InterruptedException e) {
                connected.completeExceptionally(e);
            }
        });
        connecting.start();
        Awaitility.await().until(() -> connecting.getState() == Thread.State.TIMED_WAITING);
        server.listen(address(), EchoServer::new);
        echo(connected.get(10, TimeUnit.SECONDS));
    }

    @Test
    void waitingForAServerEndsAtTheTimeout() {
        assertThatThrownBy(() -> client.connect(
                        address(), ConnectOptions.defaults().withRetry().withTimeout(Duration.ofMillis(50))))
                .isInstanceOf(IOException.class);
    }

    @Test
    void moreClientsThanAllowedWaitTheirTurn() throws Exception {
        Listener listener = server.listen(address(), ListenOptions.defaults().withMaxConnections(2), EchoServer::new);
        VatConnection first = client.connect(address());
        VatConnection second = client.connect(address());
        echo(first);
        echo(second);
        VatConnection third = client.connect(address());
        Capability root = third.bootstrap();
        PendingCall waiting = EchoServer.call(root, EchoServer.ECHO, HELLO);
        assertThat(third.await(waiting, Mailbox.ofCurrentThread(), System.nanoTime() + 50_000_000))
                .isFalse();
        assertThat(listener.connections()).hasSize(2);
        first.close();
        assertThat(third.await(waiting, Mailbox.ofCurrentThread(), Mailbox.FOREVER))
                .isTrue();
        assertThat(EchoServer.bytes(waiting)).isEqualTo(HELLO);
        root.release();
    }

    @Test
    void peersThatAreNotAllowedAreSentAwayBeforeTheySayAnything() throws Exception {
        List<PeerCredentials> asked = new CopyOnWriteArrayList<>();
        server.listen(
                address(),
                ListenOptions.defaults().withAdmission(peer -> {
                    asked.add(peer);
                    return asked.size() > 1;
                }),
                EchoServer::new);
        VatConnection refused = client.connect(address());
        Awaitility.await().until(() -> !refused.isConnected());
        echo(client.connect(address()));
        assertThat(asked).hasSize(2);
    }

    @Test
    void anAllowListOfUsersHolds() throws Exception {
        server.listen(
                address(),
                ListenOptions.defaults().withAllowed(Set.of("nobody-of-this-name"), Set.of()),
                EchoServer::new);
        VatConnection refused = client.connect(address());
        Awaitility.await().until(() -> !refused.isConnected());
        Address other = Address.unix(folder.resolve("other.sock"));
        server.listen(
                other,
                ListenOptions.defaults().withAllowed(Set.of(System.getProperty("user.name")), Set.of()),
                EchoServer::new);
        echo(client.connect(other));
    }

    @Test
    void stoppingLeavesNoSocketFileAndEndsConnections() throws Exception {
        Listener listener = server.listen(address(), EchoServer::new);
        VatConnection connection = client.connect(address());
        echo(connection);
        assertThat(listener.stop(Duration.ofSeconds(5))).isTrue();
        Awaitility.await().until(() -> !connection.isConnected());
        assertThat(folder.resolve("node.sock")).doesNotExist();
        server.listen(address(), EchoServer::new);
        echo(client.connect(address()));
    }

    @Test
    void listenersAreToldOfConnections() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        ConnectionListener telling = new ConnectionListener() {
            @Override
            public void opened(VatConnection connection) {
                events.add("opened");
            }

            @Override
            public void closed(VatConnection connection) {
                events.add("closed");
            }
        };
        try (Vat told = Vat.create(VatOptions.defaults().withConnectionListener(telling))) {
            told.listen(address(), EchoServer::new);
            VatConnection connection = client.connect(address());
            echo(connection);
            connection.close();
            Awaitility.await().until(() -> events.size() == 2);
            assertThat(events).containsExactly("opened", "closed");
        }
    }

    @Test
    void aLastingClientConnectsWhenNeededAndAgain() throws Exception {
        try (ClientConnection lasting = client.client(
                address(), ClientOptions.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(1)))) {
            assertThat(lasting.state()).isEqualTo(ClientConnection.State.IDLE);
            assertThatThrownBy(lasting::connection).isInstanceOf(ConnectException.class);
            assertThat(lasting.state()).isEqualTo(ClientConnection.State.FAILED);
            Listener listener = server.listen(address(), EchoServer::new);
            VatConnection first = Awaitility.await().ignoreExceptions().until(lasting::connection, c -> true);
            echo(first);
            assertThat(lasting.connection()).isSameAs(first);
            assertThat(lasting.state()).isEqualTo(ClientConnection.State.READY);
            listener.close();
            Awaitility.await().until(() -> lasting.state() == ClientConnection.State.FAILED);
            assertThat(lasting.lastError()).isNotNull();
            server.listen(address(), EchoServer::new);
            VatConnection second = Awaitility.await().ignoreExceptions().until(lasting::connection, c -> true);
            assertThat(second).isNotSameAs(first);
            echo(second);
        }
    }

    @Test
    void aSpawnedChildServesItsParentAndEndsWithIt() throws Exception {
        SpawnedProcess child = client.spawn(child());
        assertThat(child.connection().peer().pid()).hasValue(child.pid());
        echo(child.connection());
        echo(child.connection());
        child.close();
        assertThat(child.waitFor()).isEqualTo(7);
    }

    @Test
    void theDeathOfAChildEndsTheConnectionWithinASecond() throws Exception {
        SpawnedProcess child = client.spawn(child());
        echo(child.connection());
        Capability root = child.connection().bootstrap();
        PendingCall held = EchoServer.call(root, EchoServer.HOLD, HELLO);
        child.process().destroyForcibly();
        long start = System.nanoTime();
        child.connection().await(held, Mailbox.ofCurrentThread(), Mailbox.FOREVER);
        assertThat(held.failure().kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        root.release();
    }

    @Test
    void aCommandThatDoesNotExistSaysSo() {
        assertThatThrownBy(() ->
                        client.spawn(List.of(folder.resolve("no-such-program").toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program");
    }

    @Test
    void aServerProcessThatIsKilledIsFoundGoneAndItsSocketIsReplaced() throws Exception {
        Process process = new ProcessBuilder(child(address().toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        VatConnection connection =
                client.connect(address(), ConnectOptions.defaults().withRetry().withTimeout(Duration.ofSeconds(30)));
        echo(connection);
        process.destroyForcibly().waitFor();
        Awaitility.await().until(() -> !connection.isConnected());
        assertThat(Files.exists(folder.resolve("node.sock"))).isTrue();
        assertThatThrownBy(() -> client.connect(address())).hasMessageContaining("is gone");
        server.listen(address(), EchoServer::new);
        echo(client.connect(address()));
    }

    @Test
    void connectingAndListeningTouchesNoNativeLibrary() throws Exception {
        Process process = new ProcessBuilder(child(address().toString())).start();
        client.connect(address(), ConnectOptions.defaults().withRetry().withTimeout(Duration.ofSeconds(30)))
                .close();
        String maps = Files.exists(Path.of("/proc", Long.toString(process.pid()), "maps"))
                ? Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps"))
                : "";
        process.destroyForcibly();
        assertThat(maps).doesNotContain("junixsocket-native");
    }
}

package io.multiprocess.spring.boot;

import io.multiprocess.ClientConnection;
import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.client.MpConnection;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.sample.Farm;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.server.MpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static io.multiprocess.spring.boot.SocketRunner.greeter;
import static io.multiprocess.spring.boot.SocketRunner.remote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What the properties of a connection do, over real sockets. */
@Timeout(300)
@SuppressWarnings("NullAway")
class ClientPropertiesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DEFAULT = "multiprocess.client.connection.default.";

    @TempDir
    Path folder;

    private ApplicationContextRunner gate() {
        return SocketRunner.in(folder).withUserConfiguration(SocketRunner.GateService.class);
    }

    private ApplicationContextRunner greeting() {
        return SocketRunner.in(folder).withUserConfiguration(SocketRunner.GreeterService.class);
    }

    private static MpConnection connection(org.springframework.context.ApplicationContext context) {
        return context.getBean(MpConnections.class).get("default");
    }

    @Test
    @Covers(".call-timeout")
    void aCallThatTakesTooLongFailsAndTheConnectionStays() {
        gate().withPropertyValues(DEFAULT + "call-timeout=2s").run(context -> {
            Greeter remote = greeter(context, "default");
            assertTimesOut(remote);
            var connection = connection(context).current();
            assertThat(connection).isNotNull();

            context.getBean(Gate.class).open();
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(RpcException.class)
                    .untilAsserted(() -> assertThat(remote.greet("Ada")).isEqualTo("Hello, Ada"));
            assertThat(connection(context).current()).isSameAs(connection);
        });
    }

    @Test
    @Covers(".call-timeouts")
    void eachInterfaceMayHaveATimeoutOfItsOwn() {
        gate().withPropertyValues(DEFAULT + "call-timeout=5m", DEFAULT + "call-timeouts.Greeter=1s")
                .run(context -> assertTimesOut(greeter(context, "default")));
        gate().withPropertyValues(DEFAULT + "call-timeouts[" + Greeter.class.getName() + "]=1")
                .run(context -> assertTimesOut(greeter(context, "default")));
    }

    private static void assertTimesOut(Greeter remote) {
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> remote.greet("Ada"))
                .withMessageContaining("timed out")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.OVERLOADED));
    }

    @Test
    @Covers(".reconnect")
    void aLostConnectionIsMadeAgainOrNot() {
        greeting().withPropertyValues(DEFAULT + "wait-for-peer=60s").run(context -> {
            Greeter remote = greeter(context, "default");
            loseConnection(context, remote);
            assertThat(remote.greet("Bob")).isEqualTo("Hello, Bob");
        });
        greeting().withPropertyValues(DEFAULT + "reconnect=false").run(context -> {
            Greeter remote = greeter(context, "default");
            loseConnection(context, remote);
            assertThatExceptionOfType(RpcException.class)
                    .isThrownBy(() -> remote.greet("Bob"))
                    .withMessageContaining("reconnecting is off")
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED));
        });
    }

    private static void loseConnection(org.springframework.context.ApplicationContext context, Greeter remote) {
        assertThat(remote.greet("Ada")).isEqualTo("Hello, Ada");
        context.getBean(MpServer.class).stop();
        context.getBean(MpServer.class).start();
        await().atMost(LONG).until(() -> connection(context).current() == null);
    }

    @Test
    @Covers(".wait-for-peer")
    void aCallWaitsForAPeerThatIsNotThereYet() {
        greeting()
                .withPropertyValues("multiprocess.server.auto-startup=false", DEFAULT + "wait-for-peer=2m")
                .run(context -> {
                    Greeter remote = greeter(context, "default");
                    CompletableFuture<String> answer = Background.supply(() -> remote.greet("Ada"));
                    await().atMost(LONG).until(() -> connection(context).state() == ClientConnection.State.CONNECTING);
                    context.getBean(MpServer.class).start();
                    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("Hello, Ada");
                });
    }

    @Test
    @Covers(".eager")
    void anEagerConnectionIsThereWhenTheApplicationHasStarted() {
        greeting()
                .run(server -> SocketRunner.in(folder)
                        .withPropertyValues(DEFAULT + "eager=true")
                        .run(client -> assertThat(connection(client).state()).isEqualTo(ClientConnection.State.READY)));
    }

    @Test
    @Covers({
        ".limits.message-size",
        ".limits.segments",
        ".limits.traversal",
        ".limits.nesting",
        ".limits.capabilities",
        ".limits.pipeline-depth",
        ".limits.table-entries",
        ".limits.stream-window",
        ".limits.in-flight",
        ".limits.write-queue",
        ".limits.handshake",
        ".limits.stalled-write",
        ".limits.stalled-read"
    })
    void limitsReachTheConnection() {
        SocketRunner.in(folder)
                .withPropertyValues(ServerPropertiesTest.limits(DEFAULT + "limits."))
                .run(context -> ServerPropertiesTest.assertLimits(
                        connection(context).settings().options().connect().limits()));
    }

    @Test
    @Covers(".command")
    void thePeerIsStartedByTheFirstCallAndAgainWhenItDied() {
        List<String> settings = new ArrayList<>(List.of(DEFAULT + "connect-timeout=2m"));
        List<String> command = ServerMain.command();
        for (int i = 0; i < command.size(); i++) {
            settings.add(DEFAULT + "command[" + i + "]=" + command.get(i));
        }
        List<Long> children = new ArrayList<>();
        SocketRunner.without(folder)
                .withPropertyValues(settings.toArray(String[]::new))
                .run(context -> {
                    Farm farm = remote(context, "default", Farm.class);
                    children.add(farm.pid());
                    assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada");

                    ProcessHandle.of(children.get(0)).orElseThrow().destroyForcibly();
                    await().atMost(LONG).until(() -> connection(context).current() == null);
                    children.add(farm.pid());
                });
        assertThat(children)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .doesNotContain(ProcessHandle.current().pid());
        await().atMost(LONG)
                .until(() -> children.stream()
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
    }

    @Test
    void anAddressIsAskedOfADiscoveryClient() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MultiprocessAutoConfiguration.class, MultiprocessServerAutoConfiguration.class))
                .withUserConfiguration(SocketRunner.GreeterService.class)
                .withPropertyValues("multiprocess.server.address=tcp:localhost:0")
                .run(server -> discovering()
                        .withPropertyValues(
                                "spring.cloud.discovery.client.simple.instances.greetings[0].uri=http://localhost:"
                                        + server.getBean(MpServer.class)
                                                .addresses()
                                                .get(0)
                                                .port())
                        .run(client -> assertThat(greeter(client, "default").greet("Ada"))
                                .isEqualTo("Hello, Ada")));
    }

    @Test
    void aServiceWithoutInstancesFailsTheCall() {
        discovering()
                .run(client -> assertThatExceptionOfType(RpcException.class)
                        .isThrownBy(() -> greeter(client, "default").greet("Ada"))
                        .withMessageContaining("No instance of the service 'greetings' is registered"));
    }

    private static ApplicationContextRunner discovering() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        UtilAutoConfiguration.class,
                        SimpleDiscoveryClientAutoConfiguration.class,
                        DiscoveryClientAutoConfiguration.class,
                        MultiprocessAutoConfiguration.class,
                        MultiprocessClientAutoConfiguration.class))
                .withPropertyValues(DEFAULT + "address=discovery:greetings");
    }

    @Test
    void withoutSpringCloudADiscoveryAddressIsRefusedAtStart() {
        assertThat(StartFailure.of(discovering().withClassLoader(new FilteredClassLoader(DiscoveryClient.class))))
                .contains(DEFAULT + "address")
                .contains("an address starts with unix:");
    }
}

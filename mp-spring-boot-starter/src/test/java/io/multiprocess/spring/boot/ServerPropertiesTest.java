package io.multiprocess.spring.boot;

import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.ListenOptions;
import io.multiprocess.capability.RpcException;
import io.multiprocess.rpc.RpcLimits;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.observation.ObservationClientInterceptor;
import io.multiprocess.spring.observation.ObservationServerInterceptor;
import io.multiprocess.spring.sample.Greeter;
import io.multiprocess.spring.sample.PoliteGreeter;
import io.multiprocess.spring.server.MdcInterceptor;
import io.multiprocess.spring.server.MpServer;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.wire.WireLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import static io.multiprocess.spring.boot.SocketRunner.greeter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What the server's properties do, over real sockets. */
@Timeout(300)
@SuppressWarnings("NullAway")
class ServerPropertiesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private ApplicationContextRunner runner() {
        return SocketRunner.in(folder).withUserConfiguration(SocketRunner.GreeterService.class);
    }

    @Test
    @Covers("multiprocess.server.max-connections")
    void whenAllConnectionsAreTakenThenFurtherOnesWait() {
        runner().withPropertyValues(
                        "multiprocess.server.max-connections=1",
                        "multiprocess.client.connection.second.address=unix:" + SocketRunner.socket(folder),
                        "multiprocess.client.connection.second.call-timeout=1s")
                .run(context -> {
                    assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada");
                    Greeter second = greeter(context, "second");
                    assertThatExceptionOfType(RpcException.class)
                            .isThrownBy(() -> second.greet("Bob"))
                            .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.OVERLOADED));

                    context.getBean(MpConnections.class)
                            .get("default")
                            .current()
                            .close();

                    await().atMost(LONG)
                            .ignoreExceptionsInstanceOf(RpcException.class)
                            .untilAsserted(() -> assertThat(second.greet("Bob")).isEqualTo("Hello, Bob"));
                });
    }

    @Test
    @Covers("multiprocess.server.shutdown.grace-period")
    void callsInFlightFinishWithinTheGracePeriod() {
        SocketRunner.in(folder)
                .withUserConfiguration(SocketRunner.GateService.class)
                .withPropertyValues("multiprocess.server.shutdown.grace-period=2m")
                .run(context -> {
                    Gate gate = context.getBean(Gate.class);
                    Greeter remote = greeter(context, "default");
                    CompletableFuture<String> answer = Background.supply(() -> remote.greet("Ada"));
                    gate.awaitEntered();

                    CompletableFuture<Void> stopped = Background.run(context.getBean(MpServer.class)::stop);
                    await().atMost(LONG).until(() -> Files.notExists(SocketRunner.socket(folder)));
                    assertThat(answer).isNotDone();
                    gate.open();

                    assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("Hello, Ada");
                    stopped.get(60, TimeUnit.SECONDS);
                });
    }

    @Test
    void withoutAGracePeriodCallsInFlightAreCutOff() {
        SocketRunner.in(folder)
                .withUserConfiguration(SocketRunner.GateService.class)
                .withPropertyValues("multiprocess.server.shutdown.grace-period=0")
                .run(context -> {
                    Greeter remote = greeter(context, "default");
                    CompletableFuture<String> answer = Background.supply(() -> remote.greet("Ada"));
                    context.getBean(Gate.class).awaitEntered();

                    context.getBean(MpServer.class).stop();

                    assertThat(answer)
                            .failsWithin(LONG)
                            .withThrowableThat()
                            .havingCause()
                            .isInstanceOfSatisfying(
                                    RpcException.class,
                                    e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED));
                });
    }

    @Test
    @Covers("multiprocess.server.socket.on-existing")
    void aSocketThatACrashLeftIsReplacedOrNot() throws IOException {
        leaveStaleSocket();
        runner().withPropertyValues("multiprocess.server.socket.on-existing=fail")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(SocketRunner.socket(folder).toString()));
        runner().run(context ->
                assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada"));
    }

    private void leaveStaleSocket() throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(SocketRunner.socket(folder)));
        }
        assertThat(SocketRunner.socket(folder)).exists();
    }

    @Test
    @Covers("multiprocess.server.socket.group")
    void theSocketBelongsToTheGroup() throws IOException {
        String group = anotherGroup();
        runner().withPropertyValues("multiprocess.server.socket.group=" + group)
                .run(context -> assertThat(group(SocketRunner.socket(folder))).isEqualTo(group));
    }

    /** A group that files may be given to: {@code daemon} for root, who may give them away, else our own. */
    private String anotherGroup() throws IOException {
        Path probe = Files.createFile(folder.resolve("probe"));
        String own = group(probe);
        try {
            GroupPrincipal daemon =
                    probe.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("daemon");
            Files.getFileAttributeView(probe, PosixFileAttributeView.class).setGroup(daemon);
        } catch (FileSystemException | java.nio.file.attribute.UserPrincipalNotFoundException e) {
            return own;
        }
        return group(probe);
    }

    private static String group(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class).group().getName();
    }

    @Test
    @Covers("multiprocess.server.allowed-groups")
    void whenAGroupIsNotAllowedThenItIsNotServed() throws IOException {
        String own = group(Files.createFile(folder.resolve("own")));
        runner().withPropertyValues("multiprocess.server.allowed-groups=nobody-is-in-it")
                .run(context -> assertThatExceptionOfType(RpcException.class)
                        .isThrownBy(() -> greeter(context, "default").greet("Ada"))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED)));
        runner().withPropertyValues("multiprocess.server.allowed-groups=nobody-is-in-it," + own)
                .run(context ->
                        assertThat(greeter(context, "default").greet("Ada")).isEqualTo("Hello, Ada"));
    }

    @Test
    void theLimitsAreTheCoresWhenNothingIsSaid() {
        assertThat(new LimitsProperties().toConnectionLimits("limits")).isEqualTo(ConnectionLimits.defaults());
    }

    @Test
    @Covers({
        "multiprocess.server.limits.message-size",
        "multiprocess.server.limits.segments",
        "multiprocess.server.limits.traversal",
        "multiprocess.server.limits.nesting",
        "multiprocess.server.limits.capabilities",
        "multiprocess.server.limits.pipeline-depth",
        "multiprocess.server.limits.table-entries",
        "multiprocess.server.limits.stream-window",
        "multiprocess.server.limits.in-flight",
        "multiprocess.server.limits.write-queue",
        "multiprocess.server.limits.handshake",
        "multiprocess.server.limits.stalled-write",
        "multiprocess.server.limits.stalled-read"
    })
    void limitsReachTheConnections() {
        AtomicReference<ListenOptions> used = new AtomicReference<>();
        runner().withBean(ListenOptionsCustomizer.class, () -> options -> {
                    used.set(options);
                    return options;
                })
                .withPropertyValues(limits("multiprocess.server.limits."))
                .run(context -> assertLimits(used.get().limits()));
    }

    static String[] limits(String prefix) {
        return new String[] {
            prefix + "message-size=1MB",
            prefix + "segments=3",
            prefix + "traversal=2MB",
            prefix + "nesting=7",
            prefix + "capabilities=11",
            prefix + "pipeline-depth=4",
            prefix + "table-entries=99",
            prefix + "stream-window=16KB",
            prefix + "in-flight=3MB",
            prefix + "write-queue=64KB",
            prefix + "handshake=5",
            prefix + "stalled-write=1500ms",
            prefix + "stalled-read=0"
        };
    }

    static void assertLimits(ConnectionLimits limits) {
        assertThat(limits.rpc())
                .isEqualTo(new RpcLimits(
                        new WireLimits((1 << 20) / 8, 3, (2 << 20) / 8, 7),
                        99,
                        99,
                        99,
                        99,
                        99,
                        (3 << 20) / 8,
                        11,
                        4,
                        (16 << 10) / 8));
        assertThat(limits.writeQueueBytes()).isEqualTo(64 << 10);
        assertThat(limits.handshakeTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.stalledWriteTime()).isEqualTo(Duration.ofMillis(1500));
        assertThat(limits.stalledReadTime()).isZero();
    }

    @Test
    void aMessageBeyondTheLimitCostsItsSenderTheConnection() {
        runner().withPropertyValues("multiprocess.server.limits.message-size=64KB")
                .run(context -> {
                    Greeter remote = greeter(context, "default");
                    assertThatExceptionOfType(RpcException.class).isThrownBy(() -> remote.greet("A".repeat(200_000)));
                    await().atMost(LONG)
                            .ignoreExceptionsInstanceOf(RpcException.class)
                            .untilAsserted(() -> assertThat(remote.greet("Ada")).isEqualTo("Hello, Ada"));
                });
    }

    @Test
    @Covers("multiprocess.server.executor")
    void servedBeansRunOnThreadsOfTheBeanThatIsNamed() {
        runner().withUserConfiguration(WhereAmI.class, OwnThreads.class)
                .withPropertyValues(
                        "multiprocess.server.executor=ownFactory",
                        "multiprocess.client.connection.default.services.where=" + Greeter.class.getName())
                .run(context -> assertThat(where(context)).isEqualTo("OwnThread in main"));
        runner().withUserConfiguration(WhereAmI.class, OwnThreads.class)
                .withPropertyValues(
                        "multiprocess.server.executor=ownExecutor",
                        "multiprocess.client.connection.default.services.where=" + Greeter.class.getName())
                .run(context -> assertThat(where(context)).isEqualTo("Thread in own group"));
    }

    @Test
    void servedBeansRunOnVirtualThreadsWhereThereAreSome() {
        runner().withUserConfiguration(WhereAmI.class)
                .withPropertyValues(
                        "spring.threads.virtual.enabled=true",
                        "multiprocess.client.connection.default.services.where=" + Greeter.class.getName())
                .run(context -> assertThat(where(context))
                        .isEqualTo(
                                Runtime.version().feature() >= 21
                                        ? "VirtualThread in VirtualThreads"
                                        : "Thread in main"));
    }

    private static String where(org.springframework.context.ApplicationContext context) {
        return context.getBean("mpClient.default/where." + Greeter.class.getName(), Greeter.class)
                .greet("");
    }

    @Test
    @Covers("multiprocess.server.logging-context.enabled")
    void theLoggingContextCanBeLeftAlone() {
        runner().run(context -> assertThat(context).hasSingleBean(MdcInterceptor.class));
        runner().withPropertyValues("multiprocess.server.logging-context.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MdcInterceptor.class));
    }

    @Test
    @Covers({"multiprocess.server.observation.enabled", "multiprocess.client.observation.enabled"})
    void observationsCanBeSwitchedOffOnEachSide() {
        ApplicationContextRunner observed = runner().withConfiguration(
                        AutoConfigurations.of(MultiprocessObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, ObservationRegistry::create);
        observed.withPropertyValues("multiprocess.server.observation.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ObservationServerInterceptor.class)
                        .hasSingleBean(ObservationClientInterceptor.class));
        observed.withPropertyValues("multiprocess.client.observation.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(ObservationServerInterceptor.class)
                        .doesNotHaveBean(ObservationClientInterceptor.class));
    }

    /** Tells which thread it runs on. */
    @Configuration(proxyBeanMethods = false)
    static class WhereAmI {

        @Bean
        @MpService(name = "where")
        Greeter where() {
            return new PoliteGreeter("") {
                @Override
                public String greet(String name) {
                    Thread thread = Thread.currentThread();
                    return thread.getClass().getSimpleName() + " in "
                            + thread.getThreadGroup().getName();
                }
            };
        }
    }

    private static final class OwnThread extends Thread {

        OwnThread(Runnable work) {
            super(work);
            setDaemon(true);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnThreads {

        @Bean
        ThreadFactory ownFactory() {
            return OwnThread::new;
        }

        @Bean
        ThreadPoolTaskExecutor ownExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadGroupName("own group");
            executor.setDaemon(true);
            return executor;
        }
    }
}

package io.multiprocess.spring.boot;

import io.multiprocess.ClientConnection;
import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.event.MpConnectionClosedEvent;
import io.multiprocess.spring.event.MpConnectionOpenedEvent;
import io.multiprocess.spring.sample.Farm;
import io.multiprocess.spring.sample.Greeter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** An application that calls another one, in a process of its own, over a real socket. */
@SpringBootTest(
        properties = {
            "multiprocess.client.connection.default.wait-for-peer=120s",
            "multiprocess.client.connection.default.interfaces=io.multiprocess.spring.sample.*"
        })
@DirtiesContext
@Timeout(300)
@SuppressWarnings("NullAway")
class TwoProcessesTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @Autowired
    private Greeter greeter;

    @Autowired
    private Farm farm;

    @Autowired
    private MpConnections connections;

    @Autowired
    private Application application;

    private ServerProcess server;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) {
        registry.add("multiprocess.client.connection.default.address", () -> "unix:" + socket());
    }

    private static Path socket() {
        return folder.resolve("server.sock");
    }

    @BeforeEach
    void startServer() throws IOException {
        server = ServerProcess.start(
                folder.resolve("output"), ServerMain.command(), "--multiprocess.server.address=unix:" + socket());
    }

    @AfterEach
    void stopServer() {
        server.close();
        await().atMost(LONG).until(() -> connections.get("default").current() == null);
    }

    @Test
    void oneCallsTheOther() {
        assertThat(greeter.greet("Ada")).isEqualTo("Hello, Ada");
        assertThat(farm.pid()).isEqualTo(server.pid());
        Greeter made = farm.makeGreeter("Moo");
        assertThat(made.greet("Ada")).isEqualTo("Moo, Ada");
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> made.fail("no hay"))
                .withMessageContaining("no hay");
        assertThat(greeter.user()).isEqualTo("Greeter.user by user " + System.getProperty("user.name"));
    }

    @Test
    void whenTheServerIsKilledThenCallsWorkAgainOnceItIsBack() throws Exception {
        assertThat(farm.pid()).isEqualTo(server.pid());
        Greeter made = farm.makeGreeter("Moo");
        application.events.clear();

        server.kill();
        await().atMost(LONG).until(() -> application.events.contains("closed default"));
        assertThatExceptionOfType(RpcException.class)
                .isThrownBy(() -> made.greet("Ada"))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED));
        startServer();

        assertThat(farm.pid()).isEqualTo(server.pid());
        assertThat(farm.makeGreeter("Moo again").greet("Ada")).isEqualTo("Moo again, Ada");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(application.events).containsSubsequence("closed default", "opened default"));
    }

    @Test
    void whenTheServerIsToldToEndThenItLeavesNothing() throws Exception {
        assertThat(greeter.greet("Ada")).isEqualTo("Hello, Ada");
        assertThat(connections.get("default").state()).isEqualTo(ClientConnection.State.READY);

        server.stop();

        assertThat(Files.exists(socket())).isFalse();
        await().atMost(LONG).until(() -> connections.get("default").current() == null);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @EventListener
        void opened(MpConnectionOpenedEvent event) {
            events.add("opened " + event.getConnectionName());
        }

        @EventListener
        void closed(MpConnectionClosedEvent event) {
            events.add("closed " + event.getConnectionName());
        }
    }
}

package io.multiprocess.spring.boot;

import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.sample.Greeter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that devtools restarts: its classes are loaded again, those of the starter are not. */
@Timeout(300)
@SuppressWarnings("NullAway")
class DevtoolsRestartTest {

    private static final Duration LONG = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    @Test
    void afterARestartTheApplicationServesAndCallsAgain() throws Exception {
        String address = "unix:" + folder.resolve("devtools.sock");
        // In an application the starter is a jar, which devtools does not load again.
        Path settings = Files.createDirectories(folder.resolve("settings/META-INF"));
        Files.writeString(
                settings.resolve("spring-devtools.properties"),
                "restart.exclude.libraries=/mp-(core|spring-boot-starter)/target/classes/\n");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dspring.main.banner-mode=off",
                "-cp",
                settings.getParent() + File.pathSeparator + System.getProperty("java.class.path"),
                DevtoolsMain.class.getName());
        try (ServerProcess server = ServerProcess.start(
                folder.resolve("output"),
                command,
                "--multiprocess.server.address=" + address,
                "--multiprocess.client.connection.default.address=" + address)) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            MultiprocessAutoConfiguration.class, MultiprocessClientAutoConfiguration.class))
                    .withPropertyValues(
                            "multiprocess.client.connection.default.address=" + address,
                            "multiprocess.client.connection.default.wait-for-peer=120s")
                    .run(context -> {
                        Greeter remote = SocketRunner.greeter(context, "default");
                        String before = remote.user();
                        assertThat(before).startsWith("Hello from RestartClassLoader, ");

                        remote.fail("restart");

                        await().atMost(LONG)
                                .ignoreExceptionsInstanceOf(RpcException.class)
                                .untilAsserted(() -> assertThat(remote.user())
                                        .startsWith("Hello from RestartClassLoader, ")
                                        .isNotEqualTo(before));
                        assertThat(server.isAlive()).isTrue();
                    });
        }
    }
}

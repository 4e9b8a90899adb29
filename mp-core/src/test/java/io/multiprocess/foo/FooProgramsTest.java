package io.multiprocess.foo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The two programs as docs/interop.md starts them: two processes with a socket between them. */
class FooProgramsTest {
    @TempDir
    private Path folder;

    @Test
    void theClientFindsEveryMethodOfTheServerWorking() throws Exception {
        Path socket = folder.resolve("foo.sock");
        Process server = start("FooServer", socket, folder.resolve("server.txt"));
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(socket) || !server.isAlive());
            Path output = folder.resolve("client.txt");
            Process client = start("FooClient", socket, output);
            assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
            List<String> lines = Files.readAllLines(output);
            assertThat(lines).noneMatch(line -> line.startsWith("FAIL")).contains("all passed");
            assertThat(lines.stream().filter(line -> line.startsWith("PASS"))).hasSizeGreaterThan(30);
            assertThat(client.exitValue()).isZero();
            assertThat(server.isAlive()).isTrue();
        } finally {
            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(socket).doesNotExist();
    }

    private static Process start(String program, Path socket, Path output) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.multiprocess.foo." + program,
                        socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}

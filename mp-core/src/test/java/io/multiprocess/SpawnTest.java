package io.multiprocess;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.Mailbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What parents and children owe each other. */
@Timeout(180)
@SuppressWarnings("NullAway") // JUnit sets the folder
class SpawnTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Vat vat = Vat.create(VatOptions.defaults().withName("parent"));

    @AfterEach
    void close() {
        vat.close();
    }

    /** The command of a Java program of these tests. */
    static List<String> java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static byte[] echo(SpawnedProcess child, byte... bytes) throws InterruptedException {
        Capability root = child.connection().bootstrap();
        try {
            PendingCall call = EchoServer.call(root, EchoServer.ECHO_ON_WORKER, bytes);
            assertThat(child.connection().await(call, Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos()))
                    .isTrue();
            return EchoServer.bytes(call);
        } finally {
            root.release();
        }
    }

    @Test
    void noDescriptorOfAConnectionLeaksIntoOtherChildren() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "descriptors are listed on Linux only");
        SpawnedProcess first = vat.spawn(java(EchoChild.class));
        SpawnedProcess second = vat.spawn(java(EchoChild.class));
        assertThat(echo(first, (byte) 1)).containsExactly(1);
        assertThat(echo(second, (byte) 2)).containsExactly(2);
        Process other = new ProcessBuilder("sh", "-c", "ls -l /proc/self/fd")
                .redirectErrorStream(true)
                .start();
        String open = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).isZero();

        assertThat(open).contains("/proc/").doesNotContain("socket:");
        // Its end would not reach it if the other child, which lives, held the parent's side of it, too.
        first.close();
        assertThat(first.process().waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(echo(second, (byte) 3)).containsExactly(3);
        second.close();
        assertThat(second.waitFor()).isEqualTo(7);
    }

    @Test
    void aChildKeepsNoDescriptorOfItsParent() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "descriptors are listed on Linux only");
        SpawnedProcess child =
                vat.spawn(List.of("sh", "-c", "ls -l /proc/$$/fd > " + folder.resolve("fds") + "; cat > /dev/null"));
        await().atMost(LONG)
                .until(() -> Files.exists(folder.resolve("fds"))
                        && Files.readString(folder.resolve("fds")).contains(" 2 -> "));
        List<String> sockets = Files.readAllLines(folder.resolve("fds")).stream()
                .filter(line -> line.contains("socket:"))
                .toList();

        assertThat(sockets).singleElement().asString().contains(" 0 -> socket:");
        child.stop(Duration.ofSeconds(10));
    }

    @Test
    void aChildDiesWithAParentThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(java(SpawningParent.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly().waitFor();
            await().atMost(LONG).until(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void theParentsStandardInputStaysItsOwn() throws Exception {
        Process parent = new ProcessBuilder(java(SpawningParent.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            try (OutputStream input = parent.getOutputStream()) {
                for (String line : List.of("first", "second")) {
                    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    input.flush();
                    assertThat(output.readLine()).isEqualTo("read " + line);
                }
            }
            assertThat(output.readLine()).isEqualTo("the child ended with 7");
            assertThat(parent.waitFor()).isZero();
            assertThat(child.isAlive()).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void stoppingKillsAChildThatDoesNotEndByItself() throws Exception {
        SpawnedProcess child = vat.spawn(
                List.of("sh", "-c", "trap '' TERM; echo up > " + folder.resolve("up") + "; while :; do sleep 1; done"));
        await().atMost(LONG).until(() -> Files.exists(folder.resolve("up")));
        int status = child.stop(Duration.ofMillis(50));

        assertThat(status).isNotZero();
        assertThat(child.process().isAlive()).isFalse();
        assertThat(child.connection().isConnected()).isFalse();
    }
}

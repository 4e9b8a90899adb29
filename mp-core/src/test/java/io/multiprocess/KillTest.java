package io.multiprocess;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server and clients as processes of their own, of which one after another is killed without warning: those that live go on, get
 * right answers or clear failures, and nothing of the dead stays behind.
 *
 * <p>Seconds with a few clients in the normal build. A minute with twenty, for which a machine has to have nothing else to do:
 * {@code mvn test -Pnightly -pl mp-core -am -Dtest=KillTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Timeout(300)
@SuppressWarnings("NullAway") // JUnit sets the folder
class KillTest {
    private static final int CLIENTS = Integer.getInteger("kill.clients", 4);
    private static final int SECONDS = Integer.getInteger("kill.seconds", 4);

    /** Between one kill and the next, on average. */
    private static final int PAUSE_MILLIS = Integer.getInteger("kill.pauseMillis", 400);

    /** How long a call may take, in milliseconds; on a machine that builds other things meanwhile, much longer than a second. */
    private static final int LONGEST_MILLIS = Integer.getInteger("kill.longestMillis", 30_000);

    private static final Duration START = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final List<Running> everyone = new ArrayList<>();
    private final Random random = new Random(4711);

    /** A process and what it says. */
    private record Running(Process process, Path output) {
        List<String> lines() throws IOException {
            // The last line may be half written.
            String text = Files.readString(output);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        }

        boolean said(String start) throws IOException {
            return lines().stream().anyMatch(line -> line.startsWith(start));
        }

        void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    @AfterEach
    void endEveryone() throws Exception {
        for (Running one : everyone) {
            one.kill();
        }
    }

    @Test
    void thoseThatLiveGoOn() throws Exception {
        Running server = start(KillServer.class, "server");
        await().atMost(START).until(() -> server.said("listening"));
        List<Running> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(start(KillClient.class, "client-" + i));
        }
        for (Running client : clients) {
            await().atMost(START).until(() -> client.said("called"));
        }
        Running now = killOneAfterAnother(server, clients);

        for (Running client : clients) {
            await().atMost(START).until(() -> client.said("called"));
            client.tell("end");
        }
        long longest = 0;
        long calls = 0;
        for (Running client : clients) {
            assertThat(client.process().waitFor(START.toSeconds(), TimeUnit.SECONDS))
                    .as("a survivor ends when told to")
                    .isTrue();
            String report = client.lines().get(client.lines().size() - 1);
            assertThat(report).startsWith("longest ");
            longest = Math.max(longest, Long.parseLong(report.split(" ")[1]));
            calls += Long.parseLong(report.split(" ")[3]);
        }
        System.out.printf(
                "%d processes were killed within %d s; %d survivors made %d calls, the longest took %d ms%n",
                everyone.size() - clients.size() - 1, SECONDS, clients.size(), calls, longest);
        assertThat(calls).isPositive();
        assertThat(longest).as("milliseconds of the longest call").isLessThan(LONGEST_MILLIS);
        for (Running one : everyone) {
            assertThat(one.lines()).noneMatch(line -> line.startsWith("WRONG"));
        }
        assertNothingIsLeftAt(now);
    }

    /** Returns the server that lives in the end. */
    private Running killOneAfterAnother(Running first, List<Running> clients) throws Exception {
        Running server = first;
        CountDownLatch over = new CountDownLatch(1);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.schedule(over::countDown, SECONDS, TimeUnit.SECONDS);
            while (!over.await(random.nextInt(2 * PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                int victim = random.nextInt(CLIENTS + 1);
                if (victim == CLIENTS) {
                    server.kill();
                    server = start(KillServer.class, "server-" + everyone.size());
                } else {
                    clients.get(victim).kill();
                    clients.set(victim, start(KillClient.class, "client-" + everyone.size()));
                }
            }
        } finally {
            clock.shutdownNow();
        }
        Running last = server;
        await().atMost(START).until(() -> last.said("listening"));
        return last;
    }

    private static void assertNothingIsLeftAt(Running server) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    server.tell("count");
                    List<String> counts = server.lines().stream()
                            .filter(line -> line.startsWith("left "))
                            .toList();
                    assertThat(counts).isNotEmpty();
                    assertThat(counts.get(counts.size() - 1))
                            .isEqualTo("left 0 connections, 0 objects, 0 threads, 0 questions and answers");
                });
    }

    private Running start(Class<?> program, String name) throws IOException {
        Path output = folder.resolve(name + ".txt");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        "unix:" + folder.resolve("kill.sock"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Running running = new Running(process, output);
        everyone.add(running);
        return running;
    }
}

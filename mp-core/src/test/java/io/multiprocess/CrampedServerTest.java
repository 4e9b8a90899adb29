package io.multiprocess;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that has no descriptors left for those who connect. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading from a process cannot be interrupted
@SuppressWarnings("NullAway") // JUnit sets the folder
class CrampedServerTest {
    private static final byte[] HELLO = {1, 2, 3};
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Vat client = Vat.create(VatOptions.defaults().withName("client"));
    private Process server;
    private BufferedReader output;

    @BeforeEach
    void start() throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -n 200 && exec \"$@\"", "sh"));
        command.addAll(SpawnTest.java(CrampedServer.class, address().toString()));
        // What it needs of classes when its descriptors are gone comes from jars that are open by then.
        command.set(command.indexOf("-cp") + 1, TestJars.in(folder.resolve("classes")));
        server = new ProcessBuilder(command).redirectError(errors().toFile()).start();
        output = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        server.destroyForcibly().waitFor();
        output.close();
    }

    private Address address() {
        return Address.unix(folder.resolve("node.sock"));
    }

    private Path errors() {
        return folder.resolve("errors.txt");
    }

    @Test
    void pausesAfterEachFailureAndAcceptsAgainOnceItCan() throws Exception {
        assertThat(output.readLine()).isEqualTo("ready");
        VatConnection before = client.connect(address());
        echo(before);
        tell("take");
        assertThat(output.readLine()).isEqualTo("took all");
        // Several, as some other part of the server may give back one or two that it held at that moment.
        List<VatConnection> waiting = new ArrayList<>();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            VatConnection connection = client.connect(address());
            Capability root = connection.bootstrap();
            calls.add(EchoServer.call(root, EchoServer.ECHO, HELLO));
            root.release();
            waiting.add(connection);
        }
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(pauses()).as(this::said).containsSubsequence("10 ms", "20 ms", "40 ms", "80 ms"));
        assertThat(calls.get(3).isDone()).isFalse();
        echo(before);

        tell("give");
        assertThat(output.readLine()).startsWith("gave back");
        for (int i = 0; i < 4; i++) {
            awaitEcho(waiting.get(i), calls.get(i));
        }
        echo(before);
        echo(client.connect(address()));
    }

    /** How long the server said it would wait, each time. */
    private List<String> pauses() throws IOException {
        String before = "failed, next attempt in ";
        return Files.readAllLines(errors()).stream()
                .filter(line -> line.contains(before) && line.endsWith("Too many open files"))
                .map(line -> line.substring(line.indexOf(before) + before.length(), line.indexOf(": java.io")))
                .toList();
    }

    private void tell(String line) throws IOException {
        OutputStream input = server.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    private void echo(VatConnection connection) throws Exception {
        Capability root = connection.bootstrap();
        try {
            awaitEcho(connection, EchoServer.call(root, EchoServer.ECHO, HELLO));
        } finally {
            root.release();
        }
    }

    private void awaitEcho(VatConnection connection, PendingCall call) throws Exception {
        boolean answered = connection.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + LONG.toNanos());
        assertThat(answered)
                .as(() -> "answered in time; the server said: " + said())
                .isTrue();
        assertThat(EchoServer.bytes(call)).isEqualTo(HELLO);
    }

    private String said() {
        try {
            return Files.readString(errors());
        } catch (IOException e) {
            return e.toString();
        }
    }
}

package io.multiprocess;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.transport.SocketLibrary;
import io.multiprocess.vat.EchoServer;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes that find the same stale socket at the same time: one of them gets the address, and clients reach that one. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // reading from a process cannot be interrupted
@SuppressWarnings("NullAway") // JUnit sets the folder
class SocketRaceTest {
    private static final byte[] HELLO = {1, 2, 3};
    private static final int PROCESSES = 3;
    private static final int ROUNDS = Integer.getInteger("socketRace.rounds", 15);

    /** So that all are told to start before any does. */
    private static final int LEAD_MILLIS = 15;

    @TempDir
    Path folder;

    private final Vat client = Vat.create(VatOptions.defaults().withName("client"));
    private final List<Racer> racers = new ArrayList<>();

    /** A process and what it says. */
    private record Racer(Process process, BufferedReader output) {
        void tell(String line) throws IOException {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            input.flush();
        }
    }

    @AfterEach
    void endAll() throws Exception {
        client.close();
        for (Racer racer : racers) {
            racer.process().destroyForcibly().waitFor();
            racer.output().close();
        }
    }

    @ParameterizedTest
    @EnumSource(SocketLibrary.class)
    void oneOfManyProcessesReplacesAStaleSocket(SocketLibrary library) throws Exception {
        Path path = folder.resolve("node.sock");
        Address address = Address.unix(path);
        for (int i = 0; i < PROCESSES; i++) {
            Process process = new ProcessBuilder(SpawnTest.java(RacingServer.class, address.toString(), library.name()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            racers.add(new Racer(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))));
        }
        for (Racer racer : racers) {
            assertThat(racer.output().readLine()).isEqualTo("ready");
        }
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                dead.bind(UnixDomainSocketAddress.of(path));
            }
            long start = System.currentTimeMillis() + LEAD_MILLIS;
            for (Racer racer : racers) {
                racer.tell("listen " + start);
            }
            List<String> said = new ArrayList<>();
            for (Racer racer : racers) {
                said.add(racer.output().readLine());
            }
            String taken = "cannot listen at " + address + ": a server is listening there already";
            assertThat(said).as("round " + round).containsOnlyOnce("listening").containsOnly("listening", taken);
            echo(address);
            for (Racer racer : racers) {
                racer.tell("stop");
                assertThat(racer.output().readLine()).isEqualTo("stopped");
            }
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).as("what is left of round " + round).isEmpty();
            }
        }
    }

    private void echo(Address address) throws Exception {
        VatConnection connection = client.connect(address);
        Capability root = connection.bootstrap();
        PendingCall call = EchoServer.call(root, EchoServer.ECHO, HELLO);
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        assertThat(connection.await(call, Mailbox.ofCurrentThread(), end)).isTrue();
        assertThat(EchoServer.bytes(call)).isEqualTo(HELLO);
        root.release();
        connection.close();
    }
}

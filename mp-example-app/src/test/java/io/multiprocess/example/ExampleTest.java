package io.multiprocess.example;

import io.multiprocess.example.calculator.CalculatorApplication;
import io.multiprocess.example.client.ClientApplication;
import io.multiprocess.example.printer.PrinterApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(180)
@SuppressWarnings("NullAway")
class ExampleTest {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration CALL = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void solvesThroughThreeProcessesAndLeavesNothingBehind() throws Exception {
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.type("2*3");
            example.type("1+");
            example.type("exit");
            example.awaitLine("Bye!", 1, START);
            List<ProcessHandle> servers = example.process().descendants().toList();

            assertThat(example.awaitEnd(START)).isZero();
            assertThat(example.said("printer")).contains("1+1 = 2", "2*3 = 6");
            assertThat(example.said("calculator")).contains("solved 1+1", "solved 2*3");
            assertThat(example.said("client"))
                    .filteredOn(line -> line.startsWith("answered in"))
                    .hasSize(2);
            assertThat(example.said("client"))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("no answer:")
                            .contains("'1+' cannot be solved: a number is missing at its end"));
            assertThat(List.of(example.pid("printer"), example.pid("calculator"), example.pid("client")))
                    .doesNotHaveDuplicates();
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void endsCleanlyAtTheEndOfTheInput() throws Exception {
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.endInput();

            assertThat(example.awaitEnd(START)).isZero();
            assertThat(example.said("printer")).contains("1+1 = 2");
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void goesOnAfterTheCalculatorWasKilled() throws Exception {
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.awaitLine("answered in", 1, START);
            long killed = example.pid("calculator");

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            example.awaitLine("the calculator is gone", 1, Duration.ofSeconds(1));
            example.type("2*3");
            example.awaitLine("answered in", 2, START);

            assertThat(example.said("printer")).contains("2*3 = 6");
            assertThat(example.pid("calculator")).isNotEqualTo(killed);
            example.type("exit");
            assertThat(example.awaitEnd(START)).isZero();
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whenToldToEndThenTheServersEndToo() throws Exception {
        List<ProcessHandle> servers;
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.awaitLine("answered in", 1, START);
            servers = example.process().descendants().toList();
            assertThat(servers).hasSize(2);

            example.process().destroy();
            example.awaitEnd(START);
            await().atMost(CALL).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whenInterruptedThenNothingIsLeft() throws Exception {
        List<ProcessHandle> servers;
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.awaitLine("answered in", 1, START);
            servers = example.process().descendants().toList();
            assertThat(servers).hasSize(2);

            Interrupts.interrupt(example.process());
            example.awaitEnd(START);
            await().atMost(CALL).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(example.lines())
                    .noneMatch(line -> line.contains("Exception") || line.contains("starting it again"));
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void whenKilledThenTheServersEndToo() throws Exception {
        List<ProcessHandle> servers;
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.awaitLine("answered in", 1, START);
            servers = example.process().descendants().toList();

            example.process().destroyForcibly();
            await().atMost(CALL).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    @Test
    void whenThePeerIsMissingThenOneLineSaysSo() throws Exception {
        try (RunningExample client =
                RunningExample.start(ClientApplication.class, folder, "--example.folder=" + folder)) {
            assertThat(client.awaitEnd(START)).isEqualTo(1);
            assertThat(client.lines())
                    .singleElement()
                    .asString()
                    .startsWith("client")
                    .contains("mp-printer.sock");
        }
    }

    @Test
    void whenTheSocketIsInUseThenOneLineSaysSo() throws Exception {
        try (RunningExample first =
                RunningExample.start(PrinterApplication.class, folder, "--example.folder=" + folder)) {
            first.awaitLine("serves", 1, START);
            try (RunningExample second =
                    RunningExample.start(PrinterApplication.class, folder, "--example.folder=" + folder)) {
                assertThat(second.awaitEnd(START)).isEqualTo(1);
                assertThat(second.lines())
                        .singleElement()
                        .asString()
                        .startsWith("printer")
                        .contains("mp-printer.sock");
            }
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    @Test
    void whenTheFolderIsMissingThenOneLineSaysSo() throws Exception {
        try (RunningExample server = RunningExample.start(
                CalculatorApplication.class, folder, "--example.folder=" + folder.resolve("missing"))) {
            assertThat(server.awaitEnd(START)).isEqualTo(1);
            assertThat(server.lines())
                    .singleElement()
                    .asString()
                    .startsWith("calculator")
                    .contains("missing");
        }
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("mp-"))
                    .toList();
        }
    }
}

package io.multiprocess.example;

import io.multiprocess.SpawnOptions;
import io.multiprocess.SpawnedProcess;
import io.multiprocess.Vat;
import io.multiprocess.capability.RpcException;
import io.multiprocess.example.calculator.CalculatorApplication;
import io.multiprocess.example.client.ClientApplication;
import io.multiprocess.example.printer.PrinterApplication;
import io.multiprocess.example.schema.InitProxyClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

@Timeout(600)
@SuppressWarnings("NullAway")
class ExampleTest {

    private static final Duration START = Duration.ofSeconds(180);
    private static final Duration CALL = Duration.ofSeconds(60);

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
            long start = System.nanoTime();
            example.awaitLine("the calculator is gone", 1, CALL);
            System.out.printf(
                    "the client knew after %d ms that the calculator was gone%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
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
    void saysInOneLineThatTheCalculatorDiedDuringACall() throws Exception {
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            example.type("1+1");
            example.awaitLine("answered in", 1, START);
            long printer = example.pid("printer");
            long calculator = example.pid("calculator");

            // The calculator waits for the printer, and the client for the calculator, while the printer stands still.
            signal("STOP", printer);
            try {
                example.type("2*3");
                example.awaitLine("solved 2*3", 1, CALL);
                ProcessHandle.of(calculator).orElseThrow().destroyForcibly();
                example.awaitLine("no answer", 1, CALL);
            } finally {
                signal("CONT", printer);
            }
            assertThat(example.said("client"))
                    .filteredOn(line -> line.startsWith("no answer"))
                    .containsExactly("no answer: IPC client method call interrupted by disconnect.");
            example.type("3*3");
            example.awaitLine("answered in", 2, START);
            assertThat(example.said("printer")).contains("3*3 = 9");
            example.type("exit");
            assertThat(example.awaitEnd(START)).isZero();
        }
        assertThat(leftovers()).isEmpty();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void whenToldToEndThenTheServersEndToo() throws Exception {
        List<ProcessHandle> servers;
        try (RunningExample example = RunningExample.start(Example.class, folder)) {
            servers = serversAtWork(example);

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
            servers = serversAtWork(example);

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
            servers = serversAtWork(example);

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

    @Test
    void whenTheSocketCannotBeMadeThenOneLineSaysSo() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/sys/kernel")), "only Linux has a folder that not even root may write");
        try (RunningExample server =
                RunningExample.start(PrinterApplication.class, folder, "--example.folder=/sys/kernel")) {
            assertThat(server.awaitEnd(START)).isEqualTo(1);
            assertThat(server.lines())
                    .singleElement()
                    .asString()
                    .startsWith("printer")
                    .contains("/sys/kernel/mp-printer.sock: ")
                    .doesNotContain("Exception");
        }
    }

    /** What a parent written in C++ does: it appends the number of an inherited descriptor to the commands of docs/interop.md. */
    @Test
    void theServersAreChildrenOfAParentThatSpawnsThem() throws Exception {
        Path printed = folder.resolve("printed.txt");
        SpawnOptions options = SpawnOptions.defaults()
                .withCustomizer(builder ->
                        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(printed.toFile())));
        try (Vat vat = Vat.create()) {
            SpawnedProcess printers = vat.spawn(RunningExample.command(PrinterApplication.class, folder), options);
            SpawnedProcess calculators =
                    vat.spawn(RunningExample.command(CalculatorApplication.class, folder), options);
            Init printerInit = printers.root(InitProxyClient.TYPE);
            Init calculatorInit = calculators.root(InitProxyClient.TYPE);
            try (Printer printer = printerInit.makePrinter();
                    Calculator calculator = calculatorInit.makeCalculator(printer)) {
                calculator.solveEquation("1+1");
                assertThatThrownBy(() -> calculator.solveEquation("1+")).isInstanceOf(RpcException.class);
                calculator.solveEquation("2*3");
            }
            printers.close();
            calculators.close();
            assertThat(calculators.process().waitFor(START.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(printers.process().waitFor(START.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(List.of(printers.waitFor(), calculators.waitFor())).containsOnly(0);
        }
        assertThat(Files.readAllLines(printed))
                .anyMatch(line -> line.startsWith("printer") && line.endsWith("1+1 = 2"))
                .anyMatch(line -> line.startsWith("printer") && line.endsWith("2*3 = 6"))
                .anyMatch(line -> line.startsWith("calculator") && line.endsWith("solved 2*3"));
    }

    /** The processes of the printer and the calculator, which have solved an equation. */
    private static List<ProcessHandle> serversAtWork(RunningExample example) throws Exception {
        example.type("1+1");
        example.awaitLine("answered in", 1, START);
        List<ProcessHandle> servers = example.process().descendants().toList();
        assertThat(servers).hasSize(2);
        return servers;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("mp-"))
                    .toList();
        }
    }
}

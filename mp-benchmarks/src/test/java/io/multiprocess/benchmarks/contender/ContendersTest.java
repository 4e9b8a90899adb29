package io.multiprocess.benchmarks.contender;

import io.multiprocess.benchmarks.ServerMain;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Every contender answers every workload that it says it takes; here both ends are in one process. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContendersTest {

    @TestFactory
    Stream<DynamicTest> operationsAreAnswered(@TempDir Path folder) {
        Assumptions.assumeTrue(
                System.getProperty("os.name", "").equals("Linux"), "Netty's Unix sockets are tested on Linux only");
        return Contenders.all().stream()
                .map(contender -> DynamicTest.dynamicTest(contender.name(), () -> runsAll(contender, folder)));
    }

    @Test
    void eachIsMadeByItsOwnName() {
        assertThat(Contenders.all())
                .extracting(Contender::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(Contenders.of(name).name()).isEqualTo(name));
    }

    /** What others load would be counted as this one's start, and as what its collections copy. */
    @Test
    void aProcessLoadsNoLibraryOfAnotherContender(@TempDir Path folder) throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + folder.resolve("classes"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerMain.class.getName(),
                        "multiprocess",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        server.outputWriter().close(); // it serves, and ends with its input
        try (BufferedReader out = server.inputReader()) {
            assertThat(out.lines()).anyMatch(line -> line.startsWith("= ready"));
        } finally {
            server.destroy();
        }
        assertThat(Files.readAllLines(folder.resolve("classes")))
                .anyMatch(line -> line.contains(" io.multiprocess.vat."))
                .noneMatch(
                        line -> line.matches(
                                ".* (io\\.netty|io\\.rsocket|io\\.grpc|tools\\.jackson|java\\.rmi|java\\.util\\.logging)\\..*"));
    }

    private static void runsAll(Contender contender, Path folder) throws Exception {
        Path place = Files.createDirectories(folder.resolve(contender.name()));
        try (AutoCloseable server = contender.serve(place);
                Contender.Client client = contender.connect(place)) {
            assertThat(server).isNotNull();
            assertThatNoException().isThrownBy(() -> {
                for (Workload workload : contender.workloads()) {
                    try (Contender.Operation operation = client.prepare(workload)) {
                        operation.run();
                        operation.run();
                    }
                }
            });
        }
    }
}

package io.multiprocess.rpc;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the corpus of the fuzz targets, and some seconds of mutations of it. The corpus has a file for each kind of message
 * ({@code -Dgolden.update=true} writes them) and whatever Jazzer has found.
 */
class FuzzCorpusTest {

    private static final Path CORPUS =
            Path.of("src", "test", "resources", "io", "multiprocess", "rpc", "ProtocolFuzzTestInputs");

    @Test
    void everyKindOfMessageIsInTheCorpus() throws IOException {
        int number = 0;
        for (String message : HostilePeerTest.MESSAGES) {
            byte[] bytes = HostilePeerTest.bytes(message);
            String name = (number < 10 ? "0" : "") + number++ + "-" + message.replaceFirst(" .*", "");
            for (String target : List.of("framing", "messageHandler")) {
                Path file = CORPUS.resolve(target).resolve(name);
                if (Boolean.getBoolean("golden.update")) {
                    Files.createDirectories(CORPUS.resolve(target));
                    Files.write(file, bytes);
                }
                assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void framing() throws IOException {
        run("framing", FuzzTargets::framing);
    }

    @Test
    void messageHandler() throws IOException {
        run("messageHandler", FuzzTargets::messageHandler);
    }

    private static void run(String target, Consumer<byte[]> survives) throws IOException {
        FuzzCorpus.run(CORPUS.resolve(target), 7, 1, FuzzCorpusTest::changeAny, survives);
    }

    private static void changeAny(byte[] input, Random random) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
    }
}

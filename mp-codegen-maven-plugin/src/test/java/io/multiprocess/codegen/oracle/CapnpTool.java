package io.multiprocess.codegen.oracle;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The reference compiler, as a program. */
public final class CapnpTool {
    private CapnpTool() {}

    /**
     * What a run of the tool gave.
     *
     * @param status exit status
     * @param output standard output
     * @param errors standard error
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Run(int status, byte[] output, String errors) {}

    /** Skips the test where the tool is not installed, and fails it if {@code -Dinterop.required=true}. */
    public static void require() {
        boolean installed = false;
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            installed |= !folder.isEmpty() && Files.isExecutable(Path.of(folder, "capnp"));
        }
        if (Boolean.getBoolean("interop.required")) {
            assertThat(installed)
                    .as("the capnp tool is on the PATH (interop.required)")
                    .isTrue();
        }
        assumeTrue(installed, "the capnp tool is not installed (Debian package capnproto)");
    }

    /**
     * Runs the tool.
     *
     * @param directory working directory
     * @param input standard input
     * @param args arguments
     * @return what it gave
     */
    public static Run run(Path directory, byte[] input, List<String> args) {
        List<String> command = new ArrayList<>(List.of("capnp"));
        command.addAll(args);
        try {
            Path errors = Files.createTempFile("capnp", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
            // The tool warns if it is not the working directory.
            builder.environment().remove("PWD");
            Process process = builder.start();
            Thread writer = new Thread(() -> {
                try (OutputStream stream = process.getOutputStream()) {
                    stream.write(input);
                } catch (IOException e) {
                    // The tool does not read what it does not need.
                }
            });
            writer.start();
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            try (InputStream stream = process.getInputStream()) {
                stream.transferTo(output);
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            writer.join();
            String text = Files.readString(errors, StandardCharsets.UTF_8);
            Files.delete(errors);
            return new Run(process.exitValue(), output.toByteArray(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The tool's code generator request.
     *
     * @param directory working directory
     * @param args import paths and files
     * @return the framed message
     */
    public static byte[] request(Path directory, List<String> args) {
        List<String> all = new ArrayList<>(List.of("compile", "-o-"));
        all.addAll(args);
        Run run = run(directory, new byte[0], all);
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isZero();
        return run.output();
    }
}

package io.multiprocess.codegen.cli;

import io.multiprocess.codegen.message.MessageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The command line. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Path directory, String... args) {
        return Main.run(args, directory, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }

    @Test
    void requestGoesToStandardOutput(@TempDir Path folder) throws Exception {
        write(folder.resolve("src/a.capnp"), "@0xd1a0f0c1b2e3a500; struct A { b @0 :import \"/lib/b.capnp\".B; }");
        write(folder.resolve("imports/lib/b.capnp"), "@0xd1a0f0c1b2e3a501; struct B {}");
        int status = run(folder, "compile", "-I", "imports", "--src-prefix=src", "-o-", "src/a.capnp");
        assertThat(errors()).isEmpty();
        assertThat(status).isZero();
        assertThat(MessageReader.read(out.toByteArray())).isNotNull();
        assertThat(out.toString(StandardCharsets.ISO_8859_1))
                .contains("a.capnp:A")
                .doesNotContain("src/a.capnp");
    }

    @Test
    void errorsGoToStandardError(@TempDir Path folder) throws IOException {
        write(folder.resolve("a.capnp"), "@0xd1a0f0c1b2e3a500;\nstruct A { b @0 :Txt; }\n");
        assertThat(run(folder, "compile", "-o-", "a.capnp")).isEqualTo(1);
        assertThat(errors())
                .isEqualToNormalizingNewlines("a.capnp:2:18-21: error: Not defined: Txt. Did you mean 'Text'?\n");
        assertThat(out.size()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pluginsReadTheRequestInTheirFolder(@TempDir Path folder) throws IOException {
        write(folder.resolve("a.capnp"), "@0xd1a0f0c1b2e3a500;\nstruct A {}\n");
        write(folder.resolve("plugin"), "#!/bin/sh\ncat > request.bin\n");
        assertThat(folder.resolve("plugin").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("out"));
        assertThat(run(folder, "compile", "-o-", "--output=./plugin:out", "a.capnp"))
                .isZero();
        assertThat(folder.resolve("out/request.bin")).hasBinaryContent(out.toByteArray());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void failuresOfPluginsAreReported(@TempDir Path folder) throws IOException {
        write(folder.resolve("a.capnp"), "@0xd1a0f0c1b2e3a500;\nstruct A {}\n");
        write(folder.resolve("plugin"), "#!/bin/sh\nexit 3\n");
        assertThat(folder.resolve("plugin").toFile().setExecutable(true)).isTrue();
        assertThat(run(folder, "compile", "-o", "./plugin", "-onope", "a.capnp"))
                .isEqualTo(1);
        assertThat(errors())
                .contains("./plugin: plugin failed: exit code 3")
                .contains("nope: no such plugin (executable should be 'capnpc-nope')");
    }

    @Test
    void mistakesOnTheCommandLineAreReported(@TempDir Path folder) {
        assertThat(run(folder, "compile", "-o-")).isEqualTo(2);
        assertThat(run(folder, "compile", "a.capnp")).isEqualTo(2);
        assertThat(run(folder, "compile", "-o-", "a.capnp")).isEqualTo(2);
        assertThat(run(folder, "compile", "--nope")).isEqualTo(2);
        assertThat(run(folder, "compile", "-I")).isEqualTo(2);
        assertThat(run(folder, "frobnicate")).isEqualTo(2);
        assertThat(errors())
                .contains("No sources are given.")
                .contains("No output is given")
                .contains("a.capnp: no such file")
                .contains("Unknown option: --nope")
                .contains("Missing value of -I.")
                .contains("Unknown command: frobnicate");
    }

    @Test
    void idsAreNew(@TempDir Path folder) {
        assertThat(run(folder, "id")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).matches("@0x[89a-f][0-9a-f]{15}");
    }
}

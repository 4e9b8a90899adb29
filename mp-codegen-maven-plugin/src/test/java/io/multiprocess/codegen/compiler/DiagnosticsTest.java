package io.multiprocess.codegen.compiler;

import io.multiprocess.codegen.source.Diagnostic;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the compiler says about wrong schemas. Beside every {@code errors/x.capnp} stands what one run reports about it;
 * {@code -Dgolden.update=true} rewrites that.
 */
class DiagnosticsTest {
    private static final Path ERRORS = Path.of("src/test/resources/errors");

    static List<String> schemas() throws IOException {
        try (Stream<Path> files = Files.list(ERRORS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".capnp"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void oneRunReportsEveryMistake(String file) throws IOException {
        CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                .source(SourceRoot.folder(ERRORS, ""), file)
                .build());
        String found =
                result.diagnostics().stream().map(Diagnostic::toString).collect(Collectors.joining("\n", "", "\n"));
        Path expected = ERRORS.resolve(file.replace(".capnp", ".expected"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, found);
        }
        assertThat(result.hasErrors()).isTrue();
        assertThat(found).isEqualTo(Files.readString(expected));
    }
}

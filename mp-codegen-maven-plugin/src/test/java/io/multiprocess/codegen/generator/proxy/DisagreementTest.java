package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.generator.NamingOptions;
import io.multiprocess.codegen.generator.message.MessageGenerator;
import io.multiprocess.codegen.incremental.CodeGeneration;
import io.multiprocess.codegen.incremental.CodeGenerationRequest;
import io.multiprocess.codegen.incremental.CodeGenerationResult;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Schemas and Java types that do not fit: one small module per kind of disagreement in {@code src/test/resources/disagreements}, with
 * what the plugin says about it in {@code expected.txt}; {@code -Dgolden.update=true} rewrites that.
 */
class DisagreementTest {
    private static final Path PROJECTS = Path.of("src/test/resources/disagreements");

    /** Where the Java type is what is missing, there is no place in Java to name. */
    private static final Set<String> WITHOUT_JAVA_PLACE = Set.of("java-type-missing", "conversion-missing");

    private static List<String> projects() throws IOException {
        try (Stream<Path> found = Files.list(PROJECTS)) {
            return found.map(project -> project.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("projects")
    void isAnErrorThatNamesBothPlaces(String kind, @TempDir Path output) throws IOException {
        Path project = PROJECTS.resolve(kind).toAbsolutePath();
        CodeGenerationResult result = build(project, output);
        String said = result.diagnostics().stream()
                .map(diagnostic -> diagnostic
                        .toString()
                        .replace(project + project.getFileSystem().getSeparator(), "")
                        .replace('\\', '/'))
                .collect(Collectors.joining("\n", "", "\n"));

        Path expected = project.resolve("expected.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(expected, said);
        }
        assertThat(said).isEqualTo(Files.readString(expected).replace("\r\n", "\n"));
        assertThat(said.lines()).allMatch(line -> line.matches("foo\\.capnp:\\d+:(\\d+(-\\d+)?:)? error: .*"));
        if (!WITHOUT_JAVA_PLACE.contains(kind)) {
            assertThat(said.lines()).allMatch(line -> line.matches(".*java/a/\\w+\\.java:\\d+.*"));
        }
        assertThat(output.resolve("sources")).doesNotExist();
    }

    private static CodeGenerationResult build(Path project, Path output) throws IOException {
        GenerationOptions options = new GenerationOptions(
                NamingOptions.DEFAULT,
                Map.of(),
                List.of(),
                true,
                new GenerationOptions.JavaModule(
                        List.of(project.resolve("java")), List.of(), "17", StandardCharsets.UTF_8, null));
        CodeGenerationRequest request = new CodeGenerationRequest(
                project,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                options,
                output.resolve("sources"),
                output.resolve("resources"),
                false,
                output.resolve("state"));
        return new CodeGeneration(request, List.of(new MessageGenerator(), new ProxyGenerator()), line -> {}).run();
    }
}

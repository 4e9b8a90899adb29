package io.multiprocess.codegen.oracle;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Every schema of the corpus, and every one that Debian installs, gives the request that the tool gives. */
class CorpusOracleTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final Path INSTALLED = Path.of("/usr/include");

    static List<String> corpus() throws IOException {
        return schemas(CORPUS);
    }

    /** Without the tools an empty list would be an error, so a name stands for all that is missing. */
    static List<String> installed() throws IOException {
        return Files.isDirectory(INSTALLED.resolve("capnp")) ? schemas(INSTALLED) : List.of("capnp/schema.capnp");
    }

    private static List<String> schemas(Path root) throws IOException {
        Path start = root.equals(INSTALLED) ? root.resolve("capnp") : root;
        try (Stream<Path> files = Files.walk(start)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".capnp"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void corpusGivesTheRequestOfTheTool(String file) {
        CapnpTool.require();
        assertThat(RequestDump.of(CodeGeneratorRequest.encode(compile(CORPUS, List.of(file)))))
                .isEqualTo(RequestDump.of(CapnpTool.request(CORPUS, List.of(file))));
    }

    @Test
    void severalFilesAtOnceGiveTheRequestOfTheTool() throws IOException {
        CapnpTool.require();
        assertThat(RequestDump.of(CodeGeneratorRequest.encode(compile(CORPUS, corpus()))))
                .isEqualTo(RequestDump.of(CapnpTool.request(CORPUS, corpus())));
    }

    @ParameterizedTest
    @MethodSource("installed")
    void installedSchemasGiveTheRequestOfTheTool(String file) {
        CapnpTool.require();
        assertThat(RequestDump.of(CodeGeneratorRequest.encode(compile(INSTALLED, List.of(file)))))
                .isEqualTo(RequestDump.of(CapnpTool.request(INSTALLED, List.of(file))));
    }

    /** Comments are our own, everything else is the reference's; ours may be newer and have more. */
    @ParameterizedTest
    @MethodSource("installed")
    void bundledSchemasHaveTheNodesOfTheInstalledOnes(String file) {
        CapnpTool.require();
        assumeTrue(Files.isRegularFile(INSTALLED.resolve(file)), "libcapnp-dev is not installed");
        SchemaModel installed = compile(INSTALLED, List.of(file));
        CompileResult bundled = SchemaCompiler.compile(
                CompileRequest.builder().source(SourceRoot.bundled(), file).build());
        assertThat(bundled.diagnostics()).isEmpty();
        SchemaModel ours = bundled.model().orElseThrow();
        for (Node node : installed.nodes()) {
            Node other = ours.node(node.id());
            assertThat(withoutSource(other)).isEqualTo(withoutSource(node));
        }
        if (!file.equals("capnp/c++.capnp")) {
            assertThat(ours.nodes()).hasSameSizeAs(installed.nodes());
        }
    }

    /** Places and comments differ, and files may declare more. */
    private static String withoutSource(Node node) {
        String text = node.toString()
                .replaceAll("docComment=(null|.*?), location=", "location=")
                .replaceAll("(?s)docComment=.*?, location=", "location=")
                .replaceAll("location=[^,\\]]*", "");
        return node.body() instanceof Node.File
                ? text.replaceAll("nestedNodes=\\[.*?\\], annotations", "annotations")
                : text;
    }

    private static SchemaModel compile(Path root, List<String> files) {
        CompileRequest.Builder request = CompileRequest.builder();
        files.forEach(file -> request.source(SourceRoot.folder(root), file));
        if (Files.isDirectory(INSTALLED.resolve("capnp"))) {
            request.importFrom(SourceRoot.folder(INSTALLED));
        }
        CompileResult result = SchemaCompiler.compile(request.build());
        assertThat(result.diagnostics()).isEmpty();
        return result.model().orElseThrow();
    }
}

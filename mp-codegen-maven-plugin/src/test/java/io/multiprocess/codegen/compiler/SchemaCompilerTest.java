package io.multiprocess.codegen.compiler;

import io.multiprocess.codegen.dynamic.DynamicList;
import io.multiprocess.codegen.dynamic.DynamicStruct;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.RequestedFile;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** The front door: where files come from, and what the model offers. */
class SchemaCompilerTest {
    private static SourceRoot files(Map<String, String> files) {
        return path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static SchemaModel compile(String text) {
        CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                .source(files(Map.of("s.capnp", "@0xd1a0f0c1b2e3a500;\n" + text)), "s.capnp")
                .build());
        assertThat(result.diagnostics()).isEmpty();
        return result.model().orElseThrow();
    }

    private static Node node(SchemaModel model, String name) {
        return model.find("s.capnp:" + name).orElseThrow();
    }

    @Test
    void importsAreFoundInJars(@TempDir Path folder) throws IOException {
        URI jar = URI.create("jar:" + folder.resolve("lib.jar").toUri());
        try (FileSystem system = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.createDirectories(system.getPath("/lib"));
            Files.writeString(system.getPath("/lib/lib.capnp"), "@0xd1a0f0c1b2e3a501; struct L { a @0 :Int8; }");
            CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                    .source(
                            files(Map.of(
                                    "s.capnp", "@0xd1a0f0c1b2e3a500; struct S { l @0 :import \"/lib/lib.capnp\".L; }")),
                            "s.capnp")
                    .importFrom(SourceRoot.folder(system.getPath("/")))
                    .build());
            assertThat(result.diagnostics()).isEmpty();
            assertThat(result.model().orElseThrow().requestedFiles())
                    .extracting(RequestedFile::filename)
                    .containsExactly("s.capnp");
            assertThat(result.inputs())
                    .extracting(CompileResult.Input::path)
                    .containsExactlyInAnyOrder("s.capnp", "lib/lib.capnp");
        }
    }

    @Test
    void importsCannotLeaveTheirTree() {
        CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                .source(
                        files(Map.of("s.capnp", "@0xd1a0f0c1b2e3a500; using A = import \"../../etc/passwd\";")),
                        "s.capnp")
                .build());
        assertThat(result.diagnostics())
                .extracting(Object::toString)
                .containsExactly("s.capnp:1:39-57: error: Import failed: ../../etc/passwd");
    }

    @Test
    void embeddedFilesAreInputs() {
        CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                .source(
                        files(Map.of(
                                "d/s.capnp",
                                "@0xd1a0f0c1b2e3a500; const c :Text = embed \"e.txt\";",
                                "d/e.txt",
                                "content")),
                        "d/s.capnp")
                .build());
        assertThat(result.inputs()).extracting(CompileResult.Input::path).containsExactly("d/s.capnp", "d/e.txt");
        Node node = result.model().orElseThrow().find("d/s.capnp:c").orElseThrow();
        assertThat(node.body())
                .isInstanceOfSatisfying(
                        Node.Const.class,
                        constant -> assertThat(Value.text(constant.value())).isEqualTo("content"));
    }

    @Test
    void theSameFileByTwoPathsIsOneFile() {
        SourceRoot root = files(Map.of(
                "s.capnp", "@0xd1a0f0c1b2e3a500; struct S { t @0 :import \"/t.capnp\".T; }",
                "t.capnp", "@0xd1a0f0c1b2e3a501; struct T { s @0 :import \"s.capnp\".S; }"));
        SourceRoot again = files(Map.of(
                "s.capnp", "@0xd1a0f0c1b2e3a500; struct S { t @0 :import \"/t.capnp\".T; }",
                "t.capnp", "@0xd1a0f0c1b2e3a501; struct T { s @0 :import \"s.capnp\".S; }"));
        CompileResult result = SchemaCompiler.compile(CompileRequest.builder()
                .source(root, "s.capnp")
                .source(root, "t.capnp")
                .importFrom(again)
                .build());
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.model().orElseThrow().nodes()).hasSize(4);
    }

    @Test
    void missingFilesAreReported() {
        CompileResult result = SchemaCompiler.compile(
                CompileRequest.builder().source(files(Map.of()), "nope.capnp").build());
        assertThat(result.diagnostics())
                .extracting(Object::toString)
                .containsExactly("nope.capnp:1:1: error: No such file.");
    }

    @Test
    void constantsAreReadFieldByField() {
        SchemaModel model = compile("""
                struct P(T) {
                  name @0 :Text = "unnamed";
                  n @1 :UInt8 = 7;
                  items @2 :List(P(T));
                  value @3 :T;
                  union { a @4 :Void; g :group { b @5 :Bool; } }
                }
                const p :P(Data) = (n = 8, items = [(name = "i"), ()], value = "v", g = (b = true));
                """);
        Node.Const constant = (Node.Const) node(model, "p").body();
        DynamicStruct p = DynamicStruct.of(model, constant.type(), constant.value());
        Node.Struct struct = Objects.requireNonNull(p.node().asStruct());
        assertThat(p.get(field(struct, "name"))).extracting(Value::text).isEqualTo("unnamed");
        assertThat(p.get(field(struct, "n"))).hasToString("Integer[kind=UINT8, value=8]");
        assertThat(p.get(field(struct, "value")).kind()).isEqualTo(io.multiprocess.codegen.model.Type.Kind.DATA);
        assertThat(p.which()).map(Field::name).contains("g");
        DynamicList items = DynamicList.of(p.type(field(struct, "items")), p.get(field(struct, "items")));
        assertThat(items).hasSize(2);
        DynamicStruct first = DynamicStruct.of(model, items.elementType(), items.get(0));
        assertThat(first.get(field(struct, "name"))).extracting(Value::text).isEqualTo("i");
        assertThat(first.get(field(struct, "n"))).hasToString("Integer[kind=UINT8, value=7]");
    }

    private static Field field(Node.Struct struct, String name) {
        return Objects.requireNonNull(struct.field(name));
    }

    @Test
    void parameterStructsKnowTheirFile() {
        SchemaModel model = compile("interface I { m @0 (a :Int8) -> stream; }");
        Node.Interface type = Objects.requireNonNull(node(model, "I").asInterface());
        Method method = type.methods().get(0);
        assertThat(method.isStreaming()).isTrue();
        assertThat(model.fileOf(model.node(method.paramStructType())).displayName())
                .isEqualTo("s.capnp");
        assertThat(model.fileOf(model.node(method.resultStructType())).displayName())
                .isEqualTo("capnp/stream.capnp");
        assertThat(model.parent(node(model, "I"))).map(Node::name).contains("s.capnp");
    }

    @Test
    void binaryIntegersAreAccepted() {
        assertThat(((Node.Const) node(compile("const b :UInt8 = 0b1010;"), "b").body()).value())
                .hasToString("Integer[kind=UINT8, value=10]");
    }

    @Test
    void linesInBackticksAreText() {
        SchemaModel model = compile("const t :Text =\n  `one \\n\n  `two\n  \"three\";\n");
        assertThat(Value.text(((Node.Const) node(model, "t").body()).value())).isEqualTo("one \\n\ntwo\nthree");
    }

    @Test
    void structsMayBeGivenAsTheirFirstField() {
        SchemaModel model =
                compile("struct P { x @0 :Int8; y @1 :Int8; }\nconst p :P = 5;\nconst l :List(P) = [1, (y = 2)];");
        Node.Const constant = (Node.Const) node(model, "p").body();
        DynamicStruct p = DynamicStruct.of(model, constant.type(), constant.value());
        assertThat(p.get(field(Objects.requireNonNull(p.node().asStruct()), "x")))
                .hasToString("Integer[kind=INT8, value=5]");
    }
}

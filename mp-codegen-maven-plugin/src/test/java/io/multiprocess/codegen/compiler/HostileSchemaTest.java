package io.multiprocess.codegen.compiler;

import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.Diagnostic;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Schemas that want to crash the compiler, hang it, or fill its memory. */
@Timeout(120)
class HostileSchemaTest {
    private static CompileResult compile(String text) {
        byte[] bytes = ("@0xd1a0f0c1b2e3a500;\n" + text).getBytes(StandardCharsets.UTF_8);
        SourceRoot root = path -> path.equals("s.capnp") ? Optional.of(bytes) : Optional.empty();
        CompileResult result = SchemaCompiler.compile(
                CompileRequest.builder().source(root, "s.capnp").build());
        result.model().ifPresent(CodeGeneratorRequest::encode);
        return result;
    }

    private static List<String> errors(String text) {
        return compile(text).diagnostics().stream().map(Diagnostic::message).toList();
    }

    private static String lines(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(format, i, i + 1))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(errors("const a :Int32 = " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + ";"))
                .anyMatch(message -> message.contains("Nested too deeply"));
        assertThat(errors("const a :Int32 = " + "[".repeat(100_000)))
                .anyMatch(message -> message.contains("Nested too deeply"));
        assertThat(errors("struct A {".repeat(100_000))).anyMatch(message -> message.contains("Nested too deeply"));
        assertThat(errors("struct A { a @0 :A" + ".b".repeat(100_000) + "; }"))
                .anyMatch(message -> message.contains("too long"));
        assertThat(errors("struct A { a @0 :A" + "(Text)".repeat(100_000) + "; }"))
                .anyMatch(message -> message.contains("too long"));
        assertThat(errors("struct A { a @0 :" + "List(".repeat(150) + "Text" + ")".repeat(150) + "; }"))
                .anyMatch(message -> message.contains("nested too deeply"));
    }

    @Test
    void nestingThatPeopleUseIsNot() {
        assertThat(errors("struct A { a @0 :" + "List(".repeat(60) + "Text" + ")".repeat(60) + "; }"))
                .isEmpty();
    }

    @Test
    void hugeLiteralsAreRead() {
        CompileResult result = compile("const a :Text = \"" + "x".repeat(3_000_000) + "\";\n"
                + "const b :Data = 0x\"" + "ab ".repeat(1_000_000) + "\";\n"
                + "const c :Float64 = " + "9".repeat(200_000) + ".5e-199999;\n"
                + "const d :Float64 = 0." + "0".repeat(200_000) + "1e200001;\n"
                + "const e :Float64 = 1e99999999999999999999;\n"
                + "const f :List(Int8) = [" + "1,".repeat(300_000) + "];\n");
        assertThat(result.diagnostics()).isEmpty();
        assertThat(constant(result, "c"))
                .isEqualTo(new Value.Float(io.multiprocess.codegen.model.Type.Kind.FLOAT64, 10));
        assertThat(constant(result, "d"))
                .isEqualTo(new Value.Float(io.multiprocess.codegen.model.Type.Kind.FLOAT64, 1));
        assertThat(constant(result, "a")).isInstanceOf(Value.Pointer.class);
        assertThat(errors("const a :UInt64 = " + "9".repeat(1_000_000) + ";"))
                .containsExactly("Integer is too big; it does not fit into 64 bits.");
    }

    private static Value constant(CompileResult result, String name) {
        Node node = result.model().orElseThrow().find("s.capnp:" + name).orElseThrow();
        return node.body() instanceof Node.Const constant ? constant.value() : Value.VOID;
    }

    @Test
    void longChainsAreFollowed() {
        assertThat(errors(lines(20_000, "using A%d = A%d;") + "struct A20000 {}"))
                .isEmpty();
        assertThat(errors(lines(5_000, "const a%d :Int32 = .a%d;") + "const a5000 :Int32 = 5;"))
                .isEmpty();
        assertThat(errors(lines(5_000, "struct A%d { a @0 :A%d; }") + "struct A5000 {}"))
                .isEmpty();
    }

    @Test
    void valuesThatDoubleAreRefused() {
        String doubling = IntStream.range(0, 60)
                .mapToObj(i -> "const a" + (i + 1) + " :L = (a = [.a" + i + ", .a" + i + "]);")
                .collect(Collectors.joining("\n"));
        assertThat(errors("struct L { a @0 :List(L); }\nconst a0 :L = ();\n" + doubling))
                .anyMatch(message -> message.contains("too large"));
    }

    @Test
    void typesThatDoubleAreRefused() {
        String doubling = IntStream.range(0, 60)
                .mapToObj(i -> "using T" + (i + 1) + " = P(T" + i + ", T" + i + ");")
                .collect(Collectors.joining("\n"));
        assertThat(errors("struct P(A, B) { a @0 :A; b @1 :B; }\nusing T0 = P(Text, Text);\n" + doubling
                        + "\nstruct S { a @0 :T60; }"))
                .containsExactly("The schemas are too complex to compile.");
    }

    @Test
    void structsWithEveryOrdinalAreLaidOut() {
        CompileResult result = compile("struct A {\n" + lines(65_535, "f%1$d @%1$d :Int64;") + "}");
        assertThat(result.diagnostics()).isEmpty();
    }

    @Test
    void structsThatDoNotFitAreRefused() {
        assertThat(errors("struct A {\n" + lines(65_536, "f%1$d @%1$d :Int64;") + "}"))
                .contains("This struct is too large.");
    }
}

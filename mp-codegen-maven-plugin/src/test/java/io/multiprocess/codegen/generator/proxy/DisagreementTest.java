package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.generator.NamingOptions;
import io.multiprocess.codegen.source.Diagnostic;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Schemas and Java types that do not fit: each kind of disagreement is one error that names both places. */
class DisagreementTest {
    private final Path folder;

    DisagreementTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whatFitsHasNoError() throws IOException {
        assertThat(errors("add @0 (a :Int32, b :Int32) -> (result :Int32);", "int add(int a, int b);"))
                .isEmpty();
    }

    @Test
    void theJavaTypeDoesNotExist() throws IOException {
        schema("interface Foo $Proxy.wrap(\"a.Nowhere\") { add @0 () -> (); }");
        assertOnly(
                "foo.capnp:6:",
                "a.Nowhere, which Foo stands for, is neither in the module's sources nor on its class path");
    }

    @Test
    void theJavaTypeIsNoInterface() throws IOException {
        schema("interface Foo $Proxy.wrap(\"a.Foo\") { add @0 () -> (); }");
        java("a.Foo", "package a; public class Foo { public void add() {} }");
        assertOnly("foo.capnp:6:", "interface Foo needs a Java interface, and a.Foo (", "Foo.java:1) is none");
    }

    @Test
    void aMethodIsMissingInJava() throws IOException {
        assertError(
                "add @0 () -> (); sub @1 () -> ();",
                "void add();",
                "foo.capnp:7:",
                "Foo (",
                "Foo.java:2) has no method 'sub'");
    }

    @Test
    void aMethodIsMissingInTheSchema() throws IOException {
        assertError(
                "add @0 () -> ();",
                "void add();\n    int extra(String text);",
                "foo.capnp:6:",
                "interface Foo has no method for Foo.extra: int extra(String) (",
                "Foo.java:4)");
    }

    @Test
    void tooFewParameters() throws IOException {
        assertError(
                "add @0 (a :Int32, b :Int32) -> (result :Int32);",
                "int add(int a);",
                "foo.capnp:7:",
                "int add(int) (",
                "Foo.java:3) takes 1 parameter, and method 'add' has 2: a, b");
    }

    @Test
    void tooManyParameters() throws IOException {
        assertError("add @0 () -> ();", "void add(int a);", "takes 1 parameter, and method 'add' has 0");
    }

    @Test
    void theResultHasNowhereToGo() throws IOException {
        assertError(
                "add @0 () -> (result :Int32);",
                "void add();",
                "void add() (",
                "returns nothing, and method 'add' has result");
    }

    @Test
    void nothingIsThereToReturn() throws IOException {
        assertError(
                "add @0 () -> ();", "int add();", "int add() (", "returns int, and method 'add' has no result for it");
    }

    @Test
    void theJavaNumberIsTooNarrow() throws IOException {
        assertError(
                "add @0 (a :Int64) -> ();",
                "void add(int a);",
                "foo.capnp:7:",
                "parameter 'a' and void add(int) (",
                "Foo.java:3): int is too narrow for Int64");
    }

    @Test
    void theSchemasNumberIsTooNarrow() throws IOException {
        assertError("add @0 () -> (result :Int32);", "long add();", "Int32 is too narrow for long");
    }

    @Test
    void anUnsignedNumberDoesNotFitTheSignedOneOfItsSize() throws IOException {
        assertError("add @0 (a :UInt16) -> ();", "void add(short a);", "short is too narrow for UInt16");
        assertError("add @0 (a :UInt8) -> ();", "void add(long a);", "UInt8 is too narrow for long");
    }

    @Test
    void floatingPointIsTooNarrow() throws IOException {
        assertError("add @0 (a :Float64) -> ();", "void add(float a);", "float is too narrow for Float64");
    }

    @Test
    void typesWithoutAMapping() throws IOException {
        assertError(
                "add @0 (a :Text) -> ();",
                "void add(int a);",
                "parameter 'a' and void add(int) (",
                "no mapping between Text and int");
        assertError("add @0 (a :Data) -> ();", "void add(String a);", "no mapping between Data and String");
        assertError("add @0 (a :Bool) -> ();", "void add(int a);", "no mapping between Bool and int");
        assertError(
                "add @0 (a :List(Text)) -> ();",
                "void add(java.util.List<Integer> a);",
                "no mapping between Text and Integer");
    }

    @Test
    void aTypeThatDoesNotExist() throws IOException {
        assertError(
                "add @0 (a :Text) -> ();",
                "void add(Later a);",
                "type Later does not exist, and no conversion of yours is for it");
    }

    @Test
    void anExceptionIsNotDeclared() throws IOException {
        java(
                "a.Oops",
                "package a; public class Oops extends Exception { public Oops(String message) { super(message); } }");
        assertError(
                "add @0 () -> (error :Text $Proxy.exception(\"a.Oops\"));",
                "void add();",
                "foo.capnp:7:",
                "void add() (",
                "Foo.java:3) does not declare the exception Oops of 'error'");
    }

    @Test
    void anExceptionDoesNotExistOrIsNone() throws IOException {
        assertError(
                "add @0 () -> (error :Text $Proxy.exception(\"a.Oops\"));",
                "void add();",
                "the exception a.Oops is neither in the module's sources nor on its class path");
        assertError(
                "add @0 () -> (error :Text $Proxy.exception(\"java.lang.String\"));",
                "void add();",
                "java.lang.String (java.lang.String) is no exception");
    }

    @Test
    void anExceptionCannotBeMade() throws IOException {
        java("a.Oops", "package a; public class Oops extends RuntimeException { public Oops(int number) {} }");
        assertError(
                "add @0 () -> (error :Text $Proxy.exception(\"a.Oops\"));",
                "void add();",
                "exception Oops (",
                "Oops.java:1) needs a constructor that takes its message; found Oops(int)");
    }

    @Test
    void noneOfSeveralOverloadsFits() throws IOException {
        assertError(
                "add @0 (a :Text, b :Text) -> ();",
                "void add(String a);\n    void add(int a, int b);",
                "no mapping between Text and int (and none of the 2 methods of that name fits)");
    }

    @Test
    void twoMethodsForOneOfJava() throws IOException {
        assertError(
                "add @0 () -> (); more @1 () -> () $Proxy.name(\"add\");",
                "void add();",
                "another method of the schema stands for void add() (",
                "tell them apart with $Proxy.name");
    }

    @Test
    void aRecordLacksAFieldOrHasOneTooMany() throws IOException {
        java("a.Point", "package a;\npublic record Point(int x) {}");
        String struct = "struct Point $Proxy.wrap(\"a.Point\") { x @0 :Int32; y @1 :Int32; }";
        assertOnly(
                schemaWith(struct),
                "foo.capnp:6:",
                "record Point (",
                "Point.java:2) has nothing for the field 'y' of struct Point");
        java("a.Point", "package a;\npublic record Point(int x, int y, int z) {}");
        assertOnly(schemaWith(struct), "component 'z' of record Point (", "has no field in struct Point");
    }

    @Test
    void aFieldsTypeDoesNotFit() throws IOException {
        java("a.Point", "package a;\npublic record Point(String x) {}");
        assertOnly(
                schemaWith("struct Point $Proxy.wrap(\"a.Point\") { x @0 :Int32; }"),
                "foo.capnp:6:",
                "field 'x' and Point.x (",
                "Point.java:2): no mapping between Int32 and String");
    }

    @Test
    void anAbsentValueHasNoPlaceInAPrimitive() throws IOException {
        assertError(
                "add @0 (a :Int32, hasA :Bool) -> ();",
                "void add(int a);",
                "hasA makes a optional; int cannot be absent");
        assertError(
                "add @0 (a :Int32) -> ();",
                "void add(java.util.OptionalInt a);",
                "OptionalInt needs a field hasA :Bool beside a :Int32");
    }

    @Test
    void theUnitOfADurationIsUnknown() throws IOException {
        assertError(
                "add @0 (timeout :Int64) -> ();",
                "void add(java.time.Duration a);",
                "the unit of a Duration is not known");
        assertThat(errors("add @0 (timeoutMillis :Int64) -> ();", "void add(java.time.Duration a);"))
                .isEmpty();
    }

    @Test
    void anEnumLacksAConstant() throws IOException {
        java("a.Color", "package a;\npublic enum Color { RED }");
        java("a.Foo", "package a;\npublic interface Foo {\n    void add(Color a);\n}\n");
        schema("enum Color $Java2.type(\"a.Color\") { red @0; green @1; }"
                + " interface Foo $Proxy.wrap(\"a.Foo\") { add @0 (a :Color) -> (); }");
        assertOnly("foo.capnp:6:", "enum Color (", "Color.java:2) has no constant for 'green'");
    }

    @Test
    void aConversionDoesNotExist() throws IOException {
        schemaWith("struct Point $Java2.conversion(\"a.Nowhere\") { x @0 :Int32; }");
        assertOnly(
                "foo.capnp:6:",
                "struct Point: the conversion a.Nowhere is neither in the module's sources nor on its class path");
    }

    @Test
    void allDisagreementsAreReportedInOneRun() throws IOException {
        assertThat(errors("add @0 (a :Text) -> (); sub @1 () -> ();", "void add(int a);"))
                .hasSize(2);
    }

    private void assertError(String methods, String javaMethods, String... parts) throws IOException {
        assertThat(errors(methods, javaMethods)).singleElement().asString().contains(parts);
    }

    private List<String> errors(String methods, String javaMethods) throws IOException {
        schema("interface Foo $Proxy.wrap(\"a.Foo\") {\n  " + methods + "\n}");
        java("a.Foo", "package a;\npublic interface Foo {\n    " + javaMethods + "\n}\n");
        return errors();
    }

    private Object schemaWith(String declarations) throws IOException {
        schema(declarations);
        return this;
    }

    private void assertOnly(Object prepared, String... parts) throws IOException {
        assertThat(prepared).isSameAs(this);
        assertThat(errors()).singleElement().asString().contains(parts);
    }

    private void assertOnly(String first, String... parts) throws IOException {
        assertThat(errors()).singleElement().asString().contains(first).contains(parts);
    }

    private void schema(String declarations) throws IOException {
        Files.writeString(folder.resolve("foo.capnp"), """
                @0xbf5147cbbecf40c1;
                using Proxy = import "/mp/proxy.capnp";
                using Java = import "/capnp/java.capnp";
                using Java2 = import "/mp/java.capnp";
                $Java.package("a.messages"); $Java.outerClassname("FooCapnp");
                """ + declarations + "\n");
    }

    private void java(String name, String text) throws IOException {
        Path file = folder.resolve("java").resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> errors() {
        CompileResult compiled = SchemaCompiler.compile(CompileRequest.builder()
                .source(SourceRoot.folder(folder), "foo.capnp")
                .build());
        assertThat(compiled.diagnostics()).isEmpty();
        DiagnosticLog log = new DiagnosticLog();
        GenerationOptions options = new GenerationOptions(
                NamingOptions.DEFAULT,
                Map.of(),
                List.of(),
                true,
                new GenerationOptions.JavaModule(
                        List.of(folder.resolve("java")), List.of(), "17", StandardCharsets.UTF_8, null));
        new ProxyGenerator().generate(new GenerationContext(compiled.model().orElseThrow(), options, log));
        return log.sorted().stream().map(Diagnostic::toString).toList();
    }
}

package io.multiprocess.codegen.javaapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import javax.tools.ToolProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import static org.assertj.core.api.Assertions.assertThat;

class JavaApiTest {
    private final Path folder;

    JavaApiTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsAnInterfaceWithItsInheritedMethodsAndLines() throws IOException {
        write("a.Base", """
                package a;
                public interface Base<T> extends AutoCloseable {
                    T get(T other);
                }
                """);
        write("a.Foo", """
                package a;

                public interface Foo extends Base<String> {
                    /** Adds. */
                    int add(int left, long right) throws java.io.IOException;
                    default void twice() {}
                    static void not() {}
                }
                """);
        try (JavaApi api = open()) {
            JavaClass foo = api.find("a.Foo").orElseThrow();
            assertThat(foo.kind()).isEqualTo(JavaClass.Kind.INTERFACE);
            assertThat(foo.isA("java.lang.AutoCloseable")).isTrue();
            assertThat(foo.methods())
                    .extracting(JavaMethod::name)
                    .containsExactlyInAnyOrder("add", "twice", "not", "get", "close");
            JavaMethod add = foo.methods("add").get(0);
            assertThat(add.signature()).isEqualTo("int add(int, long)");
            assertThat(add.parameters()).extracting(JavaParameter::name).containsExactly("left", "right");
            assertThat(add.thrown()).extracting(JavaType::toString).containsExactly("IOException");
            assertThat(add.location().toString()).endsWith("Foo.java:5");
            assertThat(foo.methods("get").get(0).signature()).isEqualTo("String get(String)");
            assertThat(foo.methods("get").get(0).location().toString()).endsWith("Base.java:3");
            assertThat(foo.methods("twice").get(0).isAbstract()).isFalse();
        }
    }

    @Test
    void aMissingTypeKeepsItsSimpleNameAndThePackageOfItsImport() throws IOException {
        write("a.Foo", """
                package a;
                import b.generated.Later;
                import java.util.List;
                public interface Foo {
                    void call(List<Later> all, Soon soon);
                }
                """);
        try (JavaApi api = open()) {
            JavaMethod call = api.find("a.Foo").orElseThrow().methods("call").get(0);
            assertThat(call.signature()).isEqualTo("void call(List<Later>, Soon)");
            JavaType later = call.parameters().get(0).type().arguments().get(0);
            assertThat(later.kind()).isEqualTo(JavaType.Kind.MISSING);
            assertThat(later.name()).isEqualTo(ClassName.get("b.generated", "Later"));
            assertThat(call.parameters().get(1).type().name()).isEqualTo(ClassName.get("a", "Soon"));
        }
    }

    @Test
    void aModuleDescriptorIsHidden() throws IOException {
        Files.writeString(folder.resolve("module-info.java"), "module a { requires nothing.of.that.name; }");
        write("a.Foo", "package a; public interface Foo { java.util.logging.Level level(); }");
        try (JavaApi api = open()) {
            JavaType level =
                    api.find("a.Foo").orElseThrow().methods("level").get(0).returnType();
            assertThat(level.kind()).isEqualTo(JavaType.Kind.DECLARED);
        }
    }

    @Test
    void theReleaseDecidesWhichJdkClassesThereAre() {
        JavaApiRequest request = new JavaApiRequest(
                List.of(),
                List.of(),
                OptionalInt.of(8),
                Optional.empty(),
                java.nio.charset.StandardCharsets.UTF_8,
                Map.of());
        try (JavaApi api = JavaApi.open(request)) {
            assertThat(api.exists("java.util.Optional")).isTrue();
            assertThat(api.exists("java.util.concurrent.Flow")).isFalse();
        }
    }

    @Test
    void readsRecordsEnumsAndNullness() throws IOException {
        write(
                "x.Nullable",
                "package x; @java.lang.annotation.Target({java.lang.annotation.ElementType.TYPE_USE}) public @interface Nullable {}");
        write("a.Point", """
                package a;
                import x.Nullable;
                import java.util.List;
                public record Point(int x, @Nullable String name, List<byte @Nullable []> parts, Color color) {
                    public enum Color { RED, GREEN; public int number() { return 7; } }
                }
                """);
        try (JavaApi api = open()) {
            JavaClass point = api.find("a.Point").orElseThrow();
            assertThat(point.kind()).isEqualTo(JavaClass.Kind.RECORD);
            assertThat(point.fields()).extracting(JavaField::name).containsExactly("x", "name", "parts", "color");
            assertThat(point.fields().get(0).type().nullable()).isFalse();
            assertThat(point.fields().get(1).type().nullable()).isTrue();
            JavaType parts = point.fields().get(2).type();
            assertThat(parts.nullable()).isFalse();
            assertThat(parts.arguments().get(0).kind()).isEqualTo(JavaType.Kind.ARRAY);
            assertThat(parts.arguments().get(0).nullable()).isTrue();
            JavaClass color = api.find(point.fields().get(3).type()).orElseThrow();
            assertThat(color.enumConstants()).containsExactly("RED", "GREEN");
            assertThat(color.getter("number")).isPresent();
        }
    }

    @Test
    void putsTypeArgumentsInPlace() {
        try (JavaApi api = open()) {
            JavaClass function = api.find("java.util.function.Function<String, java.util.List<Integer>>")
                    .orElseThrow();
            assertThat(function.functionalMethod().orElseThrow().signature()).isEqualTo("List<Integer> apply(String)");
            assertThat(api.find("java.util.function.IntSupplier")
                            .orElseThrow()
                            .functionalMethod()
                            .orElseThrow()
                            .returnType()
                            .name())
                    .isEqualTo(TypeName.INT);
            assertThat(api.find("no.Such")).isEmpty();
            assertThat(api.find("java.util.List<no.Such>")).isEmpty();
        }
    }

    @Test
    void sourcesInMemoryAreSeenAndHideFiles() throws IOException {
        write("a.Foo", "package a; public interface Foo { Generated old(); }");
        JavaApiRequest request = JavaApiRequest.of(List.of(folder), List.of())
                .withSources(Map.of(
                        "a.Generated", "package a; public record Generated(int value) {}",
                        "a.Foo", "package a; public interface Foo { Generated fresh(); }"));
        try (JavaApi api = JavaApi.open(request)) {
            JavaMethod method = api.find("a.Foo").orElseThrow().methods().get(0);
            assertThat(method.name()).isEqualTo("fresh");
            assertThat(method.returnType().kind()).isEqualTo(JavaType.Kind.DECLARED);
        }
    }

    @Test
    void readsAnnotationsWithClassesThatDoNotExistYet() throws IOException {
        write("a.Mark", "package a; public @interface Mark { Class<?> value(); int level() default 1; }");
        write(
                "a.Foo",
                "package a; @Mark(String.class) public class Foo { public int x; private int y; Foo(int x) {} }");
        try (JavaApi api = open()) {
            JavaClass foo = api.find("a.Foo").orElseThrow();
            assertThat(foo.annotations().get(0).name()).isEqualTo("a.Mark");
            assertThat(foo.annotations().get(0).value()).contains("java.lang.String");
            assertThat(foo.fields()).extracting(JavaField::isPublic).containsExactly(true, false);
            assertThat(foo.constructors().get(0).signature()).isEqualTo("Foo(int)");
        }
    }

    @Test
    void readsClassFilesToo() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src/a"));
        Files.writeString(
                sources.resolve("Foo.java"), "package a; public interface Foo { int add(int left, int right); }");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-parameters",
                        sources.resolve("Foo.java").toString());
        assertThat(status).isZero();
        try (JavaApi api = JavaApi.open(JavaApiRequest.of(List.of(), List.of(classes)))) {
            JavaMethod add = api.find("a.Foo").orElseThrow().methods("add").get(0);
            assertThat(add.parameters()).extracting(JavaParameter::name).containsExactly("left", "right");
            assertThat(add.location().toString()).isEqualTo("a.Foo");
        }
    }

    private JavaApi open() {
        return JavaApi.open(JavaApiRequest.of(List.of(folder), List.of()));
    }

    private void write(String className, String text) throws IOException {
        Path file = folder.resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}

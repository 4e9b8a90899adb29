package io.multiprocess.codegen.incremental;

import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.generator.NamingOptions;
import io.multiprocess.codegen.generator.SourceGenerator;
import io.multiprocess.codegen.generator.message.MessageGenerator;
import io.multiprocess.codegen.source.Location;
import org.capnproto.StructReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class CodeGenerationTest {
    private static final String POINT = "@0xb1a2c3d4e5f60701;\nstruct Point { x @0 :Int32; }\n";
    private static final String LINE =
            "@0xb1a2c3d4e5f60702;\nusing P = import \"point.capnp\";\nstruct Line { from @0 :P.Point; to @1 :P.Point; }\n";

    private static final Path RUNTIME = jarOf(StructReader.class);

    @TempDir
    Path module;

    private final List<String> includes = new ArrayList<>();
    private final List<Path> importDirectories = new ArrayList<>();
    private final List<Path> dependencies = new ArrayList<>(List.of(RUNTIME));
    private final List<String> importedSchemas = new ArrayList<>();
    private final List<SourceGenerator> generators = new ArrayList<>(List.of(new MessageGenerator()));
    private NamingOptions naming = new NamingOptions(List.of(), Map.of(), "shapes", "last.resort");

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private CodeGenerationResult run() throws IOException {
        CodeGenerationRequest request = new CodeGenerationRequest(
                module.resolve("capnp"),
                includes,
                List.of(),
                importedSchemas,
                importDirectories,
                dependencies,
                GenerationOptions.DEFAULT.withNaming(naming),
                module.resolve("sources"),
                module.resolve("resources"),
                true,
                module.resolve("state"));
        return new CodeGeneration(request, generators, line -> {}).run();
    }

    private void schema(String path, String text) throws IOException {
        Path file = module.resolve("capnp").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<Path> outputs() throws IOException {
        List<Path> outputs = new ArrayList<>();
        for (String folder : List.of("sources", "resources")) {
            try (Stream<Path> files = Files.walk(module.resolve(folder))) {
                files.filter(Files::isRegularFile).forEach(outputs::add);
            }
        }
        return outputs;
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        for (Path output : outputs()) {
            times.put(output, Files.getLastModifiedTime(output));
        }
        return times;
    }

    /** Gives all outputs a time that no write of this test can have, so that a write shows. */
    private void age() throws IOException {
        for (Path output : outputs()) {
            Files.setLastModifiedTime(output, FileTime.fromMillis(1_000_000_000_000L));
        }
    }

    private List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> module.toAbsolutePath().relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    private void twoSchemas() throws IOException {
        schema("point.capnp", POINT);
        schema("line.capnp", LINE);
        assertThat(run().diagnostics()).isEmpty();
        age();
    }

    @Test
    void nothingIsTouchedWhenNothingChanged() throws IOException {
        twoSchemas();
        Map<Path, FileTime> before = times();
        CodeGenerationResult again = run();
        assertThat(again.upToDate()).isTrue();
        assertThat(again.schemas()).containsExactly("line.capnp", "point.capnp");
        assertThat(again.written()).isEmpty();
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void aTouchedSchemaOfTheSameContentIsNoChange() throws IOException {
        twoSchemas();
        Files.setLastModifiedTime(module.resolve("capnp/point.capnp"), FileTime.fromMillis(2_000_000_000_000L));
        assertThat(run().upToDate()).isTrue();
    }

    @Test
    void onlyTheOutputThatDiffersIsWritten() throws IOException {
        twoSchemas();
        schema("point.capnp", POINT.replace("}", "y @1 :Int32; }"));
        assertThat(names(run().written()))
                .containsExactly("resources/META-INF/capnp/point.capnp", "sources/shapes/PointCapnp.java");
    }

    @Test
    void aRemovedSchemaTakesItsOutputAlong() throws IOException {
        twoSchemas();
        Files.delete(module.resolve("capnp/line.capnp"));
        CodeGenerationResult result = run();
        assertThat(names(result.deleted()))
                .containsExactly("resources/META-INF/capnp/line.capnp", "sources/shapes/LineCapnp.java");
        Files.delete(module.resolve("capnp/point.capnp"));
        assertThat(names(run().deleted())).contains("sources/shapes/PointCapnp.java");
        assertThat(module.resolve("sources")).doesNotExist();
    }

    @Test
    void outputThatWasChangedOrDeletedIsMadeAgain() throws IOException {
        twoSchemas();
        Files.writeString(module.resolve("sources/shapes/PointCapnp.java"), "edited");
        Files.delete(module.resolve("sources/shapes/LineCapnp.java"));
        assertThat(names(run().written()))
                .containsExactly("sources/shapes/LineCapnp.java", "sources/shapes/PointCapnp.java");
        assertThat(run().upToDate()).isTrue();
    }

    @Test
    void aChangedOptionCounts() throws IOException {
        twoSchemas();
        naming = new NamingOptions(
                List.of(new NamingOptions.SchemaName("line.capnp", "other", "Outer")), Map.of(), "shapes", "x");
        CodeGenerationResult result = run();
        assertThat(names(result.written()))
                .containsExactly("resources/META-INF/multiprocess/schemas.index", "sources/other/Outer.java");
        assertThat(names(result.deleted())).containsExactly("sources/shapes/LineCapnp.java");
    }

    @Test
    void filesThatAGeneratorReadCount() throws IOException {
        Path java = module.resolve("Shape.java");
        generators.add(context -> context.dependsOn(java));
        twoSchemas();
        assertThat(run().upToDate()).isTrue();
        Files.writeString(java, "interface Shape {}");
        assertThat(run().upToDate()).isFalse();
        assertThat(run().upToDate()).isTrue();
    }

    @Test
    void anErrorLeavesEverythingAsItWas() throws IOException {
        twoSchemas();
        schema("line.capnp", "@0xb1a2c3d4e5f60702;\nstruct Line { from @0 :Nowhere; to @1 :Text = 5; }\n");
        schema("point.capnp", "@0xb1a2c3d4e5f60701;\nstruct Point { x @1 :Int32; }\n");
        CodeGenerationResult result = run();
        assertThat(result.hasErrors()).isTrue();
        assertThat(result.diagnostics().toString())
                .contains("line.capnp:2:24-31", "line.capnp:2:47-48", "point.capnp:2:");
        assertThat(result.written()).isEmpty();
        assertThat(module.resolve("sources/shapes/LineCapnp.java")).exists();
        schema("line.capnp", LINE);
        schema("point.capnp", POINT);
        CodeGenerationResult repaired = run();
        assertThat(repaired.upToDate()).isFalse();
        assertThat(repaired.written()).isEmpty();
    }

    @Test
    void importsFromFoldersCountAndSoDoesWhatWouldHideThem(@TempDir Path first, @TempDir Path second)
            throws IOException {
        importDirectories.addAll(List.of(first, second));
        Files.writeString(second.resolve("point.capnp"), POINT);
        schema("line.capnp", LINE.replace("\"point", "\"/point"));
        assertThat(run().diagnostics()).isEmpty();
        assertThat(run().upToDate()).isTrue();
        Files.writeString(second.resolve("point.capnp"), POINT + "# changed\n");
        assertThat(run().upToDate()).isFalse();
        assertThat(run().upToDate()).isTrue();
        Files.writeString(first.resolve("point.capnp"), POINT);
        assertThat(run().upToDate()).isFalse();
        assertThat(run().upToDate()).isTrue();
    }

    @Test
    void aDependencysSchemasAreImportedUnderTheNamesItsClassesHave(@TempDir Path other) throws IOException {
        schema("geometry/point.capnp", POINT);
        naming = new NamingOptions(
                List.of(new NamingOptions.SchemaName("point.capnp", "lib.geometry", "Geo")), Map.of(), null, "x");
        assertThat(run().diagnostics()).isEmpty();
        Path jar = other.resolve("lib.jar");
        jar(jar, module.resolve("resources"));
        Path folder = module.resolve("resources");

        for (Path dependency : List.of(jar, folder)) {
            Path user = Files.createTempDirectory(other, "user");
            Files.createDirectories(user.resolve("capnp"));
            Files.writeString(
                    user.resolve("capnp/line.capnp"), LINE.replace("\"point.capnp\"", "\"/geometry/point.capnp\""));
            CodeGenerationRequest request = new CodeGenerationRequest(
                    user.resolve("capnp"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(RUNTIME, dependency),
                    GenerationOptions.DEFAULT,
                    user.resolve("sources"),
                    user.resolve("resources"),
                    true,
                    user.resolve("state"));
            CodeGenerationResult result = new CodeGeneration(request, generators, line -> {}).run();
            assertThat(result.diagnostics()).isEmpty();
            assertThat(user.resolve("sources/schema/LineCapnp.java"))
                    .content()
                    .contains("import lib.geometry.Geo;", "Geo.Point.Builder");
            assertThat(user.resolve("sources/lib")).doesNotExist();
            assertThat(new CodeGeneration(request, generators, line -> {}).run().upToDate())
                    .isTrue();
        }
    }

    @Test
    void importedSchemasAreGeneratedButNotPackaged() throws IOException {
        importedSchemas.add("/capnp/stream.capnp");
        assertThat(run().diagnostics()).isEmpty();
        try (Stream<Path> files = Files.walk(module)) {
            assertThat(names(files.filter(Files::isRegularFile)
                            .map(Path::toAbsolutePath)
                            .toList()))
                    .containsExactlyInAnyOrder("sources/shapes/Stream.java", "state");
        }
    }

    @Test
    void classesOfImportedSchemasAreGeneratedWhereTheyAreUsedAndNobodyHasThem(@TempDir Path folder) throws IOException {
        importDirectories.add(folder);
        Files.writeString(
                folder.resolve("far.capnp"),
                "@0xb1a2c3d4e5f60711;\nstruct Far { x @0 :Int32; }\nannotation a(file) :Far;\n");
        Files.writeString(
                folder.resolve("near.capnp"),
                "@0xb1a2c3d4e5f60712;\nusing F = import \"far.capnp\"; struct Near { f @0 :List(F.Far); }\n");
        Files.writeString(folder.resolve("unused.capnp"), "@0xb1a2c3d4e5f60713;\nstruct Unused { x @0 :Int32; }\n");
        schema("user.capnp", """
                @0xb1a2c3d4e5f60714;
                using Near = import "/near.capnp".Near;
                using Unused = import "/unused.capnp";
                using Schema = import "/capnp/schema.capnp";
                struct User(T) { bound @0 :User(Near); node @1 :Schema.Node; }
                """);
        assertThat(run().diagnostics()).isEmpty();
        assertThat(files("sources"))
                .containsExactly(
                        "shapes/FarCapnp.java", "shapes/NearCapnp.java", "shapes/Schema.java", "shapes/UserCapnp.java");
        assertThat(run().upToDate()).isTrue();

        Path classes = Files.createDirectories(folder.resolve("classes/shapes"));
        dependencies.add(classes.getParent());
        assertThat(run().written()).isEmpty();
        Files.writeString(classes.resolve("NearCapnp.class"), "somebody's");
        assertThat(run().upToDate()).isFalse();
        assertThat(files("sources")).containsExactly("shapes/Schema.java", "shapes/UserCapnp.java");
        Files.writeString(classes.resolve("NearCapnp.class"), "somebody's, compiled again");
        assertThat(run().upToDate()).isTrue();
    }

    private List<String> files(String folder) throws IOException {
        Path root = module.resolve(folder);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void twoSchemasWithOneOuterClassAreAnError() throws IOException {
        String named = POINT + "$import \"/capnp/java.capnp\".outerClassname(\"Points\");\n";
        schema("a/point.capnp", named);
        schema("b/point.capnp", named.replace("0701", "0703"));
        CodeGenerationResult result = run();
        assertThat(result.hasErrors()).isTrue();
        assertThat(result.diagnostics().get(0).message()).contains("shapes/Points.java", "$Java.outerClassname");
    }

    private List<String> messages() throws IOException {
        return run().diagnostics().stream()
                .map(diagnostic -> diagnostic.location().equals(Location.NONE)
                        ? diagnostic.severity() + " " + diagnostic.message()
                        : diagnostic.toString())
                .toList();
    }

    @Test
    void aLibraryThatIsMissingIsToldAtWhatNeedsIt(@TempDir Path folder) throws IOException {
        String needsCore = " needs io.multiprocess:mp-core, which is not on the module's class path; add it to the"
                + " dependencies of the module";
        schema("point.capnp", POINT + "interface Later {}\n");
        assertThat(messages()).containsExactly("point.capnp:3:1-19: error: interface Later" + needsCore);
        schema("point.capnp", POINT + "struct Holder { c @0 :List(Capability); }\n");
        assertThat(messages()).containsExactly("point.capnp:3:1-42: error: struct Holder" + needsCore);
        assertThat(module.resolve("sources")).doesNotExist();

        Path classes = Files.createDirectories(folder.resolve("classes/io/multiprocess/capability"));
        dependencies.add(folder.resolve("classes"));
        Files.writeString(classes.resolve("TypedClient.class"), "core");
        assertThat(messages()).isEmpty();

        dependencies.remove(RUNTIME);
        assertThat(messages()).singleElement().asString().contains("struct Point needs org.capnproto:runtime");
        dependencies.add(folder.resolve("not-compiled-yet"));
        assertThat(messages()).isEmpty();
    }

    @Test
    void settingsWithoutEffectAreToldOf(@TempDir Path folder) throws IOException {
        importDirectories.addAll(List.of(folder, folder.resolve("none")));
        includes.addAll(List.of("*.capnp", "mispelt/*.capnp"));
        naming = new NamingOptions(
                List.of(
                        new NamingOptions.SchemaName("pont.capnp", "a", null),
                        new NamingOptions.SchemaName("point.capnp", null, null)),
                Map.of(),
                "shapes",
                "x");
        schema("point.capnp", POINT);
        assertThat(messages())
                .containsExactly(
                        "WARNING importDirectories: there is no folder " + folder.resolve("none"),
                        "WARNING includes: no schema in " + module.resolve("capnp") + " matches 'mispelt/*.capnp'",
                        "WARNING schemaNames: no schema has the path pont.capnp",
                        "WARNING schemaNames: neither a javaPackage nor an outerClassname for the path point.capnp");
    }

    @Test
    void namesThatJavaDoesNotAllowAreErrors() throws IOException {
        schema("point.capnp", POINT);
        naming = new NamingOptions(List.of(), Map.of(), "my-shapes", "x");
        assertThat(messages()).singleElement().asString().contains("'my-shapes' cannot be a Java package");
        schema(
                "point.capnp",
                POINT
                        + "using J = import \"/capnp/java.capnp\"; $J.package(\"a.class\"); $J.outerClassname(\"a.B\");\n");
        assertThat(messages())
                .hasSize(2)
                .anyMatch(text -> text.contains("'a.class' cannot be a Java package"))
                .anyMatch(text -> text.contains("'a.B' cannot be a Java class"));
    }

    @Test
    void patternsAreThoseOfAnt() throws IOException {
        for (String path : List.of("a.capnp", "x/b.capnp", "x/y/c.capnp", "d.txt")) {
            schema(path, "");
        }
        Path folder = module.resolve("capnp");
        assertThat(new SchemaScan(List.of(), List.of()).in(folder))
                .containsExactly("a.capnp", "x/b.capnp", "x/y/c.capnp");
        assertThat(new SchemaScan(List.of("x/**"), List.of("**/c.*")).in(folder))
                .containsExactly("x/b.capnp");
        assertThat(new SchemaScan(List.of("*.capnp", "x/y/"), List.of()).in(folder))
                .containsExactly("a.capnp", "x/y/c.capnp");
        assertThat(new SchemaScan(List.of(), List.of()).in(module.resolve("none")))
                .isEmpty();
    }

    private static void jar(Path jar, Path content) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(content)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(
                        new JarEntry(content.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }
}

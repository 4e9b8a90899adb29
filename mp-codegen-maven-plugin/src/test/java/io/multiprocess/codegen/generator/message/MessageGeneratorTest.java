package io.multiprocess.codegen.generator.message;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generated classes are compiled with every warning an error and nothing but the runtime on the class path, and then
 * used: against themselves and against the {@code capnp} tool.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the folder
class MessageGeneratorTest {
    private static final String DRIVER = "example.everything.EverythingDriver";

    @TempDir
    static Path shared;

    private static GeneratedModule everything;

    @BeforeAll
    static void compileEverything() throws IOException {
        everything = GeneratedModule.generate(shared, Map.of("everything.capnp", resource("everything.capnp")))
                .with("example/everything/EverythingDriver.java", resource("EverythingDriver.java"))
                .compile();
    }

    @AfterAll
    static void close() throws IOException {
        everything.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults",
                "constants",
                "unknownEnumValuesAndUnionMembers",
                "generics",
                "anyPointers",
                "clearedGroups"
            })
    void usedAsUsersWould(String scenario) throws Exception {
        everything.call(DRIVER, scenario);
    }

    @Test
    void messagesOfTheToolAreReadAndRebuilt() throws Exception {
        Path schema = toolSchema();
        byte[] fromTool = run(List.of("capnp", "eval", "-I" + shared, "-b", schema.toString(), "sample"), new byte[0]);
        byte[] rebuilt = (byte[]) everything.call(DRIVER, "readAndRebuild", (Object) fromTool);
        assertThat(decode(schema, rebuilt)).isEqualTo(decode(schema, fromTool));
    }

    @Test
    void messagesOfJavaAreReadByTheTool() throws Exception {
        Path schema = toolSchema();
        byte[] fromJava = (byte[]) everything.call(DRIVER, "writeSample");
        byte[] fromTool = run(List.of("capnp", "eval", "-I" + shared, "-b", schema.toString(), "sample"), new byte[0]);
        assertThat(decode(schema, fromJava)).isEqualTo(decode(schema, fromTool)).contains("(first = \"b\"");
    }

    @Test
    void namesThatJavaOrTheGeneratedCodeWantsGetOutOfTheWay(@TempDir Path folder) throws Exception {
        Map<String, String> schemas =
                Map.of("clashes.capnp", resource("clashes.capnp"), "runtime.capnp", resource("runtime.capnp"));
        try (GeneratedModule module = GeneratedModule.generate(folder, schemas)) {
            assertThat(module.sources())
                    .containsOnlyKeys("example/clashes/ClashesCapnp.java", "example/clashes/StructFactory.java");
            module.compile();
        }
    }

    @Test
    void constantsLargerThanAClassFileLiteral(@TempDir Path folder) throws Exception {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            hex.append(String.format("%02x", i * 31 & 0xff));
        }
        String schema = "@0xa9e4f5d0c3b21703;\nconst large :Data = 0x\"" + hex + "\";\n"
                + "struct S { field @0 :Data = .large; }\n";
        String driver = """
                package big;
                final class Driver {
                    private Driver() {}
                    static void run() {
                        byte[] bytes = Big.LARGE.toArray();
                        for (int i = 0; i < 200_000; i++) {
                            if (bytes[i] != (byte) (i * 31)) throw new AssertionError(i);
                        }
                        Big.S.Builder s = new org.capnproto.MessageBuilder().initRoot(Big.S.factory);
                        if (s.asReader().getField().size() != 200_000) throw new AssertionError();
                    }
                }
                """;
        try (GeneratedModule module = GeneratedModule.generate(folder, Map.of("big/big.capnp", schema))
                .with("big/Driver.java", driver)) {
            module.compile().call("big.Driver", "run");
        }
    }

    @Test
    void filesOfOneFolderKeepTheirTypesApart(@TempDir Path folder) throws Exception {
        String common = """
                @0xa9e4f5d0c3b21704;
                using Cxx = import "/capnp/c++.capnp"; $Cxx.namespace("my::ipc");
                struct Common { x @0 :Int32; enum E { a @0; } }
                """;
        String chain = """
                @0xa9e4f5d0c3b21705;
                using Cxx = import "/capnp/c++.capnp"; $Cxx.namespace("my::ipc");
                using C = import "common.capnp";
                struct Chain { c @0 :C.Common; e @1 :List(C.Common.E); l @2 :List(C.Common); }
                """;
        Map<String, String> schemas = Map.of("ipc/common.capnp", common, "ipc/block-chain.capnp", chain);
        try (GeneratedModule module = GeneratedModule.generate(folder, schemas)) {
            assertThat(module.sources()).containsOnlyKeys("my/ipc/BlockChain.java", "my/ipc/CommonCapnp.java");
            module.compile();
        }
    }

    @Test
    void filesThatWouldComeToOneClassAreToldApartByTheirFolders(@TempDir Path folder) throws Exception {
        String head = "using Cxx = import \"/capnp/c++.capnp\"; $Cxx.namespace(\"my::ipc\");\n";
        Map<String, String> schemas = Map.of(
                "one/common/types.capnp", "@0xa9e4f5d0c3b21711;" + head + "struct A { x @0 :Int32; }",
                "two/common/types.capnp",
                        "@0xa9e4f5d0c3b21712;" + head + "using One = import \"/one/common/types.capnp\";\n"
                                + "struct B { a @0 :One.A; }",
                "types.capnp", "@0xa9e4f5d0c3b21713;" + head + "struct C { x @0 :Int32; }",
                "other.capnp", "@0xa9e4f5d0c3b21714;" + head + "struct D { x @0 :Int32; }");
        try (GeneratedModule module = GeneratedModule.generate(folder, schemas)) {
            assertThat(module.sources())
                    .containsOnlyKeys(
                            "my/ipc/OneCommonTypes.java",
                            "my/ipc/TwoCommonTypes.java",
                            "my/ipc/Types.java",
                            "my/ipc/Other.java");
            module.compile();
        }
    }

    @Test
    void outerClassesLeaveTheNamesOfWrappedTypesAlone(@TempDir Path folder) {
        String head = "using Proxy = import \"/mp/proxy.capnp\"; using Java = import \"/capnp/java.capnp\";\n"
                + "$Java.package(\"my.ipc\");\n";
        Map<String, String> schemas = Map.of(
                "echo.capnp",
                        "@0xa9e4f5d0c3b21715;" + head + "struct Outer { interface I $Proxy.wrap(\"my.ipc.Echo\") {} }",
                "list-of.capnp",
                        "@0xa9e4f5d0c3b21716;" + head + "interface J $Proxy.wrap(\"my.ipc.Printer\") {}\n"
                                + "struct K $Proxy.wrap(\"my.ipc.ListOf<my.ipc.Echo>\") { x @0 :Int32; }",
                "printer.capnp", "@0xa9e4f5d0c3b21717;" + head + "struct L { x @0 :Int32; }",
                "other.capnp", "@0xa9e4f5d0c3b21718;" + head + "struct M $Proxy.wrap(\"elsewhere::Other2\") {}");
        assertThat(GeneratedModule.generate(folder, schemas).sources())
                .containsOnlyKeys(
                        "my/ipc/EchoCapnp.java",
                        "my/ipc/ListOfCapnp.java",
                        "my/ipc/PrinterCapnp.java",
                        "my/ipc/Other.java");
    }

    @Test
    void sameBytesEveryTimeAndAsReviewed(@TempDir Path folder) throws Exception {
        Map<String, String> schemas = Map.of("person.capnp", resource("person.capnp"));
        String first = GeneratedModule.generate(folder, schemas).sources().get("example/person/PersonCapnp.java");
        String second = GeneratedModule.generate(folder, schemas).sources().get("example/person/PersonCapnp.java");
        assertThat(second).isEqualTo(first);
        Path golden = Path.of("src/test/resources/generator/PersonCapnp.java.golden");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, first);
        }
        assertThat(first).isEqualTo(Files.readString(golden));
        GeneratedModule.generate(folder, schemas).compile().close();
    }

    private static Path toolSchema() throws Exception {
        boolean present;
        try {
            run(List.of("capnp", "--version"), new byte[0]);
            present = true;
        } catch (IOException e) {
            present = false;
        }
        if (!Boolean.getBoolean("interop.required")) {
            Assumptions.assumeTrue(present, "the capnp tool is not installed");
        }
        assertThat(present).as("the capnp tool is required").isTrue();
        Path annotations = Files.createDirectories(shared.resolve("capnp")).resolve("java.capnp");
        if (!Files.exists(annotations)) {
            try (InputStream stream = MessageGeneratorTest.class.getResourceAsStream("/capnp/java.capnp")) {
                Files.write(annotations, stream.readAllBytes());
            }
        }
        return Files.writeString(shared.resolve("everything.capnp"), resource("everything.capnp"));
    }

    private static String decode(Path schema, byte[] message) throws Exception {
        byte[] text = run(List.of("capnp", "decode", "--short", "-I" + shared, schema.toString(), "All"), message);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] run(List<String> command, byte[] input) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command.toString()).isZero();
        return output;
    }

    private static String resource(String name) {
        try (InputStream stream = MessageGeneratorTest.class.getResourceAsStream("/generator/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

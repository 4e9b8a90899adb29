package io.multiprocess.codegen.oracle;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Every schema of the corpus, and every one that Debian installs, gives the request that the tool gives. */
class CorpusOracleTest {
    private static final Path CORPUS = Path.of("src/test/resources/corpus");
    private static final Path INSTALLED = Path.of("/usr/include");

    /** Members that the reference has and Debian's 0.9.2 has not. */
    private static final Map<String, String> NEWER = Map.ofEntries(
            Map.entry("capnp/rpc.capnp:Message.thirdPartyAnswer", "@14 STRUCT at 0 tag 14"),
            Map.entry("capnp/rpc.capnp:Call.noPromisePipelining", "@9 BOOL at 129"),
            Map.entry("capnp/rpc.capnp:Call.onlyPromisePipeline", "@10 BOOL at 130"),
            Map.entry("capnp/rpc.capnp:Return.noFinishNeeded", "@8 BOOL at 33"),
            Map.entry("capnp/rpc.capnp:Finish.requireEarlyCancellationWorkaround", "@2 BOOL at 33 = true"),
            Map.entry("capnp/rpc.capnp:Exception.details", "@5 LIST at 2"),
            Map.entry("capnp/compat/json.capnp:Value.raw", "@7 TEXT at 0 tag 7"),
            Map.entry("capnp/schema.capnp:Node.startByte", "@34 UINT32 at 10"),
            Map.entry("capnp/schema.capnp:Node.endByte", "@35 UINT32 at 11"),
            Map.entry("capnp/schema.capnp:Node.SourceInfo.startByte", "@3 UINT32 at 2"),
            Map.entry("capnp/schema.capnp:Node.SourceInfo.endByte", "@4 UINT32 at 3"),
            Map.entry("capnp/schema.capnp:Node.SourceInfo.Member.startByte", "@1 UINT32 at 0"),
            Map.entry("capnp/schema.capnp:Node.SourceInfo.Member.endByte", "@2 UINT32 at 1"),
            Map.entry("capnp/schema.capnp:CodeGeneratorRequest.RequestedFile.fileSourceInfo", "@3 STRUCT at 2"));

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

    /** Comments are our own, everything else is the reference's; ours are newer, so they have members more. */
    @ParameterizedTest
    @MethodSource("installed")
    void bundledSchemasHaveAllThatTheInstalledOnesHave(String file) {
        CapnpTool.require();
        assumeTrue(Files.isRegularFile(INSTALLED.resolve(file)), "libcapnp-dev is not installed");
        SchemaModel installed = compile(INSTALLED, List.of(file));
        SchemaModel ours = bundled(file);
        for (Node node : installed.nodes()) {
            Node other = ours.node(node.id());
            Node.Struct struct = node.asStruct();
            if (struct == null) {
                assertThat(withoutSource(other)).isEqualTo(withoutSource(node));
                continue;
            }
            Node.Struct same = Objects.requireNonNull(other.asStruct());
            assertThat(other.displayName()).isEqualTo(node.displayName());
            assertThat(same.isGroup()).isEqualTo(struct.isGroup());
            assertThat(same.discriminantOffset()).isEqualTo(struct.discriminantOffset());
            for (Field field : struct.fields()) {
                assertThat(withoutSource(Objects.requireNonNull(same.field(field.name()))))
                        .isEqualTo(withoutSource(field));
            }
            Set<String> newer = new TreeSet<>();
            same.fields().forEach(field -> newer.add(node.displayName() + "." + field.name()));
            struct.fields().forEach(field -> newer.remove(node.displayName() + "." + field.name()));
            assertThat(NEWER.keySet()).containsAll(newer);
            if (newer.isEmpty() && !struct.isGroup()) {
                assertThat(same.pointerCount()).isEqualTo(struct.pointerCount());
                assertThat(same.dataWordCount()).isEqualTo(struct.dataWordCount());
            }
        }
    }

    /** What the reference has had since: where each member is, and the ids of the declarations. */
    @Test
    void bundledSchemasHaveTheNewerMembersAsTheReferenceHasThem() {
        NEWER.forEach((member, place) -> {
            String file = member.substring(0, member.indexOf(':'));
            Node struct = bundled(file)
                    .find(member.substring(0, member.lastIndexOf('.')))
                    .orElseThrow();
            Field field = Objects.requireNonNull(
                    Objects.requireNonNull(struct.asStruct()).field(member.substring(member.lastIndexOf('.') + 1)));
            Field.Slot slot = Objects.requireNonNull(field.asSlot());
            String tag = field.isInUnion() ? " tag " + field.discriminantValue() : "";
            String value = slot.defaultValue() instanceof Value.Bool bool && bool.value() ? " = true" : "";
            assertThat("@" + field.ordinal().orElseThrow() + " " + slot.type().kind() + " at " + slot.offset() + tag
                            + value)
                    .as(member)
                    .isEqualTo(place);
        });
        Map.of(
                        "capnp/c++.capnp:allowCancellation", "0xac7096ff8cfc9dce",
                        "capnp/rpc.capnp:ThirdPartyAnswer", "0xb6511ce6c5f0e58c",
                        "capnp/rpc.capnp:Exception.Detail", "0xd6c14f121d44f8dd",
                        "capnp/rpc-twoparty.capnp:ThirdPartyCompletion", "0xb7e329e92fda637d",
                        "capnp/rpc-twoparty.capnp:ThirdPartyToAwait", "0x9539708bffa85a5d",
                        "capnp/rpc-twoparty.capnp:ThirdPartyToContact", "0xe8e97b3b9f049b21",
                        "capnp/schema.capnp:CodeGeneratorRequest.RequestedFile.FileSourceInfo", "0xf8ea2bf176925da0",
                        "capnp/schema.capnp:CodeGeneratorRequest.RequestedFile.FileSourceInfo.Identifier",
                                "0xdda719892e0499bb")
                .forEach((name, id) -> assertThat(bundled(name.substring(0, name.indexOf(':')))
                                .find(name)
                                .orElseThrow()
                                .hexId())
                        .as(name)
                        .isEqualTo(id));
    }

    private static SchemaModel bundled(String file) {
        CompileResult result = SchemaCompiler.compile(
                CompileRequest.builder().source(SourceRoot.bundled(), file).build());
        assertThat(result.diagnostics()).isEmpty();
        return result.model().orElseThrow();
    }

    /** Places and comments differ, and files may declare more. */
    private static String withoutSource(Node node) {
        String text = withoutSource((Object) node);
        return node.body() instanceof Node.File
                ? text.replaceAll("nestedNodes=\\[.*?\\], annotations", "annotations")
                : text;
    }

    private static String withoutSource(Object declaration) {
        return declaration
                .toString()
                .replaceAll("docComment=(null|.*?), location=", "location=")
                .replaceAll("(?s)docComment=.*?, location=", "location=")
                .replaceAll("location=[^,\\]]*", "");
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

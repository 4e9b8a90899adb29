package io.multiprocess.codegen.oracle;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.dynamic.DynamicStruct;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.SourceRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** Structs that nobody thought of: laid out as the tool does, and so that older and newer versions read each other. */
class RandomSchemaTest {
    private static final int FILES = Integer.getInteger("random.schemas", 200);
    private static final int EVOLUTIONS = Integer.getInteger("random.evolutions", 300);
    private static final String AMBIGUOUS = "issues/344";

    @Test
    void randomStructsAreLaidOutAsTheToolDoes(@TempDir Path folder) throws IOException {
        CapnpTool.require();
        int compared = 0;
        for (int seed = 0; seed < FILES; seed++) {
            String text = RandomSchemas.file(seed, 1);
            Files.writeString(folder.resolve("random.capnp"), text);
            CompileResult ours = compile(text);
            CapnpTool.Run theirs = CapnpTool.run(folder, new byte[0], List.of("compile", "-o-", "random.capnp"));
            assertThat(ours.hasErrors())
                    .as("seed %s: %s", seed, ours.diagnostics())
                    .isEqualTo(theirs.status() != 0);
            if (ours.hasErrors()) {
                // Some layouts are refused, since old versions of the tool got them wrong; by both, and for that
                // reason.
                assertThat(theirs.errors()).contains(AMBIGUOUS);
                assertThat(messages(ours)).allMatch(message -> message.contains(AMBIGUOUS));
                continue;
            }
            assertThat(RequestDump.of(CodeGeneratorRequest.encode(ours.model().orElseThrow())))
                    .as("seed %s", seed)
                    .isEqualTo(RequestDump.of(theirs.output()));
            compared++;
        }
        assertThat(compared).isGreaterThan(FILES / 3);
    }

    @Test
    void everyVersionReadsWhatEveryOtherWrote() {
        int compared = 0;
        for (int seed = 0; seed < EVOLUTIONS; seed++) {
            List<String> versions = RandomSchemas.versions(seed);
            for (int i = 1; i < versions.size(); i++) {
                CompileResult older = compile(versions.get(i - 1));
                CompileResult newer = compile(versions.get(i));
                if (older.hasErrors() || newer.hasErrors()) {
                    assertThat(messages(newer)).as("seed %s", seed).allMatch(message -> message.contains(AMBIGUOUS));
                    continue;
                }
                assertCompatible(older.model().orElseThrow(), newer.model().orElseThrow(), versions.get(i));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(EVOLUTIONS / 2);
    }

    private static List<String> messages(CompileResult result) {
        return result.diagnostics().stream().map(Object::toString).collect(Collectors.toList());
    }

    private static void assertCompatible(SchemaModel older, SchemaModel newer, String text) {
        Node oldStruct = older.find("s.capnp:S").orElseThrow();
        Node newStruct = newer.find("s.capnp:S").orElseThrow();
        DynamicStruct.Builder written = new DynamicStruct.Builder(older, oldStruct, Brand.EMPTY);
        fill(older, written, 1);
        assertReadable(older, newer, oldStruct, newStruct, written.build(), text);
        DynamicStruct.Builder writtenNew = new DynamicStruct.Builder(newer, newStruct, Brand.EMPTY);
        fill(newer, writtenNew, 2);
        // Back: the older version reads what it knows.
        StructObject message = writtenNew.build();
        DynamicStruct asOld = new DynamicStruct(older, oldStruct, Brand.EMPTY, message);
        DynamicStruct asNew = new DynamicStruct(newer, newStruct, Brand.EMPTY, message);
        assertSame(asOld, asNew, text);
    }

    private static void assertReadable(
            SchemaModel older, SchemaModel newer, Node oldStruct, Node newStruct, StructObject message, String text) {
        assertSame(
                new DynamicStruct(older, oldStruct, Brand.EMPTY, message),
                new DynamicStruct(newer, newStruct, Brand.EMPTY, message),
                text);
    }

    private static void fill(SchemaModel model, DynamicStruct.Builder struct, long seed) {
        for (Field field : struct.struct().fields()) {
            if (field.isInUnion() && field.discriminantValue() != seed % 2) {
                continue;
            }
            if (field.asGroup() != null) {
                fill(model, struct.group(field), seed + 3);
                continue;
            }
            Type.Kind kind = struct.type(field).kind();
            if (!kind.isPointer()) {
                struct.set(field.name(), seed * 0x9e3779b97f4a7c15L + field.codeOrder());
            }
        }
    }

    /** Every field that the older version has and that is set reads the same through both. */
    private static void assertSame(DynamicStruct older, DynamicStruct newer, String text) {
        Node.Struct newBody = Objects.requireNonNull(newer.node().asStruct());
        Node.Struct oldBody = Objects.requireNonNull(older.node().asStruct());
        for (Field field : oldBody.fields()) {
            Field same = Objects.requireNonNull(newBody.field(field.name()));
            assertThat(newer.isActive(same)).as("%s in%n%s", field.name(), text).isEqualTo(older.isActive(field));
            if (!older.isActive(field)) {
                continue;
            }
            if (field.asGroup() != null) {
                assertSame(older.group(field), newer.group(same), text);
            } else {
                Value expected = older.get(field);
                assertThat(newer.get(same)).as("%s in%n%s", field.name(), text).isEqualTo(expected);
            }
        }
    }

    private static CompileResult compile(String text) {
        SourceRoot root = path -> path.equals("s.capnp") || path.equals("random.capnp")
                ? Optional.of(text.getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
        return SchemaCompiler.compile(CompileRequest.builder()
                .source(root, text.contains("struct S0 ") ? "random.capnp" : "s.capnp")
                .build());
    }
}

package io.multiprocess.codegen.compiler;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.multiprocess.codegen.message.MessageReader;
import io.multiprocess.codegen.message.MessageWriter;
import io.multiprocess.codegen.message.PointerObject;
import io.multiprocess.codegen.request.CodeGeneratorRequest;
import io.multiprocess.codegen.source.SourceRoot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No bytes crash or hang the compiler. The normal build runs the seeds beside this class; {@code JAZZER_FUZZ=1 mvn test
 * -Dtest=SchemaFuzzTest#compile} looks for more.
 */
class SchemaFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void compile(byte[] schema) {
        SourceRoot root = path -> path.equals("s.capnp") ? Optional.of(schema) : Optional.empty();
        CompileResult result = SchemaCompiler.compile(
                CompileRequest.builder().source(root, "s.capnp").build());
        assertThat(result.hasErrors())
                .isEqualTo(
                        result.diagnostics().stream().anyMatch(d -> d.toString().contains("error: ")));
        result.diagnostics()
                .forEach(diagnostic -> assertThat(diagnostic.location().endByte())
                        .isGreaterThanOrEqualTo(diagnostic.location().startByte()));
        result.model()
                .ifPresent(
                        model -> assertThat(CodeGeneratorRequest.encode(model).totalWords())
                                .isPositive());
    }

    @FuzzTest(maxDuration = "60s")
    void embeddedMessage(byte[] message) throws IOException {
        PointerObject root;
        try {
            root = MessageReader.read(message);
        } catch (MessageReader.BadMessageException e) {
            return;
        }
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        MessageWriter.write(root, copy);
        try {
            assertThat(MessageReader.read(copy.toByteArray())).isEqualTo(root);
        } catch (MessageReader.BadMessageException e) {
            throw new AssertionError(e);
        }
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.message.PointerObject;
import io.multiprocess.codegen.model.Value;
import org.capnproto.GeneratedClassSupport;
import org.capnproto.SegmentReader;

import javax.lang.model.element.Modifier;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Constants and defaults of pointer types in one file: one message segment, in which each value has its pointer. It is
 * kept in string literals, none of them longer than a class file can hold.
 *
 * <p>Confined to the thread that generates.
 */
final class PointerValues {
    /** A class file holds 65,535 bytes per literal, at most two for each of ours. */
    private static final int LITERAL_BYTES = 32_000;

    private static final int LINE_BYTES = 64;

    private final ClassName holder;
    private final ByteArrayOutputStream segment = new ByteArrayOutputStream();
    private final Map<PointerObject, Integer> offsets = new HashMap<>();

    PointerValues(ClassName holder) {
        this.holder = holder;
    }

    boolean isEmpty() {
        return segment.size() == 0;
    }

    /**
     * A struct or list as arguments: the segment and the word index of the pointer.
     *
     * @param value not null
     * @return two arguments
     */
    CodeBlock reference(Value.Pointer value) {
        return CodeBlock.of("$T.SEGMENT, $L", holder, add(value));
    }

    /**
     * A Text or Data as arguments: the buffer, the word index of the first byte, the number of bytes.
     *
     * @param value not null
     * @return three arguments
     */
    CodeBlock blob(Value.Pointer value) {
        return CodeBlock.of("$T.SEGMENT.buffer, $L, $L", holder, add(value) + 1, value.bytes().length);
    }

    private int add(Value.Pointer value) {
        return offsets.computeIfAbsent(value.object(), object -> {
            int offset = segment.size() / 8;
            segment.writeBytes(value.segment());
            return offset;
        });
    }

    TypeSpec holder() {
        return TypeSpec.classBuilder(holder)
                .addJavadoc("Constants and defaults, encoded.")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addField(FieldSpec.builder(SegmentReader.class, "SEGMENT", Modifier.STATIC, Modifier.FINAL)
                        .initializer("$T.decodeRawBytes($L)", GeneratedClassSupport.class, text())
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .build();
    }

    private CodeBlock text() {
        byte[] bytes = segment.toByteArray();
        List<CodeBlock> literals = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += LITERAL_BYTES) {
            literals.add(literal(bytes, start, Math.min(bytes.length, start + LITERAL_BYTES)));
        }
        if (literals.size() == 1) {
            return literals.get(0);
        }
        // The compiler would fold a sum of literals into one that is too long; it does not know join().
        return CodeBlock.of("$T.join(\"\",\n$L)", String.class, CodeBlock.join(literals, ",\n"));
    }

    private static CodeBlock literal(byte[] bytes, int start, int end) {
        List<CodeBlock> lines = new ArrayList<>();
        for (int at = start; at < end; at += LINE_BYTES) {
            lines.add(CodeBlock.of("$L", line(bytes, at, Math.min(end, at + LINE_BYTES))));
        }
        return CodeBlock.join(lines, "\n+ ");
    }

    private static String line(byte[] bytes, int start, int end) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = start; i < end; i++) {
            int c = bytes[i] & 0xff;
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f) {
                text.append((char) c);
            } else {
                // An octal escape is as short as it may be, unless a digit follows.
                boolean digitFollows = i + 1 < end && bytes[i + 1] >= '0' && bytes[i + 1] <= '7';
                String octal = Integer.toOctalString(c);
                text.append('\\').append(digitFollows ? "000".substring(octal.length()) + octal : octal);
            }
        }
        return text.append('"').toString();
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;
import org.jspecify.annotations.Nullable;

/** Schema comments as Javadoc. <i>Stateless.</i> */
final class Javadocs {
    private Javadocs() {}

    /** A comment as a block, or else that text, which is Javadoc already. */
    static CodeBlock of(@Nullable String comment, String otherwise) {
        if (comment == null || comment.isBlank()) {
            return otherwise.isEmpty() ? CodeBlock.builder().build() : CodeBlock.of("$L\n", otherwise);
        }
        String text = escape(comment.strip()).replaceAll("\n[ \t]*\n\\s*", "\n\n<p>");
        return CodeBlock.of("$L\n", text);
    }

    /** A comment on one line, for a tag. */
    static String inline(String comment) {
        return escape(comment.strip()).replaceAll("\\s+", " ");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;");
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.CodeBlock;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Schema comments as Javadoc. Thread-safe: no state. */
final class Docs {
    private static final Pattern PARAGRAPH_END = Pattern.compile("\n[ \t]*\n\\s*");

    private Docs() {}

    /**
     * A comment.
     *
     * @param comment the schema's comment, or null
     * @param otherwise what to say without one, as Javadoc
     * @return Javadoc; empty to have none
     */
    static CodeBlock of(@Nullable String comment, String otherwise) {
        if (comment == null || comment.isBlank()) {
            return block(otherwise);
        }
        List<String> paragraphs = new ArrayList<>();
        for (String paragraph : PARAGRAPH_END.split(comment.strip(), -1)) {
            paragraphs.add(escape(paragraph.stripTrailing()));
        }
        return block(String.join("\n\n<p>", paragraphs));
    }

    private static CodeBlock block(String javadoc) {
        return javadoc.isEmpty() ? CodeBlock.builder().build() : CodeBlock.of("$L\n", javadoc);
    }

    /**
     * Text that means itself in Javadoc, and neither ends the comment nor is a tag or a Unicode escape.
     *
     * @param text any text
     * @return the text, escaped
     */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;")
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
    }
}

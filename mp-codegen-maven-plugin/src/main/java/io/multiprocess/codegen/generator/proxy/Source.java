package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;
import org.jspecify.annotations.Nullable;

/**
 * A place in a message that is being read. <i>Immutable.</i>
 *
 * @param value an expression for what is there, as the message class gives it
 * @param has an expression for whether there is something; null if there always is
 */
record Source(CodeBlock value, @Nullable CodeBlock has) {
    /**
     * A field of a struct.
     *
     * @param reader the expression of the struct's reader
     * @param getter the name of the getter
     * @param property what follows {@code has}
     * @param isPointer whether the field may be null
     * @param hasGetter the getter of the field {@code hasX}, if there is one
     */
    static Source field(
            CodeBlock reader, String getter, String property, boolean isPointer, @Nullable String hasGetter) {
        CodeBlock has = hasGetter != null
                ? CodeBlock.of("$L.$L()", reader, hasGetter)
                : isPointer ? CodeBlock.of("$L.has$L()", reader, property) : null;
        return new Source(CodeBlock.of("$L.$L()", reader, getter), has);
    }

    /** A value that is always there. */
    static Source of(CodeBlock value) {
        return new Source(value, null);
    }
}

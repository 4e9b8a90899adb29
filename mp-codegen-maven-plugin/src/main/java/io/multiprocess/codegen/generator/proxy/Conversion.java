package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;

/** How values of one schema type and one Java type become each other: writes the code that does it. <i>Immutable.</i> */
abstract class Conversion {
    /** An expression of the Java type for what is read from a message. */
    abstract CodeBlock read(Scope scope, Source source);

    /**
     * Writes the statements that put a Java value into a message.
     *
     * @param value a variable, or an expression that is cheap and free of effects
     */
    abstract void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value);

    /** A text that is the same for conversions between the same types in the same way. */
    abstract String key();

    /** Whether the code needs the invoke context, for capabilities or for the user's own conversions. */
    boolean needsContext() {
        return false;
    }

    /** Whether neither what is read nor the code of anybody else keeps a reader or a builder of the message. */
    boolean copies() {
        return false;
    }

    /** An expression and a {@code set}: numbers, bools, Text, Data and what is made of them. */
    static final class Simple extends Conversion {
        /** Which setter of the target takes the built value. */
        enum Setter {
            SET,
            TEXT,
            DATA,
            BUFFER
        }

        /** Code around a value. */
        interface Around {
            CodeBlock of(CodeBlock value);
        }

        private final String key;
        private final Setter setter;
        private final Around read;
        private final Around build;

        Simple(String key, Setter setter, Around read, Around build) {
            this.key = key;
            this.setter = setter;
            this.read = read;
            this.build = build;
        }

        @Override
        CodeBlock read(Scope scope, Source source) {
            return read.of(source.value());
        }

        @Override
        void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
            CodeBlock built = build.of(value);
            code.addStatement(
                    "$L",
                    switch (setter) {
                        case SET -> target.set(built);
                        case TEXT -> target.setText(built);
                        case DATA -> target.setData(built);
                        case BUFFER -> target.setBuffer(built);
                    });
        }

        @Override
        String key() {
            return key;
        }

        @Override
        boolean copies() {
            return true;
        }
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;
import org.jspecify.annotations.Nullable;

/** A place in a message that is being built. Every method gives an expression. */
abstract class Target {
    /** Sets a number, bool or enum. */
    abstract CodeBlock set(CodeBlock value);

    /** Sets a Text from a String. */
    abstract CodeBlock setText(CodeBlock value);

    /** Sets a Data from a {@code byte[]}. */
    abstract CodeBlock setData(CodeBlock value);

    /** Sets a pointer from a reader. */
    abstract CodeBlock setPointer(CodeBlock factory, CodeBlock reader);

    /** Sets a Data to the bytes in a buffer. */
    abstract CodeBlock setBuffer(CodeBlock value);

    /** Sets a capability. */
    abstract CodeBlock setCapability(Scope scope, CodeBlock capability);

    /** Starts a struct. */
    abstract CodeBlock init();

    /** Starts a list of that many elements. */
    abstract CodeBlock init(CodeBlock size);

    /** Says in the field {@code hasX} that there is a value; null if there is no such field. */
    @Nullable
    CodeBlock present() {
        return null;
    }

    /**
     * A field of a struct.
     *
     * @param builder the variable that holds the struct's builder
     * @param property what follows {@code set} and {@code init}
     * @param has the same of the Bool field that says whether there is a value; null if there is none
     * @param generic whether the field's type is a parameter of the struct
     * @param context the variable that holds the invoke context of the message; null where there is none
     */
    static Target field(
            String builder, String property, @Nullable String has, boolean generic, @Nullable String context) {
        return new Target() {
            @Override
            CodeBlock set(CodeBlock value) {
                return CodeBlock.of("$N.set$L($L)", builder, property, value);
            }

            @Override
            CodeBlock setText(CodeBlock value) {
                return generic
                        ? setPointer(
                                CodeBlock.of("$T.factory", RuntimeNames.TEXT),
                                CodeBlock.of("$T.reader($L)", RuntimeNames.TEXTS, value))
                        : set(value);
            }

            @Override
            CodeBlock setData(CodeBlock value) {
                return generic
                        ? setPointer(
                                CodeBlock.of("$T.factory", RuntimeNames.DATA),
                                CodeBlock.of("new $T.Reader($L)", RuntimeNames.DATA, value))
                        : set(context == null ? value : CodeBlock.of("$N.data($L)", context, value));
            }

            @Override
            CodeBlock setBuffer(CodeBlock value) {
                return generic
                        ? setPointer(
                                CodeBlock.of("$T.factory", RuntimeNames.DATA),
                                CodeBlock.of("$T.reader($L)", RuntimeNames.DATA_FIELDS, value))
                        : CodeBlock.of(
                                "$T.build($L, $L)",
                                RuntimeNames.DATA_FIELDS,
                                value,
                                init(CodeBlock.of("$L.remaining()", value)));
            }

            @Override
            CodeBlock setPointer(CodeBlock factory, CodeBlock reader) {
                return generic ? CodeBlock.of("$N.set$L($L, $L)", builder, property, factory, reader) : set(reader);
            }

            @Override
            CodeBlock setCapability(Scope scope, CodeBlock capability) {
                return CodeBlock.of(
                        generic ? "$N.init$L().set($N.capabilities(), $L)" : "$N.set$L($N.capabilities(), $L)",
                        builder,
                        property,
                        scope.context(),
                        capability);
            }

            @Override
            CodeBlock init() {
                return CodeBlock.of("$N.init$L()", builder, property);
            }

            @Override
            CodeBlock init(CodeBlock size) {
                return CodeBlock.of("$N.init$L($L)", builder, property, size);
            }

            @Override
            @Nullable
            CodeBlock present() {
                return has == null ? null : CodeBlock.of("$N.set$L(true)", builder, has);
            }
        };
    }

    /**
     * An element of a list.
     *
     * @param list the variable that holds the list's builder
     * @param index the variable that holds the index
     */
    static Target element(String list, CodeBlock index) {
        return new Target() {
            @Override
            CodeBlock set(CodeBlock value) {
                return CodeBlock.of("$N.set($L, $L)", list, index, value);
            }

            @Override
            CodeBlock setText(CodeBlock value) {
                return set(CodeBlock.of("$T.reader($L)", RuntimeNames.TEXTS, value));
            }

            @Override
            CodeBlock setData(CodeBlock value) {
                return set(CodeBlock.of("new $T.Reader($L)", RuntimeNames.DATA, value));
            }

            @Override
            CodeBlock setBuffer(CodeBlock value) {
                return set(CodeBlock.of("$T.reader($L)", RuntimeNames.DATA_FIELDS, value));
            }

            @Override
            CodeBlock setPointer(CodeBlock factory, CodeBlock reader) {
                return CodeBlock.of("$N.setWithCaveats($L, $L, $L)", list, factory, index, reader);
            }

            @Override
            CodeBlock setCapability(Scope scope, CodeBlock capability) {
                return CodeBlock.of("$N.set($N.capabilities(), $L, $L)", list, scope.context(), index, capability);
            }

            @Override
            CodeBlock init() {
                return CodeBlock.of("$N.get($L)", list, index);
            }

            @Override
            CodeBlock init(CodeBlock size) {
                return CodeBlock.of("$N.init($L, $L)", list, index, size);
            }
        };
    }
}

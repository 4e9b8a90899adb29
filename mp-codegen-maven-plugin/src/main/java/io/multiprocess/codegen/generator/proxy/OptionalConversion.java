package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A value that may be absent: {@link Optional} and its kin, or a reference that may be null. <i>Immutable.</i> */
final class OptionalConversion extends Conversion {
    /** How Java says that there is nothing. */
    enum Form {
        OPTIONAL(Optional.class, "get"),
        INT(OptionalInt.class, "getAsInt"),
        LONG(OptionalLong.class, "getAsLong"),
        DOUBLE(OptionalDouble.class, "getAsDouble"),
        NULL(Object.class, "");

        private final Class<?> type;
        private final String getter;

        Form(Class<?> type, String getter) {
            this.type = type;
            this.getter = getter;
        }
    }

    private final Form form;
    private final Conversion inner;

    OptionalConversion(Form form, Conversion inner) {
        this.form = form;
        this.inner = inner;
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        CodeBlock value = inner.read(scope, Source.of(source.value()));
        CodeBlock has = source.has() != null
                ? source.has()
                : CodeBlock.of("$L.size() != 0", source.value()); // an element of a list: nothing tells null from empty
        return form == Form.NULL
                ? CodeBlock.of("$L ? $L : null", has, value)
                : CodeBlock.of("$L ? $T.of($L) : $T.empty()", has, form.type, value, form.type);
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
        code.beginControlFlow(
                "if ($L)",
                form == Form.NULL ? CodeBlock.of("$L != null", value) : CodeBlock.of("$L.isPresent()", value));
        CodeBlock present = target.present();
        if (present != null) {
            code.addStatement("$L", present);
        }
        inner.build(scope, code, target, form == Form.NULL ? value : CodeBlock.of("$L.$L()", value, form.getter));
        code.endControlFlow();
    }

    @Override
    String key() {
        return form + "(" + inner.key() + ")";
    }

    @Override
    boolean needsContext() {
        return inner.needsContext();
    }

    @Override
    boolean copies() {
        return inner.copies();
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes the methods that copy a struct member by member. <i>Stateless.</i> */
final class StructCode {
    private StructCode() {}

    /** {@code static Foo read([InvokeContext context,] Reader input)}. */
    static MethodSpec reader(
            StructShape shape, String name, TypeName reader, boolean context, Scope scope, Modifier... modifiers) {
        MethodSpec.Builder method =
                start(name, context, modifiers).returns(shape.java().type());
        method.addParameter(reader, "input");
        TypeName type = shape.java().type();
        CodeBlock input = CodeBlock.of("input");
        if (shape.byConstructor()) {
            List<CodeBlock> values = new ArrayList<>();
            for (StructShape.Member member : shape.members()) {
                values.add(member.read(scope, input));
            }
            method.addStatement("return new $T($L)", type, CodeBlock.join(values, ",$W"));
        } else {
            method.addStatement("$T value = new $T()", type, type);
            method.addCode(setters(shape, scope));
            method.addStatement("return value");
        }
        return method.build();
    }

    /** {@code static void read([InvokeContext context,] Reader input, Foo value)}. */
    static MethodSpec updater(
            StructShape shape, String name, TypeName reader, boolean context, Scope scope, Modifier... modifiers) {
        return start(name, context, modifiers)
                .addParameter(reader, "input")
                .addParameter(shape.java().type(), "value")
                .addCode(setters(shape, scope))
                .build();
    }

    private static CodeBlock setters(StructShape shape, Scope scope) {
        CodeBlock.Builder code = CodeBlock.builder();
        for (StructShape.Member member : shape.members()) {
            code.addStatement(
                    "$L",
                    Objects.requireNonNull(member.setter()).of("value", member.read(scope, CodeBlock.of("input"))));
        }
        return code.build();
    }

    /** {@code static void build([InvokeContext context,] Foo value, Builder output)}. */
    static MethodSpec builder(
            StructShape shape, String name, TypeName builder, boolean context, Scope scope, Modifier... modifiers) {
        MethodSpec.Builder method = start(name, context, modifiers);
        method.addParameter(shape.java().type(), "value").addParameter(builder, "output");
        CodeBlock.Builder code = CodeBlock.builder();
        for (StructShape.Member member : shape.members()) {
            member.build(scope, code, "output", CodeBlock.of("value.$L", member.getter()));
        }
        return method.addCode(code.build()).build();
    }

    static MethodSpec.Builder start(String name, boolean context, Modifier... modifiers) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC).addModifiers(modifiers);
        if (context) {
            method.addParameter(RuntimeNames.INVOKE_CONTEXT, "context");
        }
        return method;
    }
}

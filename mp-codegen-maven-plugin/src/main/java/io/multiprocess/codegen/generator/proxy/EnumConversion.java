package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaMethod;

import javax.lang.model.element.Modifier;
import java.util.List;
import java.util.Optional;

/**
 * A Java enum that a schema passes as an integer: the number is what its {@code number()}, {@code value()} or {@code code()} gives, or
 * else its ordinal. <i>Immutable.</i>
 */
final class EnumConversion extends Conversion {
    private static final List<String> ACCESSORS =
            List.of("number", "value", "code", "getNumber", "getValue", "getCode");

    private final JavaClass java;
    private final Conversion number;
    private final Optional<JavaMethod> accessor;

    /**
     * Combines an enum with the conversion of its numbers.
     *
     * @param java the enum
     * @param number converts {@link #numberType} to the schema's type
     */
    EnumConversion(JavaClass java, Conversion number) {
        this.java = java;
        this.number = number;
        this.accessor = accessor(java);
    }

    private static Optional<JavaMethod> accessor(JavaClass java) {
        for (String name : ACCESSORS) {
            Optional<JavaMethod> method =
                    java.getter(name).filter(m -> m.isPublic() && m.returnType().isPrimitive());
            if (method.isPresent()) {
                return method;
            }
        }
        return Optional.empty();
    }

    /** The type of an enum's numbers. */
    static TypeName numberType(JavaClass java) {
        return accessor(java).map(method -> method.returnType().name()).orElse(TypeName.INT);
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        CodeBlock value = number.read(scope, source);
        ClassName name = java.name();
        if (accessor.isEmpty()) {
            return CodeBlock.of("$T.read($T.values(), $L)", RuntimeNames.ENUMS, name, value);
        }
        String method = scope.owner()
                .method(
                        "read " + name,
                        "read" + name.simpleName(),
                        unique -> MethodSpec.methodBuilder(unique)
                                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                                .returns(name)
                                .addParameter(accessor.get().returnType().name(), "number")
                                .beginControlFlow("for ($T value : $T.values())", name, name)
                                .beginControlFlow(
                                        "if (value.$N() == number)",
                                        accessor.get().name())
                                .addStatement("return value")
                                .endControlFlow()
                                .endControlFlow()
                                .addStatement("throw $T.unknown($S, number)", RuntimeNames.ENUMS, name.simpleName())
                                .build());
        return CodeBlock.of("$N($L)", method, value);
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
        String getter = accessor.map(JavaMethod::name).orElse("ordinal");
        number.build(scope, code, target, CodeBlock.of("$L.$N()", value, getter));
    }

    @Override
    String key() {
        return java.name() + " " + number.key();
    }

    @Override
    boolean copies() {
        return true;
    }
}

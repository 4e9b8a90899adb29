package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;

/** A struct with a generated class that copies it, or with one of the user's. <i>Immutable.</i> */
final class StructConversion extends Conversion {
    private final ClassName converter;
    private final boolean needsContext;
    private final boolean isUsers;

    /**
     * Uses a class.
     *
     * @param converter has {@code build} and {@code read}
     * @param needsContext whether they take an invoke context
     * @param isUsers whether it is the user's, with instance methods
     */
    StructConversion(ClassName converter, boolean needsContext, boolean isUsers) {
        this.converter = converter;
        this.needsContext = needsContext || isUsers;
        this.isUsers = isUsers;
    }

    private CodeBlock start(Scope scope, String method) {
        CodeBlock instance =
                isUsers ? CodeBlock.of("$N", scope.owner().instance(converter)) : CodeBlock.of("$T", converter);
        return needsContext
                ? CodeBlock.of("$L.$N($N, ", instance, method, scope.context())
                : CodeBlock.of("$L.$N(", instance, method);
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        return CodeBlock.of("$L$L)", start(scope, "read"), source.value());
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
        code.addStatement("$L$L, $L)", start(scope, "build"), value, target.init());
    }

    /** The statement that reads into an object that exists already. */
    CodeBlock readInto(Scope scope, CodeBlock source, CodeBlock value) {
        return CodeBlock.of("$L$L, $L)", start(scope, "read"), source, value);
    }

    ClassName converter() {
        return converter;
    }

    boolean isUsers() {
        return isUsers;
    }

    @Override
    String key() {
        return converter.toString();
    }

    @Override
    boolean needsContext() {
        return needsContext;
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;

import javax.lang.model.element.Modifier;

/** A struct and a class that is not bound to it, fitted by their members: generic pairs, tuples, groups. <i>Immutable.</i> */
final class ShapeConversion extends Conversion {
    private final Shape shape;
    private final TypeName reader;
    private final TypeName builder;

    ShapeConversion(Shape shape, TypeName reader, TypeName builder) {
        this.shape = shape;
        this.reader = reader;
        this.builder = builder;
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        String method = scope.owner().method("read " + key(), "read" + noun(), name -> {
            Scope inner = new Scope(scope.owner(), "context", "input", "value");
            return shape.reader(name, reader, needsContext(), inner, Modifier.PRIVATE);
        });
        return needsContext()
                ? CodeBlock.of("$N($N, $L)", method, scope.context(), source.value())
                : CodeBlock.of("$N($L)", method, source.value());
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
        String method = scope.owner().method("build " + key(), "build" + noun(), name -> {
            Scope inner = new Scope(scope.owner(), "context", "output", "value");
            return shape.builder(name, builder, needsContext(), inner, Modifier.PRIVATE);
        });
        if (needsContext()) {
            code.addStatement("$N($N, $L, $L)", method, scope.context(), value, target.init());
        } else {
            code.addStatement("$N($L, $L)", method, value, target.init());
        }
    }

    private String noun() {
        return shape.java().name().simpleName();
    }

    @Override
    String key() {
        return shape.key() + " " + reader;
    }

    @Override
    boolean needsContext() {
        return shape.needsContext();
    }
}

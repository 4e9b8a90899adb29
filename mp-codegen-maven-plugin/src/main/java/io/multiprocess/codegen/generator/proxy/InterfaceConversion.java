package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;

/** An object that stays where it is: a proxy is made for it on the other side. Null is a null pointer. <i>Immutable.</i> */
final class InterfaceConversion extends Conversion {
    private final ClassName client;
    private final boolean handedOver;

    InterfaceConversion(ClassName client, boolean handedOver) {
        this.client = client;
        this.handedOver = handedOver;
    }

    /** The class of the proxies. */
    ClassName client() {
        return client;
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        return CodeBlock.of(
                "$T.read($N, $T.TYPE, $L)", RuntimeNames.INTERFACES, scope.context(), client, source.value());
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
        CodeBlock capability = CodeBlock.of(
                "$T.build($N, $T.TYPE, $L, $L)", RuntimeNames.INTERFACES, scope.context(), client, value, handedOver);
        code.addStatement("$L", target.setCapability(scope, capability));
    }

    @Override
    String key() {
        return client + (handedOver ? " owned" : "");
    }

    @Override
    boolean needsContext() {
        return true;
    }

    @Override
    boolean copies() {
        return true;
    }
}

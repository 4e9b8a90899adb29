package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.model.Node;

/**
 * A node of the schema and the Java type that stands for it. <i>Immutable.</i>
 *
 * @param node an interface, struct or enum
 * @param java its Java type
 * @param code the class of the generated code without its ending: {@code …ProxyClient}, {@code …ProxyServer}, {@code …ProxyStruct}
 * @param hasCode whether there is, or will be, generated code for it
 */
record Binding(Node node, JavaClass java, ClassName code, boolean hasCode) {
    /** The class of proxies that send calls. */
    ClassName client() {
        return code.peerClass(code.simpleName() + "ProxyClient");
    }

    /** The class of proxies that receive calls. */
    ClassName server() {
        return code.peerClass(code.simpleName() + "ProxyServer");
    }

    /** The class that copies a struct to and from its message. */
    ClassName struct() {
        return code.peerClass(code.simpleName() + "ProxyStruct");
    }

    /** The class that turns an enum into the one of the messages and back. */
    ClassName enumeration() {
        return code.peerClass(code.simpleName() + "ProxyEnum");
    }
}

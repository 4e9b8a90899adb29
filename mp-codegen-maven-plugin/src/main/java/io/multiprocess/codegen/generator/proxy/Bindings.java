package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.javaapi.JavaApi;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.model.Node;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which Java type stands for which node, and which structs and enums generated code has turned out to use. <i>Confined to one
 * thread.</i>
 */
final class Bindings {
    private final JavaApi api;
    private final JavaTypes types;
    private final Map<Long, Optional<Binding>> byNode = new HashMap<>();
    private final Set<Long> used = new HashSet<>();
    private final Deque<Binding> unwritten = new ArrayDeque<>();

    /**
     * Starts without any.
     *
     * @param api reads the Java types, generated ones included
     * @param types knows which they are
     */
    Bindings(JavaApi api, JavaTypes types) {
        this.api = api;
        this.types = types;
    }

    JavaApi api() {
        return api;
    }

    /** The Java type of a struct, enum or interface, if it has one. */
    Optional<Binding> find(long nodeId) {
        Optional<Binding> known = byNode.get(nodeId);
        if (known == null) {
            known = types.choice(nodeId)
                    .flatMap(choice -> api.find(choice.expression())
                            .map(java -> new Binding(choice.node(), java, choice.code(), choice.hasCode())));
            byNode.put(nodeId, known);
        }
        return known;
    }

    /** The class of a declared exception. */
    Optional<JavaClass> exception(Node owner, ProxyField field) {
        return api.find(types.exception(owner, field));
    }

    /** Notes that code calls the conversion class of a struct or enum. */
    void use(Binding binding) {
        if (types.isWritten(binding.node()) && used.add(binding.node().id())) {
            unwritten.add(binding);
        }
    }

    /** The next struct or enum that is used and was not returned before; null if there is none. */
    @Nullable
    Binding nextUsed() {
        return unwritten.poll();
    }
}

package io.multiprocess.codegen.model;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * Bindings of generic parameters, for a use of a declaration inside generic scopes. Scopes that bind nothing are left
 * out: their parameters are unbound and mean AnyPointer.
 *
 * <p>Immutable.
 *
 * @param scopes innermost first
 */
public record Brand(List<Scope> scopes) {
    /** Binds nothing. */
    public static final Brand EMPTY = new Brand(List.of());

    /** Copies the list. */
    public Brand {
        scopes = List.copyOf(scopes);
    }

    /**
     * What is said about one scope's parameters.
     *
     * @param scopeId id of the generic node
     * @return its bindings, if any
     */
    public Optional<Scope> scope(long scopeId) {
        return scopes.stream().filter(scope -> scope.scopeId() == scopeId).findFirst();
    }

    /**
     * The parameters of one generic node.
     *
     * @param scopeId id of that node
     * @param inherit whether the parameters are those of the place of use, which is inside of the same node
     * @param bindings one per parameter, null for unbound ones; empty where inherited
     */
    public record Scope(long scopeId, boolean inherit, List<Binding> bindings) {
        /** Copies the list. */
        public Scope {
            bindings = List.copyOf(bindings);
        }
    }

    /**
     * What one parameter is.
     *
     * @param type a pointer type, or null if unbound
     */
    public record Binding(@Nullable Type type) {
        /** Says nothing. */
        public static final Binding UNBOUND = new Binding(null);
    }
}

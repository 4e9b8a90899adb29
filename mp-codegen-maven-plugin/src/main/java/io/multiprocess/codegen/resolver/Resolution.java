package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.Brand;
import org.jspecify.annotations.Nullable;

/** What a name stands for. Immutable. */
sealed interface Resolution permits Resolution.Declared, Resolution.Parameter {
    /**
     * A declaration.
     *
     * @param scope what was declared
     * @param scopeId id of the scope that the name was found in: that of the declaration, or of an alias for it
     * @param brand bindings that an alias brings along, or null
     */
    record Declared(Scope scope, long scopeId, @Nullable Brand brand) implements Resolution {}

    /**
     * A generic parameter.
     *
     * @param scopeId id of the node that declares it; 0 for those of a method
     * @param index place among its parameters
     */
    record Parameter(long scopeId, int index) implements Resolution {}
}

/**
 * Structs and lists read and written field by field, driven by the model: no generated class is needed to make a
 * constant, a default or a code generator request.
 *
 * <p>Depends on {@code model} and {@code message}. Readers are immutable, builders confined to one thread. Start reading
 * at {@link io.multiprocess.codegen.dynamic.DynamicStruct}.
 */
@NullMarked
package io.multiprocess.codegen.dynamic;

import org.jspecify.annotations.NullMarked;

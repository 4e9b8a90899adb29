/**
 * Finds out what declarations mean: loads imports, looks names up, binds generic parameters, assigns ids, lays structs
 * out, evaluates values, and puts the model together.
 *
 * <p>Depends on {@code source}, {@code parser}, {@code layout}, {@code dynamic}, {@code message} and {@code model}.
 * Confined to the thread that compiles. Start reading at {@link io.multiprocess.codegen.resolver.Resolver}.
 */
@NullMarked
package io.multiprocess.codegen.resolver;

import org.jspecify.annotations.NullMarked;

/**
 * What the reference compiler tells its plugins: the model as a {@code CodeGeneratorRequest} message.
 *
 * <p>Depends on {@code model}, {@code dynamic}, {@code message} and, for the bundled schema.capnp, on {@code compiler}.
 * Thread-safe. Start reading at {@link io.multiprocess.codegen.request.CodeGeneratorRequest}.
 */
@NullMarked
package io.multiprocess.codegen.request;

import org.jspecify.annotations.NullMarked;

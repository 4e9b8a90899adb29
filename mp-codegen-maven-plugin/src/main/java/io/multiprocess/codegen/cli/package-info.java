/**
 * The compiler as a command, with the options of {@code capnp compile}.
 *
 * <p>Depends on {@code compiler} and {@code request}. Start reading at {@link io.multiprocess.codegen.cli.Main}.
 */
@NullMarked
package io.multiprocess.codegen.cli;

import org.jspecify.annotations.NullMarked;

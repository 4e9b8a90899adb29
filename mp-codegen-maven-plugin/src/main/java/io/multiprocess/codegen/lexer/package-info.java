/**
 * Cuts a schema file into tokens, and the tokens into nested statements.
 *
 * <p>Depends on {@code source}. Values are immutable; a {@link io.multiprocess.codegen.lexer.Lexer} is used once, by one
 * thread. Start reading at {@link io.multiprocess.codegen.lexer.Lexer}.
 */
@NullMarked
package io.multiprocess.codegen.lexer;

import org.jspecify.annotations.NullMarked;

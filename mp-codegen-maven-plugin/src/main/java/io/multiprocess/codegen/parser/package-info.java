/**
 * What a schema file says: declarations and expressions as written, nothing looked up.
 *
 * <p>Depends on {@code source}, {@code lexer}, and on {@code model} for the words that both use. Values are immutable; a
 * {@link io.multiprocess.codegen.parser.Parser} is used once, by one thread. Start reading at
 * {@link io.multiprocess.codegen.parser.Declaration}.
 */
@NullMarked
package io.multiprocess.codegen.parser;

import org.jspecify.annotations.NullMarked;

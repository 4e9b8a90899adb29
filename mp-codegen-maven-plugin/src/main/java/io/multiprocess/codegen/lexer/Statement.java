package io.multiprocess.codegen.lexer;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Tokens up to a semicolon, or up to a block in braces.
 *
 * <p>Immutable.
 *
 * @param tokens the tokens before the end
 * @param block the statements inside the braces, or null for a statement that ends in a semicolon
 * @param docComment the comment behind the statement (for a block: behind its opening or else its closing brace), each
 *     line ending in a newline, or null
 * @param start offset of the first byte
 * @param end offset behind the last byte
 */
public record Statement(
        List<Token> tokens,
        @Nullable List<Statement> block,
        @Nullable String docComment,
        int start,
        int end) {}

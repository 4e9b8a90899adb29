package io.multiprocess.codegen.lexer;

import java.util.List;

/**
 * A token with its place in the file. Parentheses and brackets are one token with everything inside.
 *
 * <p>Immutable.
 */
@SuppressWarnings({"ArrayRecordComponent", "JavaLangClash"}) // bytes of literals are never compared
public sealed interface Token
        permits Token.Identifier,
                Token.Text,
                Token.Binary,
                Token.Int,
                Token.Float,
                Token.Operator,
                Token.Parenthesized,
                Token.Bracketed {

    /** {@return offset of the first byte} */
    int start();

    /** {@return offset behind the last byte} */
    int end();

    /**
     * A name or keyword.
     *
     * @param name its characters
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Identifier(String name, int start, int end) implements Token {}

    /**
     * A string literal.
     *
     * @param bytes what it stands for, escapes replaced
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Text(byte[] bytes, int start, int end) implements Token {}

    /**
     * A literal of bytes, {@code 0x"12 34"}.
     *
     * @param bytes what it stands for
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Binary(byte[] bytes, int start, int end) implements Token {}

    /**
     * An integer without sign.
     *
     * @param value the number, read as unsigned
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Int(long value, int start, int end) implements Token {}

    /**
     * A number with a fraction or exponent.
     *
     * @param value the number
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Float(double value, int start, int end) implements Token {}

    /**
     * A run of operator characters.
     *
     * @param text the characters
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Operator(String text, int start, int end) implements Token {}

    /**
     * A list in parentheses.
     *
     * @param items the tokens between the commas
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Parenthesized(List<List<Token>> items, int start, int end) implements Token {}

    /**
     * A list in brackets.
     *
     * @param items the tokens between the commas
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Bracketed(List<List<Token>> items, int start, int end) implements Token {}
}

package io.multiprocess.codegen.parser;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A type or value as written.
 *
 * <p>Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of literals are never compared
public sealed interface Expression
        permits Expression.Unknown,
                Expression.PositiveInt,
                Expression.NegativeInt,
                Expression.FloatLiteral,
                Expression.StringLiteral,
                Expression.BinaryLiteral,
                Expression.RelativeName,
                Expression.AbsoluteName,
                Expression.Import,
                Expression.Embed,
                Expression.ListLiteral,
                Expression.Tuple,
                Expression.Application,
                Expression.Member {

    /** {@return offset of the first byte} */
    int start();

    /** {@return offset behind the last byte} */
    int end();

    /** {@return how the expression would be written, for messages; long values are cut} */
    String text();

    /**
     * Something that could not be parsed and has been reported.
     *
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Unknown(int start, int end) implements Expression {
        @Override
        public String text() {
            return "<parse error>";
        }
    }

    /**
     * An integer.
     *
     * @param value read as unsigned
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record PositiveInt(long value, int start, int end) implements Expression {
        @Override
        public String text() {
            return Long.toUnsignedString(value);
        }
    }

    /**
     * An integer behind a minus sign.
     *
     * @param value its absolute value, read as unsigned
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record NegativeInt(long value, int start, int end) implements Expression {
        @Override
        public String text() {
            return "-" + Long.toUnsignedString(value);
        }
    }

    /**
     * A floating-point number.
     *
     * @param value the number, sign included
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record FloatLiteral(double value, int start, int end) implements Expression {
        @Override
        public String text() {
            return Double.toString(value);
        }
    }

    /**
     * One or more string literals, put together.
     *
     * @param bytes what they stand for
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record StringLiteral(byte[] bytes, int start, int end) implements Expression {
        @Override
        public String text() {
            String text = new String(bytes, 0, Math.min(bytes.length, 60), StandardCharsets.UTF_8);
            return "\"" + text + (bytes.length > 60 ? "…" : "") + "\"";
        }
    }

    /**
     * A literal of bytes.
     *
     * @param bytes the bytes
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record BinaryLiteral(byte[] bytes, int start, int end) implements Expression {
        @Override
        public String text() {
            return "0x\"…\"";
        }
    }

    /**
     * A name looked up from the scope it stands in.
     *
     * @param name the name
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record RelativeName(Name name, int start, int end) implements Expression {
        @Override
        public String text() {
            return name.text();
        }
    }

    /**
     * A name behind a dot, looked up from the file's scope.
     *
     * @param name the name
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record AbsoluteName(Name name, int start, int end) implements Expression {
        @Override
        public String text() {
            return "." + name.text();
        }
    }

    /**
     * Another file.
     *
     * @param path path as written
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Import(Name path, int start, int end) implements Expression {
        @Override
        public String text() {
            return "import \"" + path.text() + "\"";
        }
    }

    /**
     * Another file's content as a value.
     *
     * @param path path as written
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Embed(Name path, int start, int end) implements Expression {
        @Override
        public String text() {
            return "embed \"" + path.text() + "\"";
        }
    }

    /**
     * A list in brackets.
     *
     * @param elements its elements
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record ListLiteral(List<Expression> elements, int start, int end) implements Expression {
        @Override
        public String text() {
            return elements.isEmpty() ? "[]" : "[…]";
        }
    }

    /**
     * A list in parentheses, except for one with a single unnamed value, which is just that value.
     *
     * @param params its items
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Tuple(List<Param> params, int start, int end) implements Expression {
        @Override
        public String text() {
            return params.isEmpty() ? "()" : "(…)";
        }
    }

    /**
     * Something with parameters in parentheses behind it.
     *
     * @param function what stands before the parentheses
     * @param params what stands in them
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Application(Expression function, List<Param> params, int start, int end) implements Expression {
        @Override
        public String text() {
            return function.text()
                    + params.stream().map(param -> param.value().text()).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /**
     * A member of something.
     *
     * @param parent what stands before the dot
     * @param name what stands behind it
     * @param start offset of the first byte
     * @param end offset behind the last byte
     */
    record Member(Expression parent, Name name, int start, int end) implements Expression {
        @Override
        public String text() {
            return parent.text() + "." + name.text();
        }
    }

    /**
     * An item of a tuple or a parameter list.
     *
     * @param name the name before {@code =}, or null
     * @param value the value
     */
    record Param(@Nullable Name name, Expression value) {}
}

package io.multiprocess.codegen.parser;

import io.multiprocess.codegen.lexer.Token;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceFile;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes expressions of tokens: types, values, and the items of lists. An item with a mistake is reported and left out.
 *
 * <p>Confined to the thread that parses.
 */
final class ExpressionParser {
    /** {@code a.b.c…} and {@code a(b)(c)…} nest as deep as they are long. */
    private static final int MAX_SUFFIXES = 200;

    private final SourceFile file;
    private final DiagnosticLog log;

    ExpressionParser(SourceFile file, DiagnosticLog log) {
        this.file = file;
        this.log = log;
    }

    /** A type or value, as far as it goes. */
    Expression parse(Cursor cursor) throws SyntaxException {
        Expression result = baseExpression(cursor);
        int start = result.start();
        for (int suffixes = 0; ; suffixes++) {
            if (cursor.isOperator(".") && cursor.peek(1) instanceof Token.Identifier) {
                cursor.next();
                Name name = cursor.identifier("a name");
                result = new Expression.Member(result, name, start, name.end());
            } else if (cursor.peek() instanceof Token.Parenthesized list) {
                cursor.next();
                result = new Expression.Application(result, tuple(list), start, list.end());
            } else {
                return result;
            }
            if (suffixes > MAX_SUFFIXES) {
                throw new SyntaxException(start, result.end(), "This expression is too long.");
            }
        }
    }

    private Expression baseExpression(Cursor cursor) throws SyntaxException {
        Token token = cursor.peek();
        if (token instanceof Token.Int number) {
            cursor.next();
            return new Expression.PositiveInt(number.value(), number.start(), number.end());
        }
        if (token instanceof Token.Float number) {
            cursor.next();
            return new Expression.FloatLiteral(number.value(), number.start(), number.end());
        }
        if (token instanceof Token.Text) {
            return strings(cursor);
        }
        if (token instanceof Token.Binary binary) {
            cursor.next();
            return new Expression.BinaryLiteral(binary.bytes(), binary.start(), binary.end());
        }
        if (token instanceof Token.Bracketed list) {
            cursor.next();
            List<Expression> elements = new ArrayList<>();
            for (List<Token> item : list.items()) {
                Expression element = item(item, list, this::parse);
                elements.add(element != null ? element : new Expression.Unknown(list.start(), list.end()));
            }
            return new Expression.ListLiteral(elements, list.start(), list.end());
        }
        if (token instanceof Token.Parenthesized list) {
            cursor.next();
            List<Expression.Param> params = tuple(list);
            if (params.size() == 1 && params.get(0).name() == null) {
                return params.get(0).value();
            }
            return new Expression.Tuple(params, list.start(), list.end());
        }
        if (token instanceof Token.Operator operator) {
            return prefixed(cursor, operator);
        }
        if (token instanceof Token.Identifier identifier) {
            cursor.next();
            if (cursor.peek() instanceof Token.Text path
                    && (identifier.name().equals("import") || identifier.name().equals("embed"))) {
                cursor.next();
                Name name = new Name(new String(path.bytes(), StandardCharsets.UTF_8), path.start(), path.end());
                return identifier.name().equals("import")
                        ? new Expression.Import(name, identifier.start(), path.end())
                        : new Expression.Embed(name, identifier.start(), path.end());
            }
            Name name = new Name(identifier.name(), identifier.start(), identifier.end());
            return new Expression.RelativeName(name, identifier.start(), identifier.end());
        }
        throw cursor.failure("expected a type or value");
    }

    private static Expression prefixed(Cursor cursor, Token.Operator operator) throws SyntaxException {
        Token following = cursor.peek(1);
        if (operator.text().equals("-")) {
            if (following instanceof Token.Int number) {
                cursor.skip(2);
                return new Expression.NegativeInt(number.value(), number.start(), number.end());
            }
            if (following instanceof Token.Float number) {
                cursor.skip(2);
                return new Expression.FloatLiteral(-number.value(), number.start(), number.end());
            }
            if (following instanceof Token.Identifier identifier
                    && identifier.name().equals("inf")) {
                cursor.skip(2);
                return new Expression.FloatLiteral(Double.NEGATIVE_INFINITY, operator.start(), identifier.end());
            }
        }
        if (operator.text().equals(".") && following instanceof Token.Identifier identifier) {
            cursor.skip(2);
            Name name = new Name(identifier.name(), identifier.start(), identifier.end());
            return new Expression.AbsoluteName(name, operator.start(), identifier.end());
        }
        throw cursor.failure("expected a type or value");
    }

    private static Expression strings(Cursor cursor) {
        int start = cursor.peekStart();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (cursor.peek() instanceof Token.Text part) {
            bytes.writeBytes(part.bytes());
            cursor.next();
        }
        return new Expression.StringLiteral(bytes.toByteArray(), start, cursor.lastEnd());
    }

    private List<Expression.Param> tuple(Token.Parenthesized list) {
        List<Expression.Param> result = new ArrayList<>();
        for (List<Token> item : list.items()) {
            Expression.Param param = item(item, list, cursor -> {
                Name name = null;
                if (cursor.peek() instanceof Token.Identifier && cursor.isOperatorAhead(1, "=")) {
                    name = cursor.identifier("a name");
                    cursor.next();
                }
                return new Expression.Param(name, parse(cursor));
            });
            result.add(
                    param != null
                            ? param
                            : new Expression.Param(null, new Expression.Unknown(list.start(), list.end())));
        }
        return result;
    }

    /** One item of a list; null, and an error reported, if it cannot be parsed. */
    <T> @Nullable T item(List<Token> tokens, Token list, ItemParser<T> parser) {
        if (tokens.isEmpty()) {
            error(list.start(), list.end(), "Parse error: empty list item.");
            return null;
        }
        Cursor cursor = new Cursor(tokens, list.end());
        try {
            T result = parser.parse(cursor);
            cursor.expectEnd();
            return result;
        } catch (SyntaxException e) {
            error(e.start, e.end, e.message);
            return null;
        }
    }

    /** How an item of a list is parsed. */
    interface ItemParser<T> {
        T parse(Cursor cursor) throws SyntaxException;
    }

    private void error(int start, int end, String message) {
        log.error(file.location(start, end), message);
    }
}

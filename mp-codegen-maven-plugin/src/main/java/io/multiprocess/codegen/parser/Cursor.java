package io.multiprocess.codegen.parser;

import io.multiprocess.codegen.lexer.Statement;
import io.multiprocess.codegen.lexer.Token;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** A place among the tokens of a statement or list item, which moves on as they are taken. Confined to the thread that parses. */
final class Cursor {
    final List<Token> tokens;
    final Statement statement;
    final int end;
    int position;

    Cursor(Statement statement) {
        this.tokens = statement.tokens();
        this.statement = statement;
        this.end = tokens.isEmpty()
                ? statement.start()
                : tokens.get(tokens.size() - 1).end();
    }

    Cursor(List<Token> tokens, int end) {
        this.tokens = tokens;
        this.statement = new Statement(tokens, null, null, 0, 0);
        this.end = tokens.isEmpty() ? end : tokens.get(tokens.size() - 1).end();
    }

    boolean atEnd() {
        return position >= tokens.size();
    }

    int remaining() {
        return tokens.size() - position;
    }

    @Nullable
    Token peek() {
        return peek(0);
    }

    @Nullable
    Token peek(int ahead) {
        return position + ahead < tokens.size() ? tokens.get(position + ahead) : null;
    }

    int peekStart() {
        Token token = peek();
        return token == null ? end : token.start();
    }

    int lastEnd() {
        return position == 0 ? end : tokens.get(position - 1).end();
    }

    Token next() {
        return tokens.get(position++);
    }

    void skip(int count) {
        position += count;
    }

    boolean isOperator(String text) {
        return isOperatorAhead(0, text);
    }

    boolean isOperatorAhead(int ahead, String text) {
        return peek(ahead) instanceof Token.Operator operator && operator.text().equals(text);
    }

    boolean isKeyword(String text) {
        return peek() instanceof Token.Identifier identifier
                && identifier.name().equals(text);
    }

    Name identifier(String what) throws SyntaxException {
        if (peek() instanceof Token.Identifier identifier) {
            position++;
            return new Name(identifier.name(), identifier.start(), identifier.end());
        }
        throw failure("expected " + what);
    }

    void expectOperator(String text, String andWhat) throws SyntaxException {
        if (!isOperator(text)) {
            throw failure("expected '" + text + "' " + andWhat);
        }
        position++;
    }

    void expectEnd() throws SyntaxException {
        if (!atEnd()) {
            throw failure("unexpected text behind the end of the declaration");
        }
    }

    SyntaxException failure(String message) {
        Token token = peek();
        int from = token == null ? end : token.start();
        int to = token == null ? end : token.end();
        return new SyntaxException(from, to, "Parse error: " + message + (message.endsWith("?") ? "" : "."));
    }
}

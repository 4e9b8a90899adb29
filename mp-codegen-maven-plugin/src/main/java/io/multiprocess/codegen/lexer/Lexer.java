package io.multiprocess.codegen.lexer;

import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceFile;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a file into statements. Works on bytes; only string literals and comments may hold anything but ASCII.
 *
 * <p>What is accepted is what the reference compiler accepts, and binary integers ({@code 0b101}) besides. A mistake is
 * reported once, and lexing goes on behind it.
 *
 * <p>Used once, by one thread. Spec: capnproto.org/language.html.
 */
public final class Lexer {
    /** Far more than people write, and far less than the stack holds. */
    private static final int MAX_NESTING = 200;

    private static final String OPERATOR_CHARS = "!$%&*+-./:<=>?@^|~";

    private final SourceFile file;
    private final byte[] content;
    private final DiagnosticLog log;
    private int at;
    private int nesting;

    private Lexer(SourceFile file, DiagnosticLog log) {
        this.file = file;
        this.content = file.content();
        this.log = log;
    }

    /**
     * Lexes a whole file.
     *
     * @param file the file
     * @param log where mistakes are reported
     * @return the statements that could be made out
     */
    public static List<Statement> lex(SourceFile file, DiagnosticLog log) {
        Lexer lexer = new Lexer(file, log);
        byte[] content = file.content();
        if (content.length >= 2
                && ((content[0] == (byte) 0xff && content[1] == (byte) 0xfe)
                        || (content[0] == (byte) 0xfe && content[1] == (byte) 0xff))) {
            lexer.error(0, 2, "The file is not UTF-8 text (it looks like UTF-16). Schema files must be UTF-8.");
            return List.of();
        }
        return lexer.statements(-1);
    }

    // ------------------------------------------------------------------ statements

    /** Statements up to a closing brace or, at the top level ({@code openBrace < 0}), up to the end of the file. */
    private List<Statement> statements(int openBrace) {
        List<Statement> result = new ArrayList<>();
        while (true) {
            skipSpace();
            if (atEnd()) {
                if (openBrace >= 0) {
                    error(openBrace, openBrace + 1, "This '{' is never closed.");
                }
                return result;
            }
            if (content[at] == '}') {
                if (openBrace >= 0) {
                    return result;
                }
                error(at, at + 1, "Unexpected '}': there is no block to close here.");
                at++;
                continue;
            }
            Statement statement = statement();
            if (statement != null) {
                result.add(statement);
            }
        }
    }

    private @Nullable Statement statement() {
        int start = at;
        List<Token> tokens = tokens(false);
        if (atEnd() || content[at] == '}') {
            int end = tokens.isEmpty() ? at : tokens.get(tokens.size() - 1).end();
            error(end, end, "Expected ';' or '{' at the end of this statement.");
            return null;
        }
        if (content[at] == ';') {
            at++;
            String doc = docComment();
            return new Statement(tokens, null, doc, start, at);
        }
        int brace = at++;
        if (++nesting > MAX_NESTING) {
            return tooDeep(brace);
        }
        String doc = docComment();
        List<Statement> block = statements(brace);
        nesting--;
        if (!atEnd()) {
            at++;
        }
        String lateDoc = docComment();
        return new Statement(tokens, block, doc != null ? doc : lateDoc, start, at);
    }

    /** Nothing sensible can follow, so the rest of the file is skipped. */
    private @Nullable Statement tooDeep(int where) {
        error(where, where + 1, "Nested too deeply; more than " + MAX_NESTING + " levels are not supported.");
        at = content.length;
        nesting = 0;
        return null;
    }

    // ------------------------------------------------------------------ tokens

    /**
     * Tokens up to something that cannot be part of them: {@code ; { }} or the end, and inside of a list also the
     * list's own punctuation.
     */
    private List<Token> tokens(boolean insideList) {
        List<Token> result = new ArrayList<>();
        while (true) {
            skipSpace();
            if (atEnd()) {
                return result;
            }
            byte c = content[at];
            if (c == ';' || c == '{' || c == '}') {
                return result;
            }
            if (c == ',' || c == ')' || c == ']') {
                if (insideList) {
                    return result;
                }
                error(at, at + 1, "Unexpected '" + (char) c + "'.");
                at++;
                continue;
            }
            Token token = token();
            if (token != null) {
                result.add(token);
            }
        }
    }

    private @Nullable Token token() {
        int start = at;
        byte c = content[at];
        if (isNameStart(c)) {
            while (!atEnd() && isNameChar(content[at])) {
                at++;
            }
            return new Token.Identifier(ascii(start, at), start, at);
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        if (c == '"') {
            return quoted();
        }
        if (c == '`') {
            return quotedLine();
        }
        if (OPERATOR_CHARS.indexOf(c) >= 0) {
            while (!atEnd() && content[at] > 0 && OPERATOR_CHARS.indexOf(content[at]) >= 0) {
                at++;
            }
            return new Token.Operator(ascii(start, at), start, at);
        }
        if (c == '(') {
            List<List<Token>> items = items(')');
            return new Token.Parenthesized(items, start, at);
        }
        if (c == '[') {
            List<List<Token>> items = items(']');
            return new Token.Bracketed(items, start, at);
        }
        at++;
        while (!atEnd() && (content[at] & 0xc0) == 0x80) {
            at++;
        }
        error(
                start,
                at,
                c > ' '
                        ? "Unexpected character '" + (char) c + "'."
                        : "Unexpected character; schemas are " + "ASCII, except for comments and strings.");
        return null;
    }

    private List<List<Token>> items(char close) {
        int open = at++;
        if (++nesting > MAX_NESTING) {
            tooDeep(open);
            return List.of();
        }
        List<List<Token>> items = new ArrayList<>();
        while (true) {
            items.add(tokens(true));
            if (!atEnd() && content[at] == ',') {
                at++;
                continue;
            }
            if (!atEnd() && content[at] == close) {
                at++;
            } else if (nesting > 0) {
                error(open, open + 1, "This '" + (char) content[open] + "' is never closed.");
                if (!atEnd() && (content[at] == ')' || content[at] == ']')) {
                    at++;
                }
            }
            break;
        }
        nesting = Math.max(0, nesting - 1);
        // A comma may follow the last item.
        if (items.get(items.size() - 1).isEmpty()) {
            items.remove(items.size() - 1);
            if (items.isEmpty()) {
                return items;
            }
        }
        return items;
    }

    // ------------------------------------------------------------------ numbers

    private Token number() {
        int start = at;
        if (content[at] == '0' && peek(1) == 'x' && peek(2) == '"') {
            return hexBytes();
        }
        if (content[at] == '0' && peek(1) == 'x' && digit(peek(2), 16)) {
            at += 2;
            return integer(start, at, 16);
        }
        if (content[at] == '0' && peek(1) == 'b' && digit(peek(2), 2)) {
            at += 2;
            return integer(start, at, 2);
        }
        while (!atEnd() && digit(content[at], 10)) {
            at++;
        }
        boolean fraction = false;
        if (!atEnd() && content[at] == '.') {
            fraction = true;
            at++;
            while (!atEnd() && digit(content[at], 10)) {
                at++;
            }
        }
        if (!atEnd() && (content[at] == 'e' || content[at] == 'E')) {
            fraction = true;
            at++;
            if (!atEnd() && (content[at] == '+' || content[at] == '-')) {
                at++;
            }
            int digits = at;
            while (!atEnd() && digit(content[at], 10)) {
                at++;
            }
            if (at == digits) {
                error(start, at, "The exponent has no digits.");
            }
        }
        if (fraction) {
            endOfNumber(start);
            String text = ascii(start, at);
            return new Token.Float(parseDouble(text), start, at);
        }
        boolean octal = content[start] == '0';
        int end = at;
        at = octal ? start + 1 : start;
        if (octal) {
            for (int i = start; i < end; i++) {
                if (content[i] > '7') {
                    at = end;
                    error(start, end, "Numbers that begin with 0 are octal; 8 and 9 are no octal digits.");
                    return new Token.Int(0, start, end);
                }
            }
        }
        return integer(start, at, octal ? 8 : 10);
    }

    private Token integer(int start, int digits, int radix) {
        at = digits;
        long value = 0;
        boolean overflow = false;
        while (!atEnd() && digit(content[at], radix)) {
            int next = Character.digit(content[at], radix);
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - next, radix)) > 0) {
                overflow = true;
            }
            value = value * radix + next;
            at++;
        }
        endOfNumber(start);
        if (overflow) {
            error(start, at, "Integer is too big; it does not fit into 64 bits.");
        }
        return new Token.Int(value, start, at);
    }

    /** A letter or dot right behind a number is a mistake: {@code 12abc}, {@code 1.2.3}. */
    private void endOfNumber(int start) {
        if (!atEnd() && (isNameChar(content[at]) || content[at] == '.')) {
            while (!atEnd() && (isNameChar(content[at]) || content[at] == '.')) {
                at++;
            }
            error(start, at, "Not a valid number.");
        }
    }

    /** The JDK takes quadratic time for literals of many digits; a cut literal is the same number. */
    private static double parseDouble(String text) {
        if (text.length() < 2_000) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                return 0;
            }
        }
        int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
        long exponent = 0;
        if (exponentAt >= 0) {
            String digits = text.substring(exponentAt + 1);
            boolean negative = digits.startsWith("-");
            String unsigned = digits.replaceFirst("^[+-]?0*", "");
            exponent = unsigned.length() > 9 ? 1_000_000_000L : unsigned.isEmpty() ? 0 : Long.parseLong(unsigned);
            exponent = negative ? -exponent : exponent;
        }
        int dot = mantissa.indexOf('.');
        String integerDigits = dot < 0 ? mantissa : mantissa.substring(0, dot);
        String all = integerDigits + (dot < 0 ? "" : mantissa.substring(dot + 1));
        int leadingZeros = 0;
        while (leadingZeros < all.length() && all.charAt(leadingZeros) == '0') {
            leadingZeros++;
        }
        String significant = all.substring(leadingZeros);
        long scale = exponent + integerDigits.length() - leadingZeros;
        if (significant.isEmpty() || scale < -400) {
            return 0;
        }
        if (scale > 400) {
            return Double.POSITIVE_INFINITY;
        }
        // No double needs more than 767 digits to be told from its neighbours; a last 1 stands for what is cut.
        String cut = significant.length() > 1_000 ? significant.substring(0, 1_000) + "1" : significant;
        return new BigDecimal("0." + cut).scaleByPowerOfTen((int) scale).doubleValue();
    }

    private Token hexBytes() {
        int start = at;
        at += 3;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            while (!atEnd() && isSpace(content[at])) {
                at++;
            }
            if (!atEnd() && content[at] == '"') {
                at++;
                break;
            }
            if (digit(peek(0), 16) && digit(peek(1), 16)) {
                bytes.write(Character.digit(content[at], 16) << 4 | Character.digit(content[at + 1], 16));
                at += 2;
                continue;
            }
            error(at, Math.min(at + 1, content.length), "Expected two hexadecimal digits or the closing quote.");
            while (!atEnd() && content[at] != '"' && content[at] != '\n') {
                at++;
            }
            if (!atEnd()) {
                at++;
            }
            return new Token.Binary(bytes.toByteArray(), start, at);
        }
        if (bytes.size() == 0) {
            error(start, at, "Expected at least one byte; write \"\" for no bytes.");
        }
        return new Token.Binary(bytes.toByteArray(), start, at);
    }

    // ------------------------------------------------------------------ strings

    private Token quoted() {
        int start = at++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            if (atEnd() || content[at] == '\n') {
                error(start, at, "This string is not closed on its line.");
                break;
            }
            byte c = content[at++];
            if (c == '"') {
                break;
            }
            if (c == '\\') {
                escape(bytes);
            } else {
                bytes.write(c);
            }
        }
        return new Token.Text(bytes.toByteArray(), start, at);
    }

    private void escape(ByteArrayOutputStream bytes) {
        int c = peek(0);
        int plain = "abfnrtv'\"\\?".indexOf(c);
        if (c >= 0 && plain >= 0) {
            bytes.write("\u0007\b\f\n\r\t\u000b'\"\\?".charAt(plain));
            at++;
        } else if (c == 'x' && digit(peek(1), 16) && digit(peek(2), 16)) {
            bytes.write(Character.digit(content[at + 1], 16) << 4 | Character.digit(content[at + 2], 16));
            at += 3;
        } else if (digit(c, 8)) {
            int value = 0;
            for (int i = 0; i < 3 && digit(peek(0), 8); i++) {
                value = value * 8 + (content[at++] - '0');
            }
            bytes.write(value);
        } else {
            error(at - 1, Math.min(at + 1, content.length), "Unknown escape sequence.");
        }
    }

    /** The rest of the line behind a backtick, with a newline whatever the file's line ends are. */
    private Token quotedLine() {
        int start = at++;
        while (!atEnd() && content[at] != '\n' && content[at] != '\r') {
            at++;
        }
        byte[] bytes = new byte[at - start];
        System.arraycopy(content, start + 1, bytes, 0, at - start - 1);
        bytes[bytes.length - 1] = '\n';
        return new Token.Text(bytes, start, at);
    }

    // ------------------------------------------------------------------ space and comments

    private void skipSpace() {
        while (!atEnd()) {
            if (isSpace(content[at])) {
                at++;
            } else if (content[at] == '#') {
                while (!atEnd() && content[at] != '\n') {
                    at++;
                }
            } else if (peek(0) == 0xef && peek(1) == 0xbb && peek(2) == 0xbf) {
                at += 3;
            } else {
                return;
            }
        }
    }

    /** Comment lines that begin on this line or the next, without a blank line in between. */
    private @Nullable String docComment() {
        int begin = at;
        skipLineSpace();
        if (!atEnd() && content[at] == '\r') {
            at++;
            if (!atEnd() && content[at] == '\n') {
                at++;
            }
        } else if (!atEnd() && content[at] == '\n') {
            at++;
        }
        StringBuilder text = new StringBuilder();
        int lines = 0;
        while (true) {
            int lineStart = at;
            skipLineSpace();
            if (atEnd() || content[at] != '#') {
                at = lines == 0 ? begin : lineStart;
                return lines == 0 ? null : text.toString();
            }
            at++;
            if (!atEnd() && content[at] == ' ') {
                at++;
            }
            int from = at;
            while (!atEnd() && content[at] != '\n') {
                at++;
            }
            text.append(new String(content, from, at - from, StandardCharsets.UTF_8))
                    .append('\n');
            lines++;
            if (!atEnd()) {
                at++;
            }
        }
    }

    private void skipLineSpace() {
        while (!atEnd() && isSpace(content[at]) && content[at] != '\n' && content[at] != '\r') {
            at++;
        }
    }

    // ------------------------------------------------------------------ characters

    private boolean atEnd() {
        return at >= content.length;
    }

    /** The unsigned byte some places ahead, or -1 beyond the end. */
    private int peek(int ahead) {
        return at + ahead < content.length ? content[at + ahead] & 0xff : -1;
    }

    private String ascii(int start, int end) {
        return new String(content, start, end - start, StandardCharsets.US_ASCII);
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == 0x0b;
    }

    private static boolean isNameStart(byte c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNameChar(byte c) {
        return isNameStart(c) || (c >= '0' && c <= '9');
    }

    private static boolean digit(int c, int radix) {
        return c >= 0 && c < 128 && Character.digit(c, radix) >= 0;
    }

    private void error(int start, int end, String message) {
        log.error(file.location(start, end), message);
    }
}

package io.multiprocess.example.calculator;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Calculates terms of numbers, {@code + - * /} and parentheses.
 *
 * <p>Confined to the thread that solves.
 */
final class Equation {

    private final String text;
    private int position;

    private Equation(String text) {
        this.text = text;
    }

    /**
     * The value of a term, as short as it can be written.
     *
     * @throws IllegalArgumentException if the text is not a term, or divides by zero
     */
    static String solve(String text) {
        Equation equation = new Equation(text.strip());
        BigDecimal value = equation.sum();
        if (equation.position < equation.text.length()) {
            throw equation.wrong("an operator");
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private BigDecimal sum() {
        BigDecimal value = product();
        while (true) {
            if (take('+')) {
                value = value.add(product(), MathContext.DECIMAL64);
            } else if (take('-')) {
                value = value.subtract(product(), MathContext.DECIMAL64);
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() {
        BigDecimal value = factor();
        while (true) {
            if (take('*')) {
                value = value.multiply(factor(), MathContext.DECIMAL64);
            } else if (take('/')) {
                BigDecimal divisor = factor();
                if (divisor.signum() == 0) {
                    throw new IllegalArgumentException("'" + text + "' divides by zero");
                }
                value = value.divide(divisor, MathContext.DECIMAL64);
            } else {
                return value;
            }
        }
    }

    private BigDecimal factor() {
        if (take('-')) {
            return factor().negate();
        }
        if (take('(')) {
            BigDecimal value = sum();
            if (!take(')')) {
                throw wrong("')'");
            }
            return value;
        }
        skipSpaces();
        int start = position;
        while (position < text.length() && (Character.isDigit(text.charAt(position)) || text.charAt(position) == '.')) {
            position++;
        }
        try {
            return new BigDecimal(text.substring(start, position));
        } catch (NumberFormatException e) {
            position = start;
            throw wrong("a number");
        }
    }

    private boolean take(char symbol) {
        skipSpaces();
        if (position < text.length() && text.charAt(position) == symbol) {
            position++;
            return true;
        }
        return false;
    }

    private void skipSpaces() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        String where = position < text.length() ? "at '" + text.substring(position) + "'" : "at its end";
        return new IllegalArgumentException("'%s' cannot be solved: %s is missing %s".formatted(text, expected, where));
    }
}

package io.multiprocess.codegen.parser;

/** Carries a mistake out of nested parsing up to the statement or list item. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    final int start;
    final int end;
    final String message;

    SyntaxException(int start, int end, String message) {
        super(message, null, false, false);
        this.start = start;
        this.end = end;
        this.message = message;
    }
}

package io.multiprocess.codegen.source;

/**
 * One thing the compiler found wrong, at one place.
 *
 * <p>Immutable.
 *
 * @param location where
 * @param severity how bad
 * @param message what, in one sentence
 */
public record Diagnostic(Location location, Severity severity, String message) {

    /** How bad it is. */
    public enum Severity {
        /** Nothing can be generated. */
        ERROR,
        /** Worth a look; the output is complete. */
        WARNING
    }

    /** {@return {@code path:line:col-col: error: message}} */
    @Override
    public String toString() {
        return location + ": " + (severity == Severity.ERROR ? "error" : "warning") + ": " + message;
    }
}

package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

/** A schema and a Java type disagree. The message names the place in Java; the place in the schema is added where it is known. */
final class MappingException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Location location;
    private final boolean isComplete;

    MappingException(String message) {
        this(message, null);
    }

    MappingException(String message, @Nullable Location location) {
        this(message, location, false);
    }

    private MappingException(String message, @Nullable Location location, boolean isComplete) {
        super(message, null, false, false);
        this.location = location;
        this.isComplete = isComplete;
    }

    /** Where in the schema, if somebody knew. */
    @Nullable
    Location location() {
        return location;
    }

    /** The same failure, saying where it happened; an inner place in the schema stays. */
    MappingException in(String place, Location outer) {
        return isComplete
                ? this
                : new MappingException(place + ": " + getMessage(), location != null ? location : outer);
    }

    /** The same failure, which is that of a declaration: every use of it meets the same, and it is reported once. */
    MappingException of(String declaration, Location place) {
        return new MappingException(declaration + ": " + getMessage(), place, true);
    }
}

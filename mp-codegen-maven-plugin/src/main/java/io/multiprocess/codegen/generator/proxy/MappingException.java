package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

/** A schema and a Java type disagree. The message names the place in Java; the place in the schema is added where it is known. */
final class MappingException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Location location;

    MappingException(String message) {
        this(message, null);
    }

    MappingException(String message, @Nullable Location location) {
        super(message, null, false, false);
        this.location = location;
    }

    /** Where in the schema, if somebody knew. */
    @Nullable
    Location location() {
        return location;
    }

    /** The same failure, saying where it happened; an inner place in the schema stays. */
    MappingException in(String place, Location outer) {
        return new MappingException(place + ": " + getMessage(), location != null ? location : outer);
    }
}

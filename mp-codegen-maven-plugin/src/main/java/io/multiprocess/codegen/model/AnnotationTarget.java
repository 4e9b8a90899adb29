package io.multiprocess.codegen.model;

import java.util.Locale;

/** What an annotation may be put on, in schema.capnp's order. */
public enum AnnotationTarget {
    /** A file. */
    FILE,
    /** A constant. */
    CONST,
    /** An enum. */
    ENUM,
    /** A value of an enum. */
    ENUMERANT,
    /** A struct. */
    STRUCT,
    /** A field that is no group or union. */
    FIELD,
    /** A union, named or not. */
    UNION,
    /** A group. */
    GROUP,
    /** An interface. */
    INTERFACE,
    /** A method. */
    METHOD,
    /** A parameter or result of a method. */
    PARAM,
    /** The declaration of an annotation. */
    ANNOTATION;

    /** {@return the word in schemas, {@code enumerant}} */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.multiprocess.matrix;

/** A union. */
public sealed interface Shape {
    String name();

    /** Nothing. */
    record None(String name) implements Shape {}

    /** A group. */
    record Circle(String name, double radius) implements Shape {}
}

package io.multiprocess.matrix;

/** An enum of the schema. */
public enum Color {
    RED,
    DARK_GREEN,
    BLUE
}

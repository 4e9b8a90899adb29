package io.multiprocess.matrix;

/** A struct. */
public record Point(int x, int y) {}

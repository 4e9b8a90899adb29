package io.multiprocess.matrix;

/** Two values. */
public record Pair<A, B>(A first, B second) {}

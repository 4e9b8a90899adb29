package io.multiprocess.matrix;

/** A struct without fields. */
public record Empty() {}

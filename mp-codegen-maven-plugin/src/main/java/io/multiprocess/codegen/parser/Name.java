package io.multiprocess.codegen.parser;

/**
 * A name and its place.
 *
 * <p>Immutable.
 *
 * @param text the characters; empty for unnamed unions
 * @param start offset of the first byte
 * @param end offset behind the last byte
 */
public record Name(String text, int start, int end) {}

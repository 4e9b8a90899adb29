package io.multiprocess.foo;

/** Passed as its ordinal: the schema says {@code Int32}, the C++ enumeration starts at one. */
public enum FooEnum {
    ZERO,
    ONE,
    TWO
}

package io.multiprocess.foo;

/** A value that only a conversion of the user's knows how to write and read. */
public record FooMessage(String message) {}

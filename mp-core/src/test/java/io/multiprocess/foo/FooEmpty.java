package io.multiprocess.foo;

/** A value without content. */
public record FooEmpty() {}

package io.multiprocess.foo;

/** Called back by the server, which closes it when it is done with it. */
public interface FooCallback extends AutoCloseable {
    int call(int arg);

    @Override
    default void close() {}
}

package io.multiprocess.interop;

/** Called on the thread that waits for the call during which it is called. */
public interface WorkerCallback extends AutoCloseable {
    int call(int value);

    @Override
    default void close() {}
}

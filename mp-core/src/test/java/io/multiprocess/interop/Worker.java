package io.multiprocess.interop;

/** Runs on the thread that belongs to the caller. */
public interface Worker extends AutoCloseable {
    int twice(int value);

    /** What the callback answers, plus one. */
    int callThrough(WorkerCallback callback, int value);

    /** Where this runs. */
    String threadName();

    @Override
    default void close() {}
}

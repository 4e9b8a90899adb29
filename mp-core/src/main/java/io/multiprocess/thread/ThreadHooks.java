package io.multiprocess.thread;

/**
 * Named points at which tests look in or hold a thread up, as libmultiprocess's {@code testing_hook_…}. An exception
 * from a hook is a failure of what it interrupts.
 */
public interface ThreadHooks {
    /** Does nothing anywhere. */
    ThreadHooks NONE = new ThreadHooks() {};

    /** A peer asked for a thread; on the thread that reads the connection. */
    default void makeThread() {}

    /** A thread made for a peer has started and waits for its first call; on that thread. */
    default void makeThreadCreated() {}

    /** A call with a {@code Context} is about to run, on its thread. */
    default void asyncRequestStart() {}

    /** A call with a {@code Context} has run, and its answer has not been sent; on its thread. */
    default void asyncRequestDone() {}
}

package io.multiprocess.rpc;

/**
 * Something the core wants done outside the connection lock, in order: a call to pass to its object, a caller to tell.
 */
public interface Delivery {

    /**
     * Tells whether this has to run on the event loop. Asked right before it would be run.
     *
     * @return true if it runs application code there; false if any thread may run it, as it returns at once
     */
    boolean runsOnLoop();

    /**
     * Does it. With no lock held; throws nothing.
     *
     * @param onLoop true on the event loop thread with no application code below; always so if {@link #runsOnLoop}
     */
    void run(boolean onLoop);
}

package io.multiprocess.vat;

import org.jspecify.annotations.Nullable;

/**
 * What one thread waits on, over whichever connections: calls and callbacks that are to run on it, and the wake-up.
 *
 * <p>A waiting thread is parked, or it leads: it selects on the socket of one connection. {@link #wake} reaches it in both
 * cases, so that a callback over another connection, a timeout and a close do too.
 *
 * <p>Who implements it must, in {@link #wake}, first make visible what the thread shall see and then read what
 * {@link #wakeWith} set; the waiting thread sets first and looks then.
 */
public interface Mailbox {
    /** A deadline that never comes. */
    long FOREVER = Long.MAX_VALUE;

    /** A mailbox of the calling thread that nothing is posted to, for waiting for answers only; always the same one. */
    static Mailbox ofCurrentThread() {
        return ThreadMailbox.current();
    }

    /** The thread that this is the mailbox of. */
    Thread thread();

    /** Whether there is something to run. Any thread. */
    boolean hasWork();

    /** The next thing to run, or null. The owning thread only. */
    @Nullable
    Runnable poll();

    /** Ends the wait of the owning thread, or makes its next one end at once. Any thread; never blocks. */
    void wake();

    /**
     * Sets how {@link #wake} reaches the thread while it leads; null: by unparking it. The owning thread only.
     *
     * @param wakeUp thread-safe, never blocks
     */
    void wakeWith(@Nullable Runnable wakeUp);
}

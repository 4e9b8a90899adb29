package io.multiprocess.vat;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/** The mailbox of a thread that nothing is posted to. */
final class ThreadMailbox implements Mailbox {
    private static final ThreadLocal<ThreadMailbox> CURRENT =
            ThreadLocal.withInitial(() -> new ThreadMailbox(Thread.currentThread()));

    private final Thread thread;
    private volatile @Nullable Runnable wakeUp;

    private ThreadMailbox(Thread thread) {
        this.thread = thread;
    }

    static ThreadMailbox current() {
        return CURRENT.get();
    }

    @Override
    public Thread thread() {
        return thread;
    }

    @Override
    public boolean hasWork() {
        return false;
    }

    @Override
    public @Nullable Runnable poll() {
        return null;
    }

    @Override
    public void wake() {
        Runnable current = wakeUp;
        if (current != null) {
            current.run();
        } else if (thread != Thread.currentThread()) {
            // Who wakes itself up, while it reads for itself, looks again before it parks.
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void wakeWith(@Nullable Runnable newWakeUp) {
        wakeUp = newWakeUp;
    }
}

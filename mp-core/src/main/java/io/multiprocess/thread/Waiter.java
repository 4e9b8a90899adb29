package io.multiprocess.thread;

import io.multiprocess.vat.Mailbox;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * What one thread waits with: peers' calls that are to run on it, over whichever connection.
 *
 * <p>A thread of ours takes callbacks only while it waits for a call that named it: between {@link #enter} and {@link #leave},
 * which may nest. A thread made for a peer always takes them, until {@link #close}.
 *
 * <p>Posting is <i>thread-safe</i>; taking out is for the owning thread only. Tasks are run with no lock held.
 *
 * <p>Spec: libmultiprocess, {@code Waiter}.
 */
public final class Waiter implements Mailbox {
    private static final Runnable NOTHING = () -> {};

    private final Thread thread;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(2);
    /** Calls that the thread waits for; nested ones count. Guarded by this. */
    private int waits;
    /** Guarded by this. */
    private boolean closed;
    /** Whether {@link #tasks} holds something: what a waiting thread looks at before it takes the lock. */
    private volatile boolean work;

    private volatile @Nullable Runnable wakeUp;

    Waiter(Thread thread) {
        this.thread = thread;
    }

    @Override
    public Thread thread() {
        return thread;
    }

    /** The owning thread is about to send a call that names it as the thread to call back. */
    public synchronized void enter() {
        waits++;
    }

    /**
     * The call of {@link #enter} was answered. What is still queued runs before this returns, since it was posted while the
     * thread waited.
     */
    public void leave() {
        while (true) {
            Runnable task;
            synchronized (this) {
                task = tasks.poll();
                if (task == null) {
                    work = false;
                    waits--;
                    return;
                }
                work = !tasks.isEmpty();
            }
            task.run();
        }
    }

    /**
     * Queues something to run on the thread if it waits.
     *
     * @return false if it does not wait, and so might never look
     */
    public boolean postIfWaiting(Runnable task) {
        synchronized (this) {
            if (waits == 0) {
                return false;
            }
            tasks.add(task);
            work = true;
        }
        wake();
        return true;
    }

    /**
     * Queues something to run on the thread.
     *
     * @return false after {@link #close}
     */
    boolean post(Runnable task) {
        synchronized (this) {
            if (closed) {
                return false;
            }
            tasks.add(task);
            work = true;
        }
        wake();
        return true;
    }

    /** Takes nothing more; the thread ends when it has run what is queued. */
    void close() {
        synchronized (this) {
            closed = true;
            // Something to wake up for: a wait ends when there is work.
            tasks.add(NOTHING);
            work = true;
        }
        wake();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public boolean hasWork() {
        return work;
    }

    @Override
    public @Nullable Runnable poll() {
        if (!work) {
            return null;
        }
        synchronized (this) {
            Runnable task = tasks.poll();
            work = !tasks.isEmpty();
            return task;
        }
    }

    @Override
    public void wake() {
        Runnable up = wakeUp;
        if (up != null) {
            up.run();
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

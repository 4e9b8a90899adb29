package io.multiprocess.capability;

import org.jspecify.annotations.Nullable;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Ends calls whose time is over, also those that nobody waits for. One thread for the process, there while calls have deadlines
 * and a little longer.
 *
 * <p>A call that is complete leaves its entry behind: the thread need not be woken up for it. Entries that are of no use any
 * more never are more than half of all, or a thousand. <i>Thread-safe.</i>
 */
final class Deadlines implements Runnable {

    private static final Deadlines SHARED = new Deadlines();

    private static final int MIN_SWEPT = 1_000;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A call and its deadline. */
    static final class Entry {

        private final long atNanos;
        private final long nanos;

        /** Null once the call is complete. */
        private volatile @Nullable PendingCall call;

        private Entry(PendingCall call, long atNanos, long nanos) {
            this.call = call;
            this.atNanos = atNanos;
            this.nanos = nanos;
        }

        /** The call is complete. Never blocks. */
        void over() {
            call = null;
        }

        private boolean isOver() {
            return call == null;
        }
    }

    /** Guarded by this. */
    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>((one, other) -> Long.compare(one.atNanos - other.atNanos, 0));

    /** Guarded by this. At how many entries those are to be taken out that are over. */
    private int sweepAt = MIN_SWEPT;

    /** Guarded by this. */
    private @Nullable Thread thread;

    private Deadlines() {}

    /** Makes the entry of a call that is to be given up after so long; it takes effect with {@link #watch}. */
    static Entry entry(PendingCall call, long nanos) {
        return new Entry(call, System.nanoTime() + nanos, nanos);
    }

    static void watch(Entry entry) {
        SHARED.add(entry);
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
        if (entries.size() >= sweepAt) {
            entries.removeIf(Entry::isOver);
            sweepAt = Math.max(MIN_SWEPT, 2 * entries.size());
        }
        if (thread == null) {
            Thread started = new Thread(this, "multiprocess-deadlines");
            started.setDaemon(true);
            thread = started;
            started.start();
        } else if (entries.peek() == entry) {
            notifyAll();
        }
    }

    @Override
    public void run() {
        for (Entry due; (due = next()) != null; ) {
            PendingCall call = due.call;
            if (call != null) {
                call.giveUp(new RpcException(
                        RpcException.Kind.OVERLOADED,
                        "Call timed out: it was not answered within " + TimeUnit.NANOSECONDS.toMillis(due.nanos)
                                + " ms"));
            }
        }
    }

    /** Waits for the next deadline; null when there has been none for a while, and the thread is to end. */
    private synchronized @Nullable Entry next() {
        long idleSince = System.nanoTime();
        for (; ; ) {
            Entry first = entries.peek();
            long now = System.nanoTime();
            long left = first == null ? idleSince + IDLE_NANOS - now : first.atNanos - now;
            if (left <= 0) {
                if (first == null) {
                    thread = null;
                    return null;
                }
                entries.remove();
                if (!first.isOver()) {
                    return first;
                }
                idleSince = now;
                continue;
            }
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException e) {
                // Nobody's business: the deadlines of others depend on this thread. On with the loop.
            }
        }
    }
}

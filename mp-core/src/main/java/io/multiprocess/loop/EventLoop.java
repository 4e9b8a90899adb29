package io.multiprocess.loop;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread that waits for channels, runs tasks in the order they were given, and timers.
 *
 * <p>States: <i>new</i> → <i>running</i> (with the first task) → <i>closed</i>. What runs here must not block, and what it throws is
 * logged and goes no further. Tasks given before {@link #close} run, later ones are refused.
 *
 * <p>Thread-safe, except where a method says that it belongs to the loop's thread.
 */
public final class EventLoop implements Executor, AutoCloseable {
    /** Is told that a channel is ready. Called on the loop's thread. */
    @FunctionalInterface
    public interface ReadyHandler {
        /**
         * The channel is ready.
         *
         * @param readyOps of {@link SelectionKey}, or {@link #HUNG_UP}
         */
        void ready(int readyOps);
    }

    /** Something that is asked every few ticks, on the loop's thread, for as long as it wants to be. */
    @FunctionalInterface
    public interface Tick {
        /** Looks at what it looks after; in how many ticks it is to be asked again, 0 for never. */
        int tick();
    }

    /** A tick that is asked, and when. Confined to the loop's thread. */
    private static final class Asked {
        private final Tick tick;
        private long atNanos;

        Asked(Tick tick) {
            this.tick = tick;
        }

        /** Asks; false if that was the last time. */
        boolean ask(long now) {
            int inTicks = tick.tick();
            // At whole ticks, so that one wake-up serves all connections.
            atNanos = (Math.floorDiv(now, TICK_NANOS) + inTicks) * TICK_NANOS;
            return inTicks > 0;
        }
    }

    /**
     * Instead of ready operations: the peer has hung up, and the selector, as junixsocket's do then, has dropped the channel. What
     * was received before is still to be read.
     */
    public static final int HUNG_UP = 1 << 30;

    /** How long a tick is, in nanoseconds: {@value}. The precision of the operating system's wait. */
    public static final long TICK_NANOS = 1_000_000;

    /** The longest that something is not asked, in ticks. */
    private static final int MAX_TICKS = 1000;

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    /** After this many failed selects in a row the loop ends: the selector is beyond hope. */
    private static final int MAX_SELECT_FAILURES = 100;

    private final String name;
    private final ThreadFactory threads;
    private final SelectorProvider provider;
    private final AtomicLong timerSequence = new AtomicLong();

    private final Object lock = new Object();
    // Guarded by lock: tasks, changes of closed, selector and thread until they are set.
    private ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private ArrayDeque<Runnable> spareTasks = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile boolean awake; // changed under the lock
    private volatile @Nullable Selector selector;
    private volatile @Nullable Thread thread;

    // Confined to the loop's thread.
    private final AdaptiveSpin spin;
    private long messages;
    private long bytes;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final List<Asked> ticks = new ArrayList<>();
    private long nextTickNanos;

    /**
     * A loop that has not started yet.
     *
     * @param name of its thread
     * @param provider of the channels it will serve
     * @param threads makes its thread
     * @param spinNanos for how long it may look without sleeping, where that helps; 0 for not at all
     */
    public EventLoop(String name, SelectorProvider provider, ThreadFactory threads, long spinNanos) {
        this.name = name;
        this.provider = provider;
        this.threads = threads;
        spin = new AdaptiveSpin(spinNanos);
    }

    /** Whether the calling thread is the loop's. */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /** Tells of what it was good for: so many messages were received, and so many bytes. On the loop's thread. */
    public void did(long newMessages, long newBytes) {
        messages += newMessages;
        bytes += newBytes;
    }

    /** Whose channels it serves. */
    public SelectorProvider provider() {
        return provider;
    }

    /**
     * Queues a task; never runs it before it returns.
     *
     * @throws RejectedExecutionException if the loop is closed, or its thread cannot be started
     */
    @Override
    public void execute(Runnable task) {
        boolean wake;
        synchronized (lock) {
            if (closed) {
                throw new RejectedExecutionException("event loop " + name + " is closed");
            }
            start();
            tasks.add(task);
            wake = !awake;
            awake = true;
        }
        if (wake && !inLoop()) {
            wakeup();
        }
    }

    /**
     * Queues a task if the loop is not closed.
     *
     * @return whether it will run
     */
    public boolean tryExecute(Runnable task) {
        try {
            execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Makes the loop look at changed interest of channels. */
    public void wakeup() {
        Selector current = selector;
        if (current != null) {
            current.wakeup();
        }
    }

    /**
     * Runs a task after a while, unless it is cancelled or the loop closes first.
     *
     * @param delayNanos not before so many nanoseconds from now
     */
    public Timer schedule(Runnable task, long delayNanos) {
        Timer timer = new Timer(task, System.nanoTime() + Math.max(0, delayNanos), timerSequence.getAndIncrement());
        if (inLoop()) {
            timers.add(timer);
        } else {
            tryExecute(() -> {
                if (timer.task != null) {
                    timers.add(timer);
                }
            });
        }
        return timer;
    }

    /** Starts to ask, for the first time in about {@link #TICK_NANOS}. The loop's thread only. */
    public void addTick(Tick tick) {
        Asked asked = new Asked(tick);
        asked.atNanos = System.nanoTime() + TICK_NANOS;
        if (ticks.isEmpty() || asked.atNanos - nextTickNanos < 0) {
            nextTickNanos = asked.atNanos;
        }
        ticks.add(asked);
    }

    /**
     * Starts to serve a channel of this loop's provider, which must not block. The loop's thread only.
     *
     * @return the key, whose interest any thread may change, followed by {@link #wakeup} where it must be seen at once
     * @throws ClosedChannelException if the channel is closed
     */
    public SelectionKey register(SelectableChannel channel, int ops, ReadyHandler handler)
            throws ClosedChannelException {
        Selector current = selector;
        if (current == null || !inLoop()) {
            throw new IllegalStateException("not on the thread of event loop " + name);
        }
        return channel.register(current, ops, handler);
    }

    /** Runs the tasks that were given, then ends. Channels are left to their owners. Does not wait. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        wakeup();
    }

    /**
     * Waits until the thread has ended after {@link #close}; not on the loop's thread.
     *
     * @return whether it has
     */
    public boolean awaitEnd(long nanos) throws InterruptedException {
        Thread running = thread;
        if (running == null || running == Thread.currentThread()) {
            return running == null;
        }
        running.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        return !running.isAlive();
    }

    /** With the lock held. */
    private void start() {
        if (thread != null) {
            return;
        }
        Selector opened = null;
        try {
            opened = provider.openSelector();
            selector = opened;
            Thread created = threads.newThread(this::run);
            if (created == null) {
                throw new IOException("the thread factory made no thread");
            }
            created.setName(name);
            thread = created;
            created.start();
        } catch (IOException | RuntimeException | Error e) {
            thread = null;
            selector = null;
            closeQuietly(opened);
            throw new RejectedExecutionException("event loop " + name + " cannot start: " + e.getMessage(), e);
        }
    }

    private void run() {
        Selector current = selector;
        if (current == null) {
            return;
        }
        int failures = 0;
        try {
            while (failures < MAX_SELECT_FAILURES) {
                boolean moreTasks = runTasks();
                if (!moreTasks && closed) {
                    return;
                }
                try {
                    select(current, moreTasks);
                    failures = 0;
                } catch (IOException e) {
                    failures++;
                    log.warn("event loop {}: select failed", name, e);
                }
                // An interrupt of this thread has no meaning, but would make every select return at once.
                boolean interrupted = Thread.interrupted();
                if (interrupted) {
                    log.debug("event loop {} was interrupted, which has no effect", name);
                }
                serveChannels(current);
                if (!timers.isEmpty() || !ticks.isEmpty()) {
                    runDue(System.nanoTime());
                }
            }
            log.error("event loop {} ends: its selector fails again and again", name);
        } finally {
            synchronized (lock) {
                closed = true;
            }
            runTasks();
            closeQuietly(current);
        }
    }

    private void runDue(long now) {
        runTimers(now);
        if (!ticks.isEmpty() && now - nextTickNanos >= 0) {
            runTicks(now);
        }
    }

    /** Runs what was queued; whether there may be more. If not, who queues something wakes the selector. */
    private boolean runTasks() {
        ArrayDeque<Runnable> batch;
        synchronized (lock) {
            if (tasks.isEmpty()) {
                awake = false;
                return false;
            }
            batch = tasks;
            tasks = spareTasks;
            // Tasks that come while these run must not wake the selector: they are looked for before the next select.
            awake = true;
        }
        for (Runnable task; (task = batch.poll()) != null; ) {
            guarded(task);
        }
        spareTasks = batch;
        return true;
    }

    private void select(Selector current, boolean mayHaveTasks) throws IOException {
        long waitNanos = ticks.isEmpty() && timers.isEmpty() ? Long.MAX_VALUE : untilDue(System.nanoTime());
        boolean work = false;
        if (mayHaveTasks) {
            synchronized (lock) {
                work = !tasks.isEmpty() || closed;
                awake = work;
            }
        }
        if (work || waitNanos <= 0) {
            current.selectNow();
        } else if (spin.begin(messages, bytes) && spins(current)) {
            return;
        } else if (waitNanos == Long.MAX_VALUE) {
            current.select();
        } else {
            current.select(Math.max(1, (waitNanos + 999_999) / 1_000_000));
        }
    }

    /** Looks without sleeping; whether that is enough, because there is something to do. */
    private boolean spins(Selector current) throws IOException {
        do {
            AdaptiveSpin.letOthersRun();
            // A look takes a wake-up away, so what it was for is looked at afterwards.
            if (current.selectNow() > 0 || awake || closed) {
                return true;
            }
        } while (!spin.isOver());
        return false;
    }

    private long untilDue(long now) {
        long waitNanos = ticks.isEmpty() ? Long.MAX_VALUE : Math.max(0, nextTickNanos - now);
        Timer timer = timers.peek();
        while (timer != null && timer.task == null) {
            // A wait with a time limit costs more than one without, so nobody shall pay for what was cancelled.
            timers.poll();
            timer = timers.peek();
        }
        if (timer != null) {
            waitNanos = Math.min(waitNanos, timer.atNanos - now);
        }
        return waitNanos;
    }

    private void serveChannels(Selector current) {
        var keys = current.selectedKeys();
        if (keys.isEmpty()) {
            return;
        }
        for (SelectionKey key : keys) {
            try {
                if (key.isValid()) {
                    ((ReadyHandler) key.attachment()).ready(key.readyOps());
                } else if (key.channel().isOpen()) {
                    ((ReadyHandler) key.attachment()).ready(HUNG_UP);
                }
            } catch (CancelledKeyException e) {
                log.trace("event loop {}: a channel was closed meanwhile", name);
            } catch (Throwable e) {
                report(e);
            }
        }
        keys.clear();
    }

    private void runTimers(long now) {
        for (Timer timer; (timer = timers.peek()) != null && timer.atNanos - now <= 0; ) {
            timers.poll();
            Runnable task = timer.task;
            if (task != null) {
                guarded(task);
            }
        }
    }

    private void runTicks(long now) {
        long next = now + MAX_TICKS * TICK_NANOS;
        for (int i = 0; i < ticks.size(); ) {
            Asked asked = ticks.get(i);
            boolean stay = asked.atNanos - now > 0;
            if (!stay) {
                try {
                    stay = asked.ask(now);
                } catch (Throwable e) {
                    report(e);
                }
            }
            if (stay) {
                if (asked.atNanos - next < 0) {
                    next = asked.atNanos;
                }
                i++;
            } else {
                int last = ticks.size() - 1;
                ticks.set(i, ticks.get(last));
                ticks.remove(last);
            }
        }
        nextTickNanos = next;
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            report(e);
        }
    }

    /** A loop serves many connections: what one handler throws must not take the others down. */
    private void report(Throwable e) {
        log.error("event loop {}: a task failed", name, e);
    }

    private static void closeQuietly(@Nullable Selector selector) {
        if (selector != null) {
            try {
                selector.close();
            } catch (IOException e) {
                log.debug("closing a selector failed", e);
            }
        }
    }

    @Override
    public String toString() {
        return "event loop " + name;
    }

    /** A task that waits for its time. Thread-safe. */
    public static final class Timer implements Comparable<Timer> {
        private volatile @Nullable Runnable task;
        private final long atNanos;
        private final long sequence;

        private Timer(Runnable task, long atNanos, long sequence) {
            this.task = task;
            this.atNanos = atNanos;
            this.sequence = sequence;
        }

        /** Keeps the task from running if it has not started. */
        public void cancel() {
            task = null;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.signum(atNanos - other.atNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }
}

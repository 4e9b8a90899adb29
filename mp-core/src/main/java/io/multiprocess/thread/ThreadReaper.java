package io.multiprocess.thread;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices that threads which have called a peer are dead, so that the peer's threads for them can end. Java tells nobody
 * about the end of a thread, so one daemon thread looks, four times a second, while there is something to look at.
 *
 * <p><i>Thread-safe.</i>
 */
final class ThreadReaper {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final Map<ThreadContext, Set<ConnectionThreads>> watched = new ConcurrentHashMap<>();
    private static boolean running;

    private ThreadReaper() {}

    /** Lets go what a thread holds at a connection once it is dead. */
    static void watch(ConnectionThreads connection, ThreadContext context) {
        watched.compute(context, (key, connections) -> {
            Set<ConnectionThreads> set = connections == null ? ConcurrentHashMap.newKeySet() : connections;
            set.add(connection);
            return set;
        });
        synchronized (ThreadReaper.class) {
            if (!running) {
                running = true;
                Thread reaper = new Thread(ThreadReaper::run, "mp-thread-reaper");
                reaper.setDaemon(true);
                reaper.start();
            }
        }
    }

    private static void run() {
        while (true) {
            LockSupport.parkNanos(ThreadReaper.class, INTERVAL_NANOS);
            watched.forEach((context, connections) -> {
                boolean dead = !context.thread().isAlive() && context.thread().getState() == Thread.State.TERMINATED;
                connections.removeIf(connection -> {
                    if (dead) {
                        connection.forget(context);
                    }
                    return dead || connection.isClosed();
                });
                if (connections.isEmpty()) {
                    watched.computeIfPresent(context, (key, now) -> now.isEmpty() ? null : now);
                }
            });
            synchronized (ThreadReaper.class) {
                if (watched.isEmpty()) {
                    running = false;
                    return;
                }
            }
        }
    }
}

package io.multiprocess.vat;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks one after another, in order, on threads of a pool that may block. Thread-safe. */
final class CleanupQueue implements Executor {
    private static final Logger log = LoggerFactory.getLogger(CleanupQueue.class);

    private final String vatName;
    private final Executor pool;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(4);
    private boolean running;

    CleanupQueue(String vatName, Executor pool) {
        this.vatName = vatName;
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    private void start() {
        try {
            pool.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // Without a thread of the pool the tasks still have to run, as objects are waiting to be closed.
            log.debug("{{}} no thread for cleaning up; doing it here", ThreadNames.current(vatName), e);
            run();
        }
    }

    private void run() {
        for (; ; ) {
            Runnable task;
            synchronized (this) {
                task = tasks.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (Throwable e) {
                log.error("{{}} cleaning up failed", ThreadNames.current(vatName), e);
            }
        }
    }
}

package io.multiprocess.spring.boot;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Runs what blocks, each on a thread of its own: the common pool, which newer Java uses for {@code supplyAsync} always, has a
 * single thread on a machine with two processors.
 */
final class Background {

    private Background() {}

    static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Background::start);
    }

    static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, Background::start);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "background");
        thread.setDaemon(true);
        thread.start();
    }
}

package io.multiprocess.spring.sample;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Dreams until it is woken. */
public class GatedDreamer implements Dreamer {

    private final CompletableFuture<String> asleep = new CompletableFuture<>();
    private final CompletableFuture<String> woken = new CompletableFuture<>();

    /** Completes when a dream has begun. */
    public CompletableFuture<String> asleep() {
        return asleep;
    }

    /** Completes the dream. */
    public CompletableFuture<String> woken() {
        return woken;
    }

    @Override
    public CompletionStage<String> dream(String name) {
        asleep.complete(name);
        return woken.thenApply(word -> word + ", " + name);
    }

    @Override
    public String mood() {
        return "sleepy";
    }
}

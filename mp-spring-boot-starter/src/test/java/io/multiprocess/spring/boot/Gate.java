package io.multiprocess.spring.boot;

import io.multiprocess.spring.sample.PoliteGreeter;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A greeter whose greetings wait until they are let through. */
class Gate extends PoliteGreeter {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    Gate() {
        super("Hello");
    }

    @Override
    public String greet(String name) {
        entered.countDown();
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return super.greet(name);
    }

    void awaitEntered() throws InterruptedException {
        if (!entered.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody came");
        }
    }

    void open() {
        open.countDown();
    }
}

package io.multiprocess.spring.sample;

import io.multiprocess.spring.MpCall;

/** The greeter that most tests serve; its subclasses and bean methods say how. */
public class PoliteGreeter implements Greeter {

    private final String greeting;

    /** Greets with a word. */
    public PoliteGreeter(String greeting) {
        this.greeting = greeting;
    }

    @Override
    public String greet(String name) {
        return greeting + ", " + name;
    }

    @Override
    public void fail(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public String user() {
        MpCall call = MpCall.current();
        return call == null
                ? "nobody"
                : call.displayName() + " by " + call.peer().describe();
    }
}

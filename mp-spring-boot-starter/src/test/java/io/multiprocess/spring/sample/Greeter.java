package io.multiprocess.spring.sample;

/** Greets. */
public interface Greeter {

    /** A greeting. */
    String greet(String name);

    /** Fails. */
    void fail(String reason);

    /** Who the served application thinks is calling. */
    String user();
}

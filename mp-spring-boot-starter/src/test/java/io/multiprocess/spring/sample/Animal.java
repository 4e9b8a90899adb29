package io.multiprocess.spring.sample;

/** A parent interface. */
public interface Animal {

    /** What it says. */
    String sound();
}

package io.multiprocess.spring.sample;

/** A child interface. */
public interface Dog extends Animal {

    /** What it brings. */
    String fetch();
}

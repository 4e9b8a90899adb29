package io.multiprocess.spring.sample;

/** A root with a thread map, as C++ peers have it. */
public interface Farm {

    /** Makes a greeter. */
    Greeter makeGreeter(String greeting);

    /** The process that serves. */
    long pid();
}

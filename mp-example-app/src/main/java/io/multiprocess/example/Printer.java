package io.multiprocess.example;

/** Prints lines. */
public interface Printer extends AutoCloseable {

    /** Prints a text as a line of its own. */
    void print(String text);

    @Override
    default void close() {}
}

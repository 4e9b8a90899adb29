package io.multiprocess.matrix;

/** An object to be called. */
public interface Probe extends AutoCloseable {
    int id();

    @Override
    void close();
}

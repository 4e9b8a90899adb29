package io.multiprocess.matrix;

/** A probe of this process. */
record LocalProbe(int id) implements Probe {
    @Override
    public void close() {}
}

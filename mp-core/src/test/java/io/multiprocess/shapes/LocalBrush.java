package io.multiprocess.shapes;

/** A brush of this process. */
record LocalBrush(int width) implements Brush {
    @Override
    public Brush twin() {
        return new LocalBrush(width);
    }

    @Override
    public void close() {}
}

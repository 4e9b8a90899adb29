package io.multiprocess.matrix;

/** An exception from a struct. */
public class SecondException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Point point;

    public SecondException(Point point) {
        super(point.toString());
        this.point = point;
    }

    public Point point() {
        return point;
    }
}

package io.multiprocess.shapes;

import javax.annotation.processing.Generated;

@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public record Point(int x, int y) {
    /** The values that the schema gives to what is not set. */
    public static Point defaults() {
        return new Point(7, 0);
    }

    /** The same with another {@code x}. */
    public Point withX(int x) {
        return new Point(x, y);
    }

    /** The same with another {@code y}. */
    public Point withY(int y) {
        return new Point(x, y);
    }
}

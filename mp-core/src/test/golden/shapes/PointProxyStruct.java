package io.multiprocess.shapes;

import javax.annotation.processing.Generated;

/** Copies a {@link Point} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class PointProxyStruct {
    private PointProxyStruct() {}

    /** Fills the message. */
    public static void build(Point value, ShapesCapnp.Point.Builder output) {
        output.setX(value.x());
        output.setY(value.y());
    }

    /** Makes the Java value. */
    public static Point read(ShapesCapnp.Point.Reader input) {
        return new Point(input.getX(), input.getY());
    }
}

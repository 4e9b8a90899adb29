package io.multiprocess.shapes;

import java.util.List;
import javax.annotation.processing.Generated;

/** A shape with a name. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public sealed interface Shape {
    String name();

    /** The member {@code none}. */
    record None(String name) implements Shape {}

    /** The member {@code circle}. */
    record Circle(String name, double radius) implements Shape {}

    /** The member {@code polygon}. */
    record Polygon(String name, List<Point> polygon) implements Shape {}

    /** The member {@code label}. */
    record Label(String name, String label) implements Shape {}
}

package io.multiprocess.shapes;

import io.multiprocess.proxy.type.Enums;
import javax.annotation.processing.Generated;

/** Turns a {@link Color} into that of the messages and back. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class ColorProxyEnum {
    private ColorProxyEnum() {}

    /** The value in messages. */
    public static ShapesCapnp.Color build(Color value) {
        return switch (value) {
            case RED -> ShapesCapnp.Color.RED;
            case DARK_GREEN -> ShapesCapnp.Color.DARK_GREEN;
            case BLUE -> ShapesCapnp.Color.BLUE;
        };
    }

    /** The value in Java; one that this schema does not know is refused. */
    public static Color read(ShapesCapnp.Color input) {
        return switch (input) {
            case RED -> Color.RED;
            case DARK_GREEN -> Color.DARK_GREEN;
            case BLUE -> Color.BLUE;
            default -> throw Enums.unknown("Color", input.ordinal());
        };
    }
}

package io.multiprocess.shapes;

import java.util.List;
import java.util.Optional;
import javax.annotation.processing.Generated;

@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public record Picture(Picture.Frame frame, Picture.Mode mode, List<Shape> parts,
        Optional<Picture> under, List<List<Short>> blob) {
    public static record Frame(int width, int height) {}

    public sealed interface Mode {
        /** The member {@code plain}. */
        record Plain() implements Mode {}

        /** The member {@code tinted}. */
        record Tinted(Color tinted) implements Mode {}
    }
}

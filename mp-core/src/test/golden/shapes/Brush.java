package io.multiprocess.shapes;

import java.util.Objects;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public interface Brush extends AutoCloseable {
    int width();

    @Nullable Brush twin();

    /** The same without waiting: what is called on the result goes out at once, and fails if this does. */
    default Brush twinPipelined() {
        return Objects.requireNonNull(twin());
    }

    /** Ends the object's life for the caller. */
    @Override
    void close();
}

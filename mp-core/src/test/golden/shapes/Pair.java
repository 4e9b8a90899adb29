package io.multiprocess.shapes;

import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public record Pair<A, B>(@Nullable A first, @Nullable B second) {
}

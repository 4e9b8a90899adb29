package io.multiprocess.shapes;

import javax.annotation.processing.Generated;

@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public record Pair<A, B>(A first, B second) {
}

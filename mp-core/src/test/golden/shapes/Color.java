package io.multiprocess.shapes;

import javax.annotation.processing.Generated;

@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public enum Color {
    RED,

    DARK_GREEN,

    BLUE
}

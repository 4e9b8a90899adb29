package io.multiprocess.shapes;

import javax.annotation.processing.Generated;

/** Declared by the schema for {@code art::Oddity}. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public class OddityException extends Exception {
    private static final long serialVersionUID = 1;

    /** Makes one with that message. */
    public OddityException(String message) {
        super(message);
    }
}

package io.multiprocess.foo;

import io.multiprocess.proxy.type.Texts;
import javax.annotation.processing.Generated;

/** Copies a {@link FooCustom} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class FooCustomProxyStruct {
    private FooCustomProxyStruct() {}

    /** Fills the message. */
    public static void build(FooCustom value, FooCapnp.FooCustom.Builder output) {
        output.setV1(value.v1);
        output.setV2(value.v2);
    }

    /** Makes the Java value. */
    public static FooCustom read(FooCapnp.FooCustom.Reader input) {
        FooCustom value = new FooCustom();
        value.v1 = Texts.read(input.getV1());
        value.v2 = input.getV2();
        return value;
    }

    /** Changes an existing value to what the message says. */
    public static void read(FooCapnp.FooCustom.Reader input, FooCustom value) {
        value.v1 = Texts.read(input.getV1());
        value.v2 = input.getV2();
    }
}

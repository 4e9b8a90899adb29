package io.multiprocess.foo;

import javax.annotation.processing.Generated;

/** Copies a {@link FooEmpty} to and from its message. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class FooEmptyProxyStruct {
    private FooEmptyProxyStruct() {}

    /** Fills the message. */
    public static void build(FooEmpty value, FooCapnp.FooEmpty.Builder output) {}

    /** Makes the Java value. */
    public static FooEmpty read(FooCapnp.FooEmpty.Reader input) {
        return new FooEmpty();
    }
}

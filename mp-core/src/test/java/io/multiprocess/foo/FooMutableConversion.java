package io.multiprocess.foo;

import io.multiprocess.proxy.CustomPass;
import io.multiprocess.proxy.InvokeContext;
import io.multiprocess.proxy.type.Texts;

/** The same for an object that the call changes; on the serving side it surrounds the call. */
public final class FooMutableConversion
        implements CustomPass<FooMutable, FooCapnp.FooMutable.Reader, FooCapnp.FooMutable.Builder> {
    @Override
    public void build(InvokeContext context, FooMutable value, FooCapnp.FooMutable.Builder output) {
        output.setMessage(value.message() + " build");
    }

    @Override
    public FooMutable read(InvokeContext context, FooCapnp.FooMutable.Reader input) {
        return new FooMutable(Texts.read(input.getMessage()) + " read");
    }

    @Override
    public void update(InvokeContext context, FooCapnp.FooMutable.Reader input, FooMutable value) {
        value.message(Texts.read(input.getMessage()) + " read");
    }

    @Override
    public void pass(
            InvokeContext context,
            FooCapnp.FooMutable.Reader input,
            FooCapnp.FooMutable.Builder output,
            Method<FooMutable> method)
            throws Exception {
        FooMutable value = new FooMutable(Texts.read(input.getMessage()) + " pass");
        method.call(value);
        output.setMessage(value.message() + " return");
    }
}

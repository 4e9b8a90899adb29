package io.multiprocess.foo;

import io.multiprocess.proxy.CustomMessage;
import io.multiprocess.proxy.InvokeContext;
import io.multiprocess.proxy.type.Texts;

/** Leaves its trace in every message, so that tests see how often and where it ran. */
public final class FooMessageConversion
        implements CustomMessage<FooMessage, FooCapnp.FooMessage.Reader, FooCapnp.FooMessage.Builder> {
    @Override
    public void build(InvokeContext context, FooMessage value, FooCapnp.FooMessage.Builder output) {
        output.setMessage(value.message() + " build");
    }

    @Override
    public FooMessage read(InvokeContext context, FooCapnp.FooMessage.Reader input) {
        return new FooMessage(Texts.read(input.getMessage()) + " read");
    }
}

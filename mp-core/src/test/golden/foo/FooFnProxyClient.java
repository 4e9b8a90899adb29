package io.multiprocess.foo;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import java.util.function.IntSupplier;
import javax.annotation.processing.Generated;

/** Calls a {@link IntSupplier} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class FooFnProxyClient extends ProxyClient<IntSupplier> implements IntSupplier {
    static final ProxyMethod DESTROY = ProxyMethod.of(0, FooCapnp.FooFn.ID, 0, "FooFn.destroy", 4, 0);

    static final ProxyMethod CALL = ProxyMethod.of(1, FooCapnp.FooFn.ID, 1, "FooFn.call", 4, 0).copied();

    /** How to make proxies of {@link IntSupplier}. */
    public static final ProxyType<IntSupplier> TYPE = new ProxyType<IntSupplier>(IntSupplier.class, "foo.capnp:FooFn", FooCapnp.FooFn.ID, DESTROY, CALL) {
        @Override
        public IntSupplier newClient(ProxyContext context) {
            return new FooFnProxyClient(context);
        }

        @Override
        public ProxyServer<IntSupplier> newServer(IntSupplier impl, ProxyServerContext context) {
            return new FooFnProxyServer(impl, context);
        }

        @Override
        protected void destroy(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(DESTROY)) {
                FooCapnp.FooFn.DestroyParams.Builder params = call.params(FooCapnp.FooFn.DestroyParams.factory);
                call.buildContext(params.initContext());
                call.invoke();
            }
        }
    };

    FooFnProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public int getAsInt() {
        try (ClientInvokeContext call = context.begin(CALL)) {
            FooCapnp.FooFn.CallParams.Builder params = call.params(FooCapnp.FooFn.CallParams.factory);
            call.buildContext(params.initContext());
            try {
                return call.invoke(FooCapnp.FooFn.CallResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }
}

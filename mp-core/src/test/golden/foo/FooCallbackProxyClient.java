package io.multiprocess.foo;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import javax.annotation.processing.Generated;

/** Calls a {@link FooCallback} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class FooCallbackProxyClient extends ProxyClient<FooCallback> implements FooCallback {
    static final ProxyMethod DESTROY = ProxyMethod.of(0, FooCapnp.FooCallback.ID, 0, "FooCallback.destroy", 4, 0);

    static final ProxyMethod CALL = ProxyMethod.of(1, FooCapnp.FooCallback.ID, 1, "FooCallback.call", 5, 0).copied();

    /** How to make proxies of {@link FooCallback}. */
    public static final ProxyType<FooCallback> TYPE = new ProxyType<FooCallback>(FooCallback.class, "foo.capnp:FooCallback", FooCapnp.FooCallback.ID, DESTROY, CALL) {
        @Override
        public FooCallback newClient(ProxyContext context) {
            return new FooCallbackProxyClient(context);
        }

        @Override
        public ProxyServer<FooCallback> newServer(FooCallback impl, ProxyServerContext context) {
            return new FooCallbackProxyServer(impl, context);
        }

        @Override
        protected void destroy(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(DESTROY)) {
                FooCapnp.FooCallback.DestroyParams.Builder params = call.params(FooCapnp.FooCallback.DestroyParams.factory);
                call.buildContext(params.initContext());
                call.invoke();
            }
        }
    };

    FooCallbackProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public int call(int arg) {
        try (ClientInvokeContext call = context.begin(CALL)) {
            FooCapnp.FooCallback.CallParams.Builder params = call.params(FooCapnp.FooCallback.CallParams.factory);
            call.buildContext(params.initContext());
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.FooCallback.CallResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

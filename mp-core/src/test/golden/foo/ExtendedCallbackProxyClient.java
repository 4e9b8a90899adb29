package io.multiprocess.foo;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import javax.annotation.processing.Generated;

/** Calls a {@link ExtendedCallback} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
public final class ExtendedCallbackProxyClient extends ProxyClient<ExtendedCallback> implements ExtendedCallback {
    static final ProxyMethod DESTROY = ProxyMethod.of(0, FooCapnp.FooCallback.ID, 0, "FooCallback.destroy", 4, 0);

    static final ProxyMethod CALL = ProxyMethod.of(1, FooCapnp.FooCallback.ID, 1, "FooCallback.call", 5, 0).copied();

    static final ProxyMethod CALL_EXTENDED = ProxyMethod.of(2, FooCapnp.ExtendedCallback.ID, 0, "ExtendedCallback.callExtended", 5, 0).copied();

    /** How to make proxies of {@link ExtendedCallback}. */
    public static final ProxyType<ExtendedCallback> TYPE = new ProxyType<ExtendedCallback>(ExtendedCallback.class, "foo.capnp:ExtendedCallback", FooCapnp.ExtendedCallback.ID, DESTROY, CALL, CALL_EXTENDED) {
        @Override
        public ExtendedCallback newClient(ProxyContext context) {
            return new ExtendedCallbackProxyClient(context);
        }

        @Override
        public ProxyServer<ExtendedCallback> newServer(ExtendedCallback impl,
                ProxyServerContext context) {
            return new ExtendedCallbackProxyServer(impl, context);
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

    ExtendedCallbackProxyClient(ProxyContext context) {
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
    public int callExtended(int arg) {
        try (ClientInvokeContext call = context.begin(CALL_EXTENDED)) {
            FooCapnp.ExtendedCallback.CallExtendedParams.Builder params = call.params(FooCapnp.ExtendedCallback.CallExtendedParams.factory);
            call.buildContext(params.initContext());
            params.setArg(arg);
            try {
                return call.invoke(FooCapnp.ExtendedCallback.CallExtendedResults.factory).getResult();
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

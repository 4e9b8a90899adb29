package io.multiprocess.async;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import java.util.function.IntUnaryOperator;
import javax.annotation.processing.Generated;

/** Calls a {@link IntUnaryOperator} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "async.capnp"
)
public final class IntFunctionProxyClient extends ProxyClient<IntUnaryOperator> implements IntUnaryOperator {
    static final ProxyMethod DESTROY = ProxyMethod.of(0, AsyncCapnp.IntFunction.ID, 0, "IntFunction.destroy", 4, 0);

    static final ProxyMethod CALL = ProxyMethod.of(1, AsyncCapnp.IntFunction.ID, 1, "IntFunction.call", 5, 0).copied();

    /** How to make proxies of {@link IntUnaryOperator}. */
    public static final ProxyType<IntUnaryOperator> TYPE = new ProxyType<IntUnaryOperator>(IntUnaryOperator.class, "async.capnp:IntFunction", AsyncCapnp.IntFunction.ID, DESTROY, CALL) {
        @Override
        public IntUnaryOperator newClient(ProxyContext context) {
            return new IntFunctionProxyClient(context);
        }

        @Override
        public ProxyServer<IntUnaryOperator> newServer(IntUnaryOperator impl,
                ProxyServerContext context) {
            return new IntFunctionProxyServer(impl, context);
        }

        @Override
        protected void destroy(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(DESTROY)) {
                AsyncCapnp.IntFunction.DestroyParams.Builder params = call.params(AsyncCapnp.IntFunction.DestroyParams.factory);
                call.buildContext(params.initContext());
                call.invoke();
            }
        }
    };

    IntFunctionProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public int applyAsInt(int arg) {
        try (ClientInvokeContext call = context.begin(CALL)) {
            AsyncCapnp.IntFunction.CallParams.Builder params = call.params(AsyncCapnp.IntFunction.CallParams.factory);
            call.buildContext(params.initContext());
            params.setArg(arg);
            try {
                return call.invoke(AsyncCapnp.IntFunction.CallResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }
}

package io.multiprocess.async;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.proxy.type.Interfaces;
import io.multiprocess.proxy.type.ThreadMaps;
import java.util.concurrent.CompletionStage;
import java.util.function.IntUnaryOperator;
import javax.annotation.processing.Generated;

/** Calls a {@link AsyncService} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "async.capnp"
)
public final class AsyncServiceProxyClient extends ProxyClient<AsyncService> implements AsyncService {
    static final ProxyMethod CONSTRUCT = ProxyMethod.of(0, AsyncCapnp.AsyncInterface.ID, 0, "AsyncInterface.construct", 2, ProxyMethod.NO_CONTEXT);

    static final ProxyMethod TWICE = ProxyMethod.of(1, AsyncCapnp.AsyncInterface.ID, 1, "AsyncInterface.twice", 2, ProxyMethod.NO_CONTEXT).copied();

    static final ProxyMethod TWICE_ON_THREAD = ProxyMethod.of(2, AsyncCapnp.AsyncInterface.ID, 2, "AsyncInterface.twiceOnThread", 5, 0).copied();

    static final ProxyMethod FAIL = ProxyMethod.of(3, AsyncCapnp.AsyncInterface.ID, 3, "AsyncInterface.fail", 13, 0).copied();

    static final ProxyMethod CALL_BACK = ProxyMethod.of(4, AsyncCapnp.AsyncInterface.ID, 4, "AsyncInterface.callBack", 6, 0).copied();

    static final ProxyMethod NEVER = ProxyMethod.of(5, AsyncCapnp.AsyncInterface.ID, 5, "AsyncInterface.never", 1, ProxyMethod.NO_CONTEXT).copied();

    /** How to make proxies of {@link AsyncService}. */
    public static final ProxyType<AsyncService> TYPE = new ProxyType<AsyncService>(AsyncService.class, "async.capnp:AsyncInterface", AsyncCapnp.AsyncInterface.ID, CONSTRUCT, TWICE, TWICE_ON_THREAD, FAIL, CALL_BACK, NEVER) {
        @Override
        public AsyncService newClient(ProxyContext context) {
            return new AsyncServiceProxyClient(context);
        }

        @Override
        public ProxyServer<AsyncService> newServer(AsyncService impl, ProxyServerContext context) {
            return new AsyncServiceProxyServer(impl, context);
        }

        @Override
        protected void construct(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(CONSTRUCT)) {
                AsyncCapnp.AsyncInterface.ConstructParams.Builder params = call.params(AsyncCapnp.AsyncInterface.ConstructParams.factory);
                params.setThreadMap(call.capabilities(), ThreadMaps.build(call));
                try {
                    AsyncCapnp.AsyncInterface.ConstructResults.Reader results = call.invoke(AsyncCapnp.AsyncInterface.ConstructResults.factory);
                    ThreadMaps.read(call, results.getThreadMap());
                } catch (RuntimeException failure) {
                    throw call.readingFailed(failure);
                }
            }
        }
    };

    AsyncServiceProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public CompletionStage<Integer> twice(int arg) {
        try (ClientInvokeContext call = context.beginAsync(TWICE)) {
            AsyncCapnp.AsyncInterface.TwiceParams.Builder params = call.params(AsyncCapnp.AsyncInterface.TwiceParams.factory);
            params.setArg(arg);
            return call.invokeAsync(AsyncCapnp.AsyncInterface.TwiceResults.factory, (reply, results) -> results.getResult());
        }
    }

    @Override
    public CompletionStage<Integer> twiceOnThread(int arg) {
        try (ClientInvokeContext call = context.beginAsync(TWICE_ON_THREAD)) {
            AsyncCapnp.AsyncInterface.TwiceOnThreadParams.Builder params = call.params(AsyncCapnp.AsyncInterface.TwiceOnThreadParams.factory);
            call.buildContext(params.initContext());
            params.setArg(arg);
            return call.invokeAsync(AsyncCapnp.AsyncInterface.TwiceOnThreadResults.factory, (reply, results) -> results.getResult());
        }
    }

    @Override
    public CompletionStage<Void> fail(String reason) {
        try (ClientInvokeContext call = context.beginAsync(FAIL)) {
            AsyncCapnp.AsyncInterface.FailParams.Builder params = call.params(AsyncCapnp.AsyncInterface.FailParams.factory);
            call.buildContext(params.initContext());
            params.setReason(reason);
            return call.invokeAsync();
        }
    }

    @Override
    public CompletionStage<Integer> callBack(IntUnaryOperator callback, int arg) {
        try (ClientInvokeContext call = context.beginAsync(CALL_BACK)) {
            AsyncCapnp.AsyncInterface.CallBackParams.Builder params = call.params(AsyncCapnp.AsyncInterface.CallBackParams.factory);
            call.buildContext(params.initContext());
            params.setCallback(call.capabilities(), Interfaces.build(call, IntFunctionProxyClient.TYPE, callback, false));
            params.setArg(arg);
            return call.invokeAsync(AsyncCapnp.AsyncInterface.CallBackResults.factory, (reply, results) -> results.getResult());
        }
    }

    @Override
    public CompletionStage<Void> never() {
        try (ClientInvokeContext call = context.beginAsync(NEVER)) {
            return call.invokeAsync();
        }
    }
}

package io.multiprocess.async;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import io.multiprocess.proxy.type.Interfaces;
import io.multiprocess.proxy.type.Texts;
import io.multiprocess.proxy.type.ThreadMaps;
import java.util.function.IntUnaryOperator;
import javax.annotation.processing.Generated;

/** Serves a {@link AsyncService} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "async.capnp"
)
final class AsyncServiceProxyServer extends ProxyServer<AsyncService> {
    AsyncServiceProxyServer(AsyncService impl, ProxyServerContext context) {
        super(AsyncServiceProxyClient.TYPE, impl, context);
    }

    @Override
    protected void invoke(ServerInvokeContext call) throws Exception {
        switch (call.methodIndex()) {
            case 0 -> construct(call);
            case 1 -> twice(call);
            case 2 -> twiceOnThread(call);
            case 3 -> fail(call);
            case 4 -> callBack(call);
            case 5 -> never(call);
            default -> throw call.unimplemented();
        }
    }

    private void construct(ServerInvokeContext call) {
        AsyncCapnp.AsyncInterface.ConstructParams.Reader params = call.params(AsyncCapnp.AsyncInterface.ConstructParams.factory);
        ThreadMaps.read(call, params.getThreadMap());
        AsyncCapnp.AsyncInterface.ConstructResults.Builder results = call.results(AsyncCapnp.AsyncInterface.ConstructResults.factory);
        results.setThreadMap(call.capabilities(), ThreadMaps.build(call));
    }

    private void twice(ServerInvokeContext call) {
        AsyncCapnp.AsyncInterface.TwiceParams.Reader params = call.params(AsyncCapnp.AsyncInterface.TwiceParams.factory);
        int arg = params.getArg();
        call.completeWith(impl(call).twice(arg), value -> {
            AsyncCapnp.AsyncInterface.TwiceResults.Builder results = call.results(AsyncCapnp.AsyncInterface.TwiceResults.factory);
            results.setResult(value);
        });
    }

    private void twiceOnThread(ServerInvokeContext call) {
        AsyncCapnp.AsyncInterface.TwiceOnThreadParams.Reader params = call.params(AsyncCapnp.AsyncInterface.TwiceOnThreadParams.factory);
        int arg = params.getArg();
        call.completeWith(impl(call).twiceOnThread(arg), value -> {
            AsyncCapnp.AsyncInterface.TwiceOnThreadResults.Builder results = call.results(AsyncCapnp.AsyncInterface.TwiceOnThreadResults.factory);
            results.setResult(value);
        });
    }

    private void fail(ServerInvokeContext call) {
        AsyncCapnp.AsyncInterface.FailParams.Reader params = call.params(AsyncCapnp.AsyncInterface.FailParams.factory);
        String reason = Texts.read(params.getReason());
        call.completeWith(impl(call).fail(reason));
    }

    private void callBack(ServerInvokeContext call) {
        AsyncCapnp.AsyncInterface.CallBackParams.Reader params = call.params(AsyncCapnp.AsyncInterface.CallBackParams.factory);
        IntUnaryOperator callback = Interfaces.read(call, IntFunctionProxyClient.TYPE, params.getCallback());
        int arg = params.getArg();
        call.completeWith(impl(call).callBack(callback, arg), value -> {
            AsyncCapnp.AsyncInterface.CallBackResults.Builder results = call.results(AsyncCapnp.AsyncInterface.CallBackResults.factory);
            results.setResult(value);
        });
    }

    private void never(ServerInvokeContext call) {
        call.completeWith(impl(call).never());
    }
}

package io.multiprocess.async;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import java.util.function.IntUnaryOperator;
import javax.annotation.processing.Generated;

/** Serves a {@link IntUnaryOperator} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "async.capnp"
)
final class IntFunctionProxyServer extends ProxyServer<IntUnaryOperator> {
    IntFunctionProxyServer(IntUnaryOperator impl, ProxyServerContext context) {
        super(IntFunctionProxyClient.TYPE, impl, context);
    }

    @Override
    protected void invoke(ServerInvokeContext call) throws Exception {
        switch (call.methodIndex()) {
            case 0 -> destroy(call);
            case 1 -> call(call);
            default -> throw call.unimplemented();
        }
    }

    private void call(ServerInvokeContext call) {
        AsyncCapnp.IntFunction.CallParams.Reader params = call.params(AsyncCapnp.IntFunction.CallParams.factory);
        int arg = params.getArg();
        int result = impl(call).applyAsInt(arg);
        AsyncCapnp.IntFunction.CallResults.Builder results = call.results(AsyncCapnp.IntFunction.CallResults.factory);
        results.setResult(result);
    }
}

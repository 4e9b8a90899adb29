package io.multiprocess.foo;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import javax.annotation.processing.Generated;

/** Serves a {@link ExtendedCallback} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
final class ExtendedCallbackProxyServer extends ProxyServer<ExtendedCallback> {
    ExtendedCallbackProxyServer(ExtendedCallback impl, ProxyServerContext context) {
        super(ExtendedCallbackProxyClient.TYPE, impl, context);
    }

    @Override
    protected void invoke(ServerInvokeContext call) throws Exception {
        switch (call.methodIndex()) {
            case 0 -> destroy(call);
            case 1 -> call(call);
            case 2 -> callExtended(call);
            default -> throw call.unimplemented();
        }
    }

    private void call(ServerInvokeContext call) {
        FooCapnp.FooCallback.CallParams.Reader params = call.params(FooCapnp.FooCallback.CallParams.factory);
        int arg = params.getArg();
        int result = impl(call).call(arg);
        FooCapnp.FooCallback.CallResults.Builder results = call.results(FooCapnp.FooCallback.CallResults.factory);
        results.setResult(result);
    }

    private void callExtended(ServerInvokeContext call) {
        FooCapnp.ExtendedCallback.CallExtendedParams.Reader params = call.params(FooCapnp.ExtendedCallback.CallExtendedParams.factory);
        int arg = params.getArg();
        int result = impl(call).callExtended(arg);
        FooCapnp.ExtendedCallback.CallExtendedResults.Builder results = call.results(FooCapnp.ExtendedCallback.CallExtendedResults.factory);
        results.setResult(result);
    }
}

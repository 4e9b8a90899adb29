package io.multiprocess.foo;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import javax.annotation.processing.Generated;

/** Serves a {@link FooCallback} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
final class FooCallbackProxyServer extends ProxyServer<FooCallback> {
    FooCallbackProxyServer(FooCallback impl, ProxyServerContext context) {
        super(FooCallbackProxyClient.TYPE, impl, context);
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
        FooCapnp.FooCallback.CallParams.Reader params = call.params(FooCapnp.FooCallback.CallParams.factory);
        int arg = params.getArg();
        int result = impl(call).call(arg);
        FooCapnp.FooCallback.CallResults.Builder results = call.results(FooCapnp.FooCallback.CallResults.factory);
        results.setResult(result);
    }
}

package io.multiprocess.foo;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import java.util.function.IntSupplier;
import javax.annotation.processing.Generated;

/** Serves a {@link IntSupplier} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "foo.capnp"
)
final class FooFnProxyServer extends ProxyServer<IntSupplier> {
    FooFnProxyServer(IntSupplier impl, ProxyServerContext context) {
        super(FooFnProxyClient.TYPE, impl, context);
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
        int result = impl(call).getAsInt();
        FooCapnp.FooFn.CallResults.Builder results = call.results(FooCapnp.FooFn.CallResults.factory);
        results.setResult(result);
    }
}

package io.multiprocess.shapes;

import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ServerInvokeContext;
import io.multiprocess.proxy.type.Interfaces;
import javax.annotation.processing.Generated;

/** Serves a {@link Brush} to another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
final class BrushProxyServer extends ProxyServer<Brush> {
    BrushProxyServer(Brush impl, ProxyServerContext context) {
        super(BrushProxyClient.TYPE, impl, context);
    }

    @Override
    protected void invoke(ServerInvokeContext call) throws Exception {
        switch (call.methodIndex()) {
            case 0 -> destroy(call);
            case 1 -> width(call);
            case 2 -> twin(call);
            default -> throw call.unimplemented();
        }
    }

    private void width(ServerInvokeContext call) {
        int result = impl(call).width();
        ShapesCapnp.Brush.WidthResults.Builder results = call.results(ShapesCapnp.Brush.WidthResults.factory);
        results.setResult(result);
    }

    private void twin(ServerInvokeContext call) {
        Brush result = impl(call).twin();
        ShapesCapnp.Brush.TwinResults.Builder results = call.results(ShapesCapnp.Brush.TwinResults.factory);
        results.setResult(call.capabilities(), Interfaces.build(call, BrushProxyClient.TYPE, result, true));
    }
}

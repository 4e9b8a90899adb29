package io.multiprocess.shapes;

import io.multiprocess.proxy.ClientInvokeContext;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyServerContext;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.proxy.type.Interfaces;
import javax.annotation.processing.Generated;

/** Calls a {@link Brush} in another process. */
@Generated(
        value = "io.multiprocess.codegen.generator.proxy.ProxyGenerator",
        comments = "shapes.capnp"
)
public final class BrushProxyClient extends ProxyClient<Brush> implements Brush {
    static final ProxyMethod DESTROY = ProxyMethod.of(0, ShapesCapnp.Brush.ID, 0, "Brush.destroy", 4, 0);

    static final ProxyMethod WIDTH = ProxyMethod.of(1, ShapesCapnp.Brush.ID, 1, "Brush.width", 4, 0).copied();

    static final ProxyMethod TWIN = ProxyMethod.of(2, ShapesCapnp.Brush.ID, 2, "Brush.twin", 4, 0).copied();

    /** How to make proxies of {@link Brush}. */
    public static final ProxyType<Brush> TYPE = new ProxyType<Brush>(Brush.class, "shapes.capnp:Brush", ShapesCapnp.Brush.ID, DESTROY, WIDTH, TWIN) {
        @Override
        public Brush newClient(ProxyContext context) {
            return new BrushProxyClient(context);
        }

        @Override
        public ProxyServer<Brush> newServer(Brush impl, ProxyServerContext context) {
            return new BrushProxyServer(impl, context);
        }

        @Override
        protected void destroy(ProxyContext context) throws Exception {
            try (ClientInvokeContext call = context.begin(DESTROY)) {
                ShapesCapnp.Brush.DestroyParams.Builder params = call.params(ShapesCapnp.Brush.DestroyParams.factory);
                call.buildContext(params.initContext());
                call.invoke();
            }
        }
    };

    BrushProxyClient(ProxyContext context) {
        super(context);
    }

    @Override
    public int width() {
        try (ClientInvokeContext call = context.begin(WIDTH)) {
            ShapesCapnp.Brush.WidthParams.Builder params = call.params(ShapesCapnp.Brush.WidthParams.factory);
            call.buildContext(params.initContext());
            try {
                return call.invoke(ShapesCapnp.Brush.WidthResults.factory).getResult();
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Brush twin() {
        try (ClientInvokeContext call = context.begin(TWIN)) {
            ShapesCapnp.Brush.TwinParams.Builder params = call.params(ShapesCapnp.Brush.TwinParams.factory);
            call.buildContext(params.initContext());
            try {
                return Interfaces.read(call, BrushProxyClient.TYPE, call.invoke(ShapesCapnp.Brush.TwinResults.factory).getResult());
            } catch (RuntimeException failure) {
                throw call.readingFailed(failure);
            }
        }
    }

    @Override
    public Brush twinPipelined() {
        try (ClientInvokeContext call = context.beginAsync(TWIN)) {
            ShapesCapnp.Brush.TwinParams.Builder params = call.params(ShapesCapnp.Brush.TwinParams.factory);
            call.buildContext(params.initContext());
            return call.invokePipelined(BrushProxyClient.TYPE, 0);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

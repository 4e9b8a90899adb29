package io.multiprocess.proxy.type;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.TypedClient;
import io.multiprocess.proxy.InvokeContext;
import io.multiprocess.proxy.ProxyServer;
import io.multiprocess.proxy.ProxyType;
import org.jspecify.annotations.Nullable;

/**
 * Converts objects to capabilities and back: an object of ours gets a proxy server, one of the peer a proxy client. Functional
 * interfaces are no different.
 *
 * <p>A proxy that is passed on gets a proxy server around it too: the thread that the other side would name in a {@code Context}
 * means nothing to the vat behind the proxy.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code type-interface.h} and {@code type-function.h}.
 */
public final class Interfaces {
    private Interfaces() {}

    /**
     * The capability of an object, to be put into a message of the call; the call releases it.
     *
     * @param handedOver whether the object is closed when its last proxy server has ended
     * @return null for no object
     */
    public static <T> @Nullable Capability build(
            InvokeContext context, ProxyType<T> type, @Nullable T object, boolean handedOver) {
        return object == null ? null : context.own(context.connection().export(type, object, handedOver));
    }

    /**
     * The object behind a capability: a proxy, to be closed by whoever gets it, or our own object if the peer gives it back.
     *
     * @param client what the field's getter gave
     * @return null for a null pointer
     */
    public static <T> @Nullable T read(InvokeContext context, ProxyType<T> type, TypedClient client) {
        return read(context, type, client.capability());
    }

    /**
     * The object behind a capability: a proxy, to be closed by whoever gets it, or our own object if the peer gives it back.
     *
     * @param capability borrowed from the message
     * @return null for a null pointer
     */
    public static <T> @Nullable T read(InvokeContext context, ProxyType<T> type, Capability capability) {
        if (capability.isNull()) {
            return null;
        }
        if (capability.localServer() instanceof ProxyServer<?> server && server.isServedOver(context.connection())) {
            Object own = server.object();
            if (type.javaType().isInstance(own)) {
                return type.javaType().cast(own);
            }
        }
        return context.connection().client(type, capability.addRef());
    }
}

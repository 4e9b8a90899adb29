package io.multiprocess;

import io.multiprocess.capability.LocalServer;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/**
 * Makes the object that a peer gets when it asks for the bootstrap capability.
 *
 * <p>Called once per connection, when it opens, on a thread that must not be blocked.
 */
@FunctionalInterface
public interface Bootstrap {
    /** Offers nothing: the peer's bootstrap request fails. For pure clients. */
    Bootstrap NOTHING = connection -> null;

    /**
     * Offers one object to everyone, through a proxy server of its own for each connection.
     *
     * @param type how to serve it: {@code InitProxyClient.TYPE}
     * @param object the object; never closed from here
     */
    static <T> Bootstrap of(ProxyType<T> type, T object) {
        return connection -> ProxyConnection.of(connection).server(type, object);
    }

    /** The bootstrap object of one connection, or null if this connection is offered none. */
    @Nullable
    LocalServer bootstrap(VatConnection connection);
}

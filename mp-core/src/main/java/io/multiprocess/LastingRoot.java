package io.multiprocess;

import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.proxy.RootSource;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * The bootstrap object of whichever connection a client has now; {@code construct} is called once for each connection.
 *
 * <p><i>Thread-safe.</i>
 */
final class LastingRoot<T> implements RootSource {
    private final ClientConnection client;
    private final ProxyType<T> type;
    private volatile @Nullable Current current;

    LastingRoot(ClientConnection client, ProxyType<T> type) {
        this.client = client;
        this.type = type;
    }

    private record Current(VatConnection connection, ProxyContext context) {}

    @Override
    public ProxyContext current() throws IOException, InterruptedException {
        Current known = current;
        if (known != null && known.connection.isConnected()) {
            return known.context;
        }
        VatConnection connection = client.connection();
        synchronized (this) {
            known = current;
            if (known == null || known.connection != connection) {
                T root = ProxyConnection.of(connection).root(type, false);
                known = new Current(connection, ProxyClient.of((Object) root));
                current = known;
            }
            return known.context;
        }
    }
}

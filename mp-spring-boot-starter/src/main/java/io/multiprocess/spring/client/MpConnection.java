package io.multiprocess.spring.client;

import io.multiprocess.Address;
import io.multiprocess.ClientConnection;
import io.multiprocess.ConnectionListener;
import io.multiprocess.Vat;
import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.ClientInterceptor;
import io.multiprocess.proxy.ProxyCall;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpClientInterceptor;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One peer of this application: makes the remote interfaces that come from it, which find the present physical connection at
 * each call.
 *
 * <p>Thread-safe.
 */
public final class MpConnection {

    private static final Logger LOGGER = LoggerFactory.getLogger(MpConnection.class);

    private final Vat vat;
    private final MpConnectionSettings settings;
    private final Supplier<List<MpClientInterceptor>> interceptors;
    private final UnaryOperator<Runnable> completionDecorator;
    private final ConnectionListener listener;
    private final AtomicBoolean connecting = new AtomicBoolean();
    private @Nullable ClientConnection client;
    private boolean stopped;

    MpConnection(
            Vat vat,
            MpConnectionSettings settings,
            Supplier<List<MpClientInterceptor>> interceptors,
            UnaryOperator<Runnable> completionDecorator,
            ConnectionListener listener) {
        this.vat = vat;
        this.settings = settings;
        this.interceptors = interceptors;
        this.completionDecorator = completionDecorator;
        this.listener = listener;
    }

    /** The name that the connection is configured under. */
    public String name() {
        return settings.name();
    }

    /** How it is made and used. */
    public MpConnectionSettings settings() {
        return settings;
    }

    /** Where it stands. */
    public ClientConnection.State state() {
        ClientConnection existing = existing();
        return existing == null ? ClientConnection.State.IDLE : existing.state();
    }

    /** Why the last attempt failed or the last connection ended; {@code null} while all is well. */
    public @Nullable Throwable lastError() {
        ClientConnection existing = existing();
        return existing == null ? null : existing.lastError();
    }

    /** The open physical connection; {@code null} if there is none. Never connects. */
    public @Nullable VatConnection current() {
        ClientConnection existing = existing();
        return existing == null ? null : existing.current();
    }

    /**
     * Makes an object of a remote interface, without connecting.
     *
     * @param service the name that the peer serves the interface under, empty for the unnamed one
     */
    public <T> T client(ProxyType<T> type, String service) {
        return type.newClient(
                ProxyContext.root(type, () -> roots().find(type, service), settings.callTimeoutOf(type.javaType())));
    }

    /**
     * Connects if there is no connection.
     *
     * @throws MpConnectionException if that fails
     */
    public void connect() {
        try {
            client().connection();
        } catch (IOException | IllegalStateException e) {
            throw new MpConnectionException(name(), settings.addressText(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MpConnectionException(name(), settings.addressText(), e);
        }
    }

    /** Connects if there is no connection, without waiting for it. Does nothing while an attempt is under way. */
    public void connectInBackground() {
        if (connecting.compareAndSet(false, true)) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            connect();
                        } catch (MpConnectionException e) {
                            LOGGER.debug("{}", e.getMessage());
                        } finally {
                            connecting.set(false);
                        }
                    },
                    "multiprocess-connect-" + name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    synchronized void start() {
        stopped = false;
    }

    void stop() {
        ClientConnection last;
        synchronized (this) {
            stopped = true;
            last = client;
            client = null;
        }
        if (last != null) {
            last.close();
        }
    }

    private synchronized @Nullable ClientConnection existing() {
        return client;
    }

    private synchronized ClientConnection client() {
        if (stopped) {
            throw RpcException.disconnected("The connection '" + name() + "' is closed: the application has stopped");
        }
        ClientConnection existing = client;
        if (existing == null) {
            Supplier<Address> address = settings.address();
            existing = address == null
                    ? new SpawnedClientConnection(
                            vat, settings.command(), settings.options().reconnect(), listener)
                    : vat.client(address, settings.options().withListener(listener));
            client = existing;
        }
        return existing;
    }

    private ConnectionRoots roots() throws IOException, InterruptedException {
        VatConnection physical;
        try {
            physical = client().connection();
        } catch (IllegalStateException e) {
            // Nothing to connect to, or not any more: to a caller it is a peer that is not there.
            throw new RpcException(RpcException.Kind.DISCONNECTED, String.valueOf(e.getMessage()), e);
        }
        return physical.attribute(ConnectionRoots.class, () -> {
            ProxyConnection connection = ProxyConnection.of(physical);
            connection.setOptions(connection
                    .options()
                    .withCallTimeout(settings.callTimeout())
                    .withCompletionDecorator(completionDecorator)
                    .withClientInterceptors(interceptors.get().stream()
                            .<ClientInterceptor>map(interceptor -> new Adapter(interceptor, name()))
                            .toList()));
            return new ConnectionRoots(connection, settings.options().connect().timeout());
        });
    }

    /**
     * An interceptor of the application in terms of the core.
     *
     * <p>Thread-safe.
     */
    private record Adapter(MpClientInterceptor interceptor, String connectionName) implements ClientInterceptor {

        @Override
        public void intercept(ProxyCall call, Runnable next) {
            if (!interceptor.supports(call.type().javaType(), connectionName)) {
                next.run();
                return;
            }
            try {
                interceptor.intercept(new MpCall(call, connectionName, null), next::run);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw RpcException.of(e);
            }
        }
    }
}

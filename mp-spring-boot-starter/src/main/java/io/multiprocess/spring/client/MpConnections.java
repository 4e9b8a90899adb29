package io.multiprocess.spring.client;

import io.multiprocess.ConnectionListener;
import io.multiprocess.Vat;
import io.multiprocess.spring.MpClientInterceptor;
import io.multiprocess.spring.event.MpConnectionClosedEvent;
import io.multiprocess.spring.event.MpConnectionOpenedEvent;
import io.multiprocess.vat.VatConnection;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The configured connections: opens the eager ones when the application starts and closes all when it stops.
 *
 * <p>Thread-safe.
 */
public final class MpConnections implements SmartLifecycle {

    private final Map<String, MpConnection> connections = new LinkedHashMap<>();
    private final int phase;
    private volatile boolean running;

    /**
     * Connects nowhere yet.
     *
     * @param vat connects; not closed by this
     * @param phase when connections are opened and closed, among the application's lifecycle beans
     * @param interceptors gives the interceptors of calls, when there is a connection to call over
     * @param completionDecorator asked on the thread that makes an asynchronous call; what it returns completes the call's stage
     */
    public MpConnections(
            Vat vat,
            List<MpConnectionSettings> settings,
            int phase,
            Supplier<List<MpClientInterceptor>> interceptors,
            UnaryOperator<Runnable> completionDecorator,
            ApplicationEventPublisher publisher) {
        this.phase = phase;
        for (MpConnectionSettings each : settings) {
            ConnectionListener listener = new ConnectionListener() {
                @Override
                public void opened(VatConnection connection) {
                    publisher.publishEvent(new MpConnectionOpenedEvent(connection, each.name()));
                }

                @Override
                public void closed(VatConnection connection) {
                    publisher.publishEvent(new MpConnectionClosedEvent(connection, each.name()));
                }
            };
            connections.put(each.name(), new MpConnection(vat, each, interceptors, completionDecorator, listener));
        }
    }

    /** All connections, in the order configured. */
    public Collection<MpConnection> all() {
        return Collections.unmodifiableCollection(connections.values());
    }

    /**
     * One connection.
     *
     * @throws IllegalStateException if none is configured under this name
     */
    public MpConnection get(String name) {
        MpConnection connection = connections.get(name);
        if (connection == null) {
            throw new IllegalStateException(
                    "There is no connection '%s': set multiprocess.client.connection.%s.address to where its peer listens"
                            .formatted(name, name));
        }
        return connection;
    }

    @Override
    public void start() {
        running = true;
        connections.values().forEach(MpConnection::start);
        for (MpConnection connection : connections.values()) {
            if (connection.settings().eager()) {
                connection.connect();
            }
        }
    }

    @Override
    public void stop() {
        connections.values().forEach(MpConnection::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}

package io.multiprocess.spring.event;

import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;

/** Something that happened to a connection. Immutable. */
public abstract class MpConnectionEvent extends ApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient VatConnection connection;
    private final @Nullable String connectionName;

    MpConnectionEvent(VatConnection connection, @Nullable String connectionName) {
        super(connection);
        this.connection = connection;
        this.connectionName = connectionName;
    }

    /** The connection. */
    public VatConnection getConnection() {
        return connection;
    }

    /**
     * The name under which the connection is configured in {@code multiprocess.client.connection}; {@code null} for one
     * that a client opened to the server of this application.
     */
    public @Nullable String getConnectionName() {
        return connectionName;
    }

    /** Whether it was this application that connected. */
    public boolean isClient() {
        return connectionName != null;
    }
}

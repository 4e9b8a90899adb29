package io.multiprocess.spring.boot.actuate;

import io.multiprocess.ClientConnection;
import io.multiprocess.spring.client.MpConnection;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while connected, down after the connection was lost or an attempt failed, unknown while nobody has needed it yet.
 *
 * <p>Never waits: a connection that is down is tried again in the background, so that the next check knows. Not part of liveness, as
 * restarting this application does not bring its peer back. Thread-safe.
 */
public final class ConnectionHealthIndicator extends AbstractHealthIndicator {

    private final MpConnection connection;

    /** The health of a connection. */
    public ConnectionHealthIndicator(MpConnection connection) {
        super("The health check of the connection '" + connection.name() + "' failed");
        this.connection = connection;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        ClientConnection.State state = connection.state();
        switch (state) {
            case READY -> builder.up();
            case IDLE, CONNECTING -> builder.unknown();
            case FAILED, CLOSED -> builder.down();
        }
        builder.withDetail("address", connection.settings().addressText()).withDetail("state", state.name());
        Throwable error = connection.lastError();
        if (error != null && state != ClientConnection.State.READY) {
            builder.withDetail("error", String.valueOf(error.getMessage()));
        }
        if (state == ClientConnection.State.FAILED) {
            connection.connectInBackground();
        }
    }
}

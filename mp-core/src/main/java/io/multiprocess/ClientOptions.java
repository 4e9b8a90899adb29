package io.multiprocess;

import java.time.Duration;
import java.util.Objects;

/**
 * How a {@link ClientConnection} behaves. Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param connect how each physical connection is made; its timeout bounds how long a call waits for one
 * @param reconnect whether a connection that ended is replaced when the next call is made
 * @param backoff how long after a failed attempt calls fail without a new one; doubles with each failure
 * @param maxBackoff what the back-off grows to at most
 * @param listener is told of the physical connections of this client
 */
public record ClientOptions(
        ConnectOptions connect, boolean reconnect, Duration backoff, Duration maxBackoff, ConnectionListener listener) {
    private static final ClientOptions DEFAULTS = new ClientOptions(
            ConnectOptions.defaults(), true, Duration.ofMillis(50), Duration.ofSeconds(5), ConnectionListener.NONE);

    /** Checks that nothing is missing and no time negative. */
    public ClientOptions {
        Objects.requireNonNull(connect, "connect");
        Objects.requireNonNull(listener, "listener");
        if (backoff.isNegative() || maxBackoff.isNegative()) {
            throw new IllegalArgumentException("times of ClientOptions must not be negative");
        }
    }

    /** Reconnects, with a back-off from 50 ms to 5 s. */
    public static ClientOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with other {@link #connect} options. */
    public ClientOptions withConnect(ConnectOptions options) {
        return new ClientOptions(options, reconnect, backoff, maxBackoff, listener);
    }

    /** A copy that does, or does not, {@link #reconnect}. */
    public ClientOptions withReconnect(boolean again) {
        return new ClientOptions(connect, again, backoff, maxBackoff, listener);
    }

    /** A copy with another back-off. */
    public ClientOptions withBackoff(Duration first, Duration max) {
        return new ClientOptions(connect, reconnect, first, max, listener);
    }

    /** A copy with another {@link #listener}. */
    public ClientOptions withListener(ConnectionListener newListener) {
        return new ClientOptions(connect, reconnect, backoff, maxBackoff, newListener);
    }
}

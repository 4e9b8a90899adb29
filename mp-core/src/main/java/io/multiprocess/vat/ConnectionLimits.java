package io.multiprocess.vat;

import io.multiprocess.rpc.RpcLimits;

import java.time.Duration;
import java.util.Objects;

/**
 * What one connection may use. A peer that exceeds a limit loses its call or its connection; nobody else notices.
 *
 * <p>Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param rpc limits of messages and of the protocol's tables
 * @param writeQueueBytes how many bytes may wait to be sent before application threads wait for room, and reading pauses unless
 *     this vat waits for an answer
 * @param handshakeTime how long an accepted connection may take to send its first message, and before that, over TLS, to agree on
 *     keys; zero means for ever
 * @param stalledWriteTime how long a peer may leave more than {@code writeQueueBytes} unread, taking nothing, before the
 *     connection ends; zero means for ever
 * @param stalledReadTime how long reading may pause, because of {@link RpcLimits#callWordsInFlight} or
 *     {@code writeQueueBytes}, without any call ending; then it goes on, and calls that find no room are refused; not while
 *     eight times {@code writeQueueBytes} wait to be sent. Zero means for ever, as C++ does it
 */
public record ConnectionLimits(
        RpcLimits rpc,
        long writeQueueBytes,
        Duration handshakeTime,
        Duration stalledWriteTime,
        Duration stalledReadTime) {
    private static final ConnectionLimits DEFAULTS = new ConnectionLimits(
            RpcLimits.DEFAULT, 4L << 20, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(1));

    /** Checks that every limit lets something through. */
    public ConnectionLimits {
        Objects.requireNonNull(rpc, "rpc");
        if (writeQueueBytes <= 0) {
            throw new IllegalArgumentException("writeQueueBytes must be positive: " + writeQueueBytes);
        }
        if (handshakeTime.isNegative() || stalledWriteTime.isNegative() || stalledReadTime.isNegative()) {
            throw new IllegalArgumentException("times of ConnectionLimits must not be negative");
        }
    }

    /** The protocol's defaults, 4 MiB to write, 30 s for the first message, 60 s of not reading, pauses of 1 s. */
    public static ConnectionLimits defaults() {
        return DEFAULTS;
    }

    /** A copy with other limits of the protocol. */
    public ConnectionLimits withRpc(RpcLimits limits) {
        return new ConnectionLimits(limits, writeQueueBytes, handshakeTime, stalledWriteTime, stalledReadTime);
    }

    /** A copy with other {@link #writeQueueBytes}. */
    public ConnectionLimits withWriteQueueBytes(long bytes) {
        return new ConnectionLimits(rpc, bytes, handshakeTime, stalledWriteTime, stalledReadTime);
    }

    /** A copy with another {@link #handshakeTime}. */
    public ConnectionLimits withHandshakeTime(Duration time) {
        return new ConnectionLimits(rpc, writeQueueBytes, time, stalledWriteTime, stalledReadTime);
    }

    /** A copy with another {@link #stalledWriteTime}. */
    public ConnectionLimits withStalledWriteTime(Duration time) {
        return new ConnectionLimits(rpc, writeQueueBytes, handshakeTime, time, stalledReadTime);
    }

    /** A copy with another {@link #stalledReadTime}. */
    public ConnectionLimits withStalledReadTime(Duration time) {
        return new ConnectionLimits(rpc, writeQueueBytes, handshakeTime, stalledWriteTime, time);
    }
}

package io.multiprocess.vat;

import io.multiprocess.capability.LocalServer;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * How a connection is opened. Immutable.
 *
 * @param initiator whether this side connected or spawned
 * @param limits what it may use
 * @param bootstrap makes what the peer gets for its bootstrap request; null for nothing
 * @param events who is told when it opens and closes
 */
public record ConnectionSetup(
        boolean initiator,
        ConnectionLimits limits,
        Function<VatConnection, @Nullable LocalServer> bootstrap,
        List<ConnectionEvents> events) {
    /** Copies the list. */
    public ConnectionSetup {
        events = List.copyOf(events);
    }
}

package io.multiprocess;

import io.multiprocess.vat.VatConnection;

/**
 * Is told when connections of a {@link Vat} open and close.
 *
 * <p>Called on a thread of the vat that may block briefly, never with a lock held, in order for each connection. What a
 * listener throws is logged and has no other effect.
 */
public interface ConnectionListener {
    /** Does nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /** A connection was made, or accepted and its peer let in. */
    default void opened(VatConnection connection) {}

    /**
     * A connection ended.
     *
     * @param connection the connection, of which {@link VatConnection#closeReason} says why it ended
     */
    default void closed(VatConnection connection) {}
}

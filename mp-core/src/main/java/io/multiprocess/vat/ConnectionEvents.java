package io.multiprocess.vat;

/** Is told when a connection opens and closes, in this order, on a thread that may block. */
public interface ConnectionEvents {
    /** Does nothing. */
    ConnectionEvents NONE = new ConnectionEvents() {};

    /** The connection is ready for calls. */
    default void opened(VatConnection connection) {}

    /** The connection has ended, and what it held was let go. */
    default void closed(VatConnection connection) {}
}

package io.multiprocess.proxy;

/** Where a proxy stands. */
public enum ProxyState {
    /** Calls are possible. */
    LIVE,
    /** Closed here: nothing reaches the wire any more. */
    DESTROYED,
    /** The connection has ended. */
    DISCONNECTED
}

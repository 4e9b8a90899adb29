package io.multiprocess.transport;

/** Which library serves the paths of Unix sockets; other kinds of address have no choice. */
public enum SocketLibrary {
    /** The JDK's channels: fast, no native code of ours, but the peer's process id stays unknown. */
    JDK,
    /** junixsocket: knows the peer's process and numeric user id, at the price of slower selectors and one more copy. */
    JUNIXSOCKET
}

package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** A place where streams are accepted. {@link #close} is thread-safe, the rest belongs to the event loop. */
public interface Acceptor extends Closeable {
    /** Whose readiness says that somebody waits. In non-blocking mode. */
    SelectableChannel channel();

    /**
     * Accepts one waiting client. A {@linkplain StreamConnection#handshake handshake} with it is still to be done.
     *
     * @return null if nobody waits
     * @throws IOException if accepting failed; the next attempt may succeed
     */
    @Nullable
    StreamConnection accept() throws IOException;

    /** The port of a TCP socket, else 0. */
    int port();

    /** Stops accepting and removes the socket's file, if it is still this socket's. Does nothing the second time. */
    @Override
    void close();
}

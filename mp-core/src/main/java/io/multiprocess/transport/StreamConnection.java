package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;

/**
 * A connected stream of bytes in both directions. Reading and writing never block.
 *
 * <p>One thread at a time may read, one at a time may write, both at once; {@link #close} may be called from any thread.
 */
public interface StreamConnection extends Closeable {
    /** What must be brought to an end before the first read or write; null if there is nothing to do, or no longer. */
    default @Nullable Handshake handshake() {
        return null;
    }

    /** Whose readiness says that {@link #read} has something. In non-blocking mode. */
    SelectableChannel readChannel();

    /** Whose readiness says that {@link #write} has room. May be the same as {@link #readChannel}. In non-blocking mode. */
    SelectableChannel writeChannel();

    /**
     * Reads what is there.
     *
     * @param into its position moves by the number of bytes
     * @return the number of bytes, 0 if nothing is there, -1 at the end of the stream
     * @throws IOException if the connection is broken
     */
    int read(ByteBuffer into) throws IOException;

    /**
     * Whether {@link #read} has something, data or the end, although the channel may never become ready: what was received and not
     * yet read. Changes only with a read. Thread-safe.
     */
    default boolean hasBuffered() {
        return false;
    }

    /**
     * Writes what there is room for. What was not taken comes first in the next call, as it is.
     *
     * @param from their positions move by what was taken
     * @param count how many of the buffers, from the first, to write
     * @return the number of bytes, possibly 0
     * @throws IOException if the connection is broken
     */
    long write(ByteBuffer[] from, int count) throws IOException;

    /**
     * Whether threads other than an event loop's may read and write. False where an interrupt of such a thread would close the
     * connection.
     */
    boolean anyThread();

    /** Who is at the other end. */
    PeerCredentials peer();

    /** Closes both directions. Bytes written before still arrive. Does nothing the second time. */
    @Override
    void close();
}

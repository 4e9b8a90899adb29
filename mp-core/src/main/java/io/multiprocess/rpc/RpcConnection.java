package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.MessageArena;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: the four tables and what each message does to them.
 *
 * <p><i>Guarded by the connection lock</i> ({@link ConnectionHost#lock}), except {@link #bootstrap}, which takes it.
 */
public abstract class RpcConnection {

    RpcConnection() {}

    /**
     * Starts a connection.
     *
     * @param host lends the lock, carries out actions
     * @param limits what the peer may use up
     * @param bootstrap what the peer gets for {@code Bootstrap}, its reference is taken over; null if nothing is offered
     * @return the connection, with empty tables
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static RpcConnection create(ConnectionHost host, RpcLimits limits, @Nullable Capability bootstrap) {
        throw new UnsupportedOperationException("the protocol is not in this build");
    }

    /**
     * Asks the peer for its bootstrap capability. Takes the lock itself.
     *
     * @return a promise for it, owned by the caller
     */
    public abstract Capability bootstrap();

    /**
     * Takes a message. A protocol error ends the connection with an {@code Abort}; nothing is thrown. Ignored after the
     * end of the connection.
     *
     * @param message as it came out of the decoder
     */
    public abstract void receive(MessageArena message);

    /** Sends the small messages that were waiting for something to ride along with. */
    public abstract void flush();

    /**
     * Ends everything because the stream ended: calls fail, capabilities break, exports are released. Does not call
     * {@link ConnectionHost#close}.
     *
     * @param reason what callers are told
     */
    public abstract void disconnected(RpcException reason);

    /**
     * Ends the connection from this side: sends {@code Abort}, then as {@link #disconnected}, then
     * {@link ConnectionHost#close}.
     *
     * @param reason what the peer and callers are told
     */
    public abstract void abort(RpcException reason);

    /**
     * Tells whether nothing is under way and nothing is held, by either side.
     *
     * @return true if all tables are empty
     */
    public abstract boolean isIdle();

    /**
     * Tells whether calls are under way to the peer, so that an answer is to be expected.
     *
     * @return true if a question waits for its return
     */
    public abstract boolean awaitsReturn();
}

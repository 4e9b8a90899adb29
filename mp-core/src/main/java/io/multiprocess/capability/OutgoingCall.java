package io.multiprocess.capability;

import org.capnproto.AnyPointer;

/**
 * A call being made: params first, then one of the sends, or {@link #discard()}.
 *
 * <p>The params are built straight in the message that will go out. <i>Confined to one thread; used once.</i>
 */
public interface OutgoingCall {

    /**
     * Gives the place of the params.
     *
     * @return a pointer to initialize with the params struct
     */
    AnyPointer.Builder params();

    /**
     * Gives the table that capabilities in the params are added to.
     *
     * @return the table; its references pass to the call with the send
     */
    CapabilityTable paramsTable();

    /**
     * Promises that nothing will be pipelined on this call, which saves the callee's bookkeeping. Before the send.
     */
    void noPromisePipelining();

    /**
     * Limits how long the call may take: it fails with {@code OVERLOADED} when the time is over, whether anybody waits for it
     * or not, and the callee is told. Counted from the send. For a streaming call it limits how long the turn for the next
     * one may take to come.
     *
     * @param nanos how long; 0 for as long as it takes
     */
    void timeoutNanos(long nanos);

    /**
     * Promises that nothing keeps a builder, or a reader, of the params beyond the send, so that their memory can serve the next
     * call. Before the params are built.
     */
    default void reuseMemory() {}

    /**
     * Says, after {@link #reuseMemory}, that the next thing to be allocated in the params is a {@code Data} of which every byte is
     * written at once.
     *
     * @param bytes its size
     */
    default void expectData(int bytes) {}

    /**
     * Sends the call. Does not wait, except that a full window of the connection may hold up an application thread.
     *
     * @return the pending call; a failure to send is a failure of that
     */
    PendingCall send();

    /**
     * The same for a caller that goes on without waiting for the answer. While many such calls of a connection are unanswered, their
     * messages go out together, a moment later and in order; a single one is sent at once.
     *
     * @return the pending call; a failure to send is a failure of that
     */
    default PendingCall sendSoon() {
        return send();
    }

    /**
     * Sends a call of a {@code -> stream} method. What is returned completes, with an empty response, as soon as the
     * next call of the stream may be made: usually at once. It fails with the first failure of an earlier call of the
     * stream on this capability; the last failure comes out of the stream's closing call.
     *
     * @return pending until the next call may be made
     */
    PendingCall sendStreaming();

    /** Drops the call unsent, with the references in its table. */
    void discard();
}

package io.multiprocess.capability;

import org.capnproto.AnyPointer;
import org.jspecify.annotations.Nullable;

/**
 * A call as its callee sees it.
 *
 * <p>State: <i>running</i> → one of {@link #complete()}, {@link #fail}, {@link #tailCall}; a second one is ignored, so
 * that a cancelled call's code may finish as it likes. Params and results are confined to one thread at a time; ending,
 * {@link #isCancelled()} and {@link #onCancel} may be called from any thread.
 */
public abstract class CallContext {

    /** Makes a context. */
    protected CallContext() {}

    /**
     * Gives the interface of the method.
     *
     * @return its id
     */
    public abstract long interfaceId();

    /**
     * Gives the method.
     *
     * @return its ordinal
     */
    public abstract int methodId();

    /**
     * Gives the params.
     *
     * @return pointer to the params struct, good until {@link #releaseParams()} or the end of the call
     */
    public abstract AnyPointer.Reader params();

    /**
     * Gives the capabilities in the params.
     *
     * @return the table, borrowed
     */
    public abstract CapabilityTable paramsTable();

    /** Releases the params early: their memory, their capabilities and their share of the connection's window. */
    public abstract void releaseParams();

    /**
     * Gives the place of the results, built straight in the message that will go out.
     *
     * @param sizeHintWords expected size of the results, in words of 8 bytes; counts at the first call
     * @return a pointer to initialize with the results struct; the same place every time
     */
    public abstract AnyPointer.Builder results(int sizeHintWords);

    /**
     * Gives the table that capabilities in the results are added to.
     *
     * @return the table; its references pass on with {@link #complete()}
     */
    public abstract CapabilityTable resultsTable();

    /** Ends the call with its results; without {@link #results} these are null. */
    public abstract void complete();

    /**
     * Ends the call with a failure.
     *
     * @param failure what the caller is told: an {@link RpcException}'s kind and reason, else {@code FAILED} with the
     *     message
     */
    public abstract void fail(Throwable failure);

    /**
     * Ends the call with the outcome of another one, which is sent by this. Between two vats the results then take the
     * shortest way.
     *
     * @param call filled, not sent
     */
    public abstract void tailCall(OutgoingCall call);

    /**
     * Tells whether the caller has given up.
     *
     * @return true once nobody waits for the outcome
     */
    public abstract boolean isCancelled();

    /**
     * Sets what to do when the caller gives up; done at once if it has. The last one set counts. Runs on the thread that
     * reads the connection, with no lock held: must be quick.
     *
     * @param action what to do, or null for nothing
     */
    public abstract void onCancel(@Nullable Runnable action);

    /**
     * Promises that nothing keeps a builder of the results beyond the end of the call, so that their memory can serve the next
     * one. Before the results are built.
     *
     * @param paramsToo whether that holds for readers of the params, and of anything in them, as well
     */
    public void reuseMemory(boolean paramsToo) {}

    /**
     * Says, after {@link #reuseMemory}, that the next thing to be allocated in the results is a {@code Data} of which every byte is
     * written at once.
     *
     * @param bytes its size
     */
    public void expectData(int bytes) {}

    /**
     * Tells that the caller asked for pipelining to be left out.
     *
     * @return true if no call on the results' capabilities will come before they are returned
     */
    public boolean noPromisePipelining() {
        return false;
    }

    /**
     * Gives the connection that the call came over.
     *
     * @return the connection, or null for a call from this process
     */
    public @Nullable Connection connection() {
        return null;
    }
}

package io.multiprocess.capability;

/**
 * An object of this vat that calls are made on: what a {@link Capability} made by {@link Capability#local} leads to.
 *
 * <p>Generated servers extend {@link TypedServer}.
 */
public interface LocalServer {

    /**
     * Takes one call. Calls on one capability come in the order made, one at a time.
     *
     * <p>The call ends when {@link CallContext#complete}, {@link CallContext#fail} or {@link CallContext#tailCall} is
     * called, from any thread, now or later. An exception from here is a {@code fail}.
     *
     * @param interfaceId id of the interface that the method is declared in
     * @param methodId ordinal of the method
     * @param context the call
     */
    void dispatch(long interfaceId, int methodId, CallContext context);

    /**
     * Tells whether {@link #dispatch} runs application code itself, or only passes the call on to another thread.
     *
     * @param interfaceId id of the interface that the method is declared in
     * @param methodId ordinal of the method
     * @return true if {@code dispatch} must run on the event loop thread; false if any thread may call it, as it
     *     returns at once
     */
    default boolean runsOnLoop(long interfaceId, int methodId) {
        return true;
    }

    /**
     * The last reference is gone and all calls were dispatched; no call will come any more. Runs on the event loop, so
     * it must not block.
     */
    default void released() {}
}

package io.multiprocess.capability;

/**
 * Base of generated {@code Server} classes. A generated class overrides {@link #dispatch} with a switch over the ids of
 * its interface and all it inherits, and calls one protected method per method, whose default is
 * {@link #unimplemented}.
 */
public abstract class TypedServer implements LocalServer {

    /** Makes a server. */
    protected TypedServer() {}

    /**
     * Ends a call of a method that this object does not have.
     *
     * @param context the call
     */
    protected static void unimplemented(CallContext context) {
        context.fail(RpcException.unimplemented(context.interfaceId(), context.methodId()));
    }
}

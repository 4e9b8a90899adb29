package io.multiprocess.capability;

/** A capability whose calls all fail at once; also the null capability. <i>Thread-safe.</i> */
final class BrokenCapability extends Capability {

    /** Shared, as null pointers are met all the time. */
    static final RpcException NULL = RpcException.received(RpcException.Kind.FAILED, "Called null capability.", "");

    private final RpcException reason;
    private final boolean isNull;

    BrokenCapability(RpcException reason, boolean isNull) {
        this.reason = reason;
        this.isNull = isNull;
    }

    @Override
    public OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords) {
        return new LocalCall(this, interfaceId, methodId, paramsSizeHintWords);
    }

    @Override
    public void deliver(CallContext call) {
        call.fail(reason);
    }

    @Override
    public RpcException brokenReason() {
        return reason;
    }

    @Override
    public boolean isNull() {
        return isNull;
    }

    @Override
    public String toString() {
        return "broken capability (" + reason.getMessage() + ")";
    }
}

package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.OutgoingCall;

/**
 * A capability of the peer that it passed to us as one of ours, not knowing yet that ours leads back to it. A promise that
 * is resolved to it needs an embargo although it stays on this connection: calls made before may still come back to us
 * before they go on. For all else it is what it refers to.
 *
 * <p>Spec: rpc.capnp, {@code Disembargo}, the Tribble 4-way race. <i>Thread-safe.</i>
 */
final class ReflectedCapability extends Capability {

    private final Capability inner;

    /** Takes over the reference. */
    ReflectedCapability(Capability inner) {
        this.inner = inner;
    }

    @Override
    public OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords) {
        return inner.newCall(interfaceId, methodId, paramsSizeHintWords);
    }

    @Override
    public void deliver(CallContext call) {
        inner.deliver(call);
    }

    @Override
    public void deliverFromLoop(CallContext call) {
        inner.deliverFromLoop(call);
    }

    @Override
    public Capability resolution() {
        return inner;
    }

    @Override
    protected void released() {
        inner.release();
    }

    @Override
    public String toString() {
        return "reflected " + inner;
    }
}

package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.Connection;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.PointerCopier;
import org.jspecify.annotations.Nullable;

/**
 * A capability whose calls go to the peer of one connection. <i>Thread-safe</i>; what is not public is guarded by the
 * connection lock.
 */
abstract class RemoteCapability extends Capability {

    final RpcConnection connection;

    /** Calls of streams on this capability; made with the first one. */
    private @Nullable StreamWindow streamWindow;

    RemoteCapability(RpcConnection connection) {
        this.connection = connection;
    }

    /** What messages are really addressed to now: never a promise that could turn to somewhere else. Under the lock. */
    abstract RemoteCapability strict();

    /** Addresses a Call to this; only for a strict one. Under the lock. */
    abstract void target(OutgoingMessage call);

    /** Addresses a Disembargo to this; only for a strict one. Under the lock. */
    abstract void targetOfDisembargo(OutgoingMessage disembargo);

    /** Describes this to the peer; only for a strict one. Under the lock. */
    abstract void describe(RawStruct descriptor);

    /** Notes that a call went this way, so that a turn to a local object needs an embargo. Under the lock. */
    void used() {}

    final StreamWindow streamWindow() {
        StreamWindow window = streamWindow;
        if (window == null) {
            window = new StreamWindow(connection);
            streamWindow = window;
        }
        return window;
    }

    @Override
    public OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords) {
        Capability target = mostResolved();
        return target == this
                ? new RpcCall(this, interfaceId, methodId, paramsSizeHintWords)
                : target.newCall(interfaceId, methodId, paramsSizeHintWords);
    }

    @Override
    public void deliver(CallContext call) {
        Capability target = mostResolved();
        if (target != this) {
            target.deliver(call);
            return;
        }
        OutgoingCall forwarded = newCall(call.interfaceId(), call.methodId(), 64);
        try {
            PointerCopier.copy(
                    call.params(),
                    forwarded.params(),
                    connection.limits().wire().traversalWords());
            CapabilityTable table = call.paramsTable();
            for (int i = 0; i < table.size(); i++) {
                Capability capability = table.get(i);
                forwarded.paramsTable().adopt(capability == null ? null : capability.addRef());
            }
        } catch (RuntimeException failure) {
            forwarded.discard();
            call.fail(failure);
            return;
        }
        if (call.noPromisePipelining()) {
            forwarded.noPromisePipelining();
        }
        call.tailCall(forwarded);
    }

    @Override
    public @Nullable Connection connection() {
        Capability target = mostResolved();
        return target == this ? connection.host() : target.connection();
    }
}

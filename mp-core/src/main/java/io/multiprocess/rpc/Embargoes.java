package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.OutgoingMessage;

/**
 * The embargoes of this side, and the echoes of the peer's.
 *
 * <p>Spec: rpc.capnp, {@code EmbargoId}, {@code Disembargo}. <i>Guarded by the connection lock</i>, except {@link #echo}.
 */
final class Embargoes {

    private final RpcConnection connection;
    private final int limit;
    private final IdTable<Embargo> table = new IdTable<>();

    Embargoes(RpcConnection connection) {
        this.connection = connection;
        this.limit = connection.limits().embargoes();
    }

    int size() {
        return table.size();
    }

    /** The connection is gone. */
    void disconnected(RpcException reason) {
        table.forEach(embargo -> connection.deliverLater(() -> {
            embargo.promise().fail(reason);
            embargo.promise().release();
            embargo.target().release();
        }));
        table.clear();
    }

    /**
     * Holds up calls on what a promise has turned to until those made before are back.
     *
     * @param via where calls went before
     * @param target where they are to go; its reference is taken over
     * @return what keeps them meanwhile, with a reference
     */
    Capability start(RemoteCapability via, Capability target) {
        if (table.size() >= limit) {
            connection.releaseLater(target);
            return Capability.broken(
                    new RpcException(RpcException.Kind.OVERLOADED, "More than " + limit + " embargoes under way"));
        }
        Promise promise = new Promise();
        int id = table.add(new Embargo(promise, target));
        OutgoingMessage disembargo = MessageWriter.disembargo(RpcSchema.DISEMBARGO_SENDER_LOOPBACK, id);
        via.targetOfDisembargo(disembargo);
        connection.send(disembargo);
        promise.addRef();
        return promise;
    }

    /** Everything sent before the embargo has come back. */
    void lift(int id) {
        Embargo embargo = table.get(id);
        if (embargo == null) {
            throw new ProtocolException("invalid embargo ID " + Integer.toUnsignedString(id) + " in receiverLoopback");
        }
        table.remove(id);
        connection.deliverLater(() -> {
            embargo.promise().resolve(embargo.target());
            embargo.promise().release();
        });
    }

    /** Sends a Disembargo back once its target is known to be the peer's. Without the lock; releases the target. */
    void echo(Capability target, int id) {
        Capability most = target.mostResolved();
        if (most.isUnresolvedPromise()) {
            most.whenResolved(resolution -> echo(target, id));
            return;
        }
        connection.host().lock();
        try {
            if (connection.isOpen()) {
                if (most instanceof RemoteCapability remote && remote.connection == connection) {
                    OutgoingMessage echo = MessageWriter.disembargo(RpcSchema.DISEMBARGO_RECEIVER_LOOPBACK, id);
                    remote.strict().targetOfDisembargo(echo);
                    connection.send(echo);
                } else {
                    connection.abort(
                            RpcException.failed("'Disembargo' of type 'senderLoopback' sent to an object that does not"
                                    + " point back to the sender."));
                }
            }
        } finally {
            connection.host().unlock();
        }
        target.release();
    }
}

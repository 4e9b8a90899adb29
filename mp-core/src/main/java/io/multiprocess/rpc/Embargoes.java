package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.OutgoingMessage;

import java.util.HashSet;
import java.util.Set;

/**
 * The embargoes of this side, and the echoes of the peer's.
 *
 * <p>Spec: rpc.capnp, {@code EmbargoId}, {@code Disembargo}. <i>Guarded by the connection lock</i>, except {@link #send}.
 */
final class Embargoes {

    private final RpcConnection connection;
    private final int limit;
    private final IdTable<Embargo> table = new IdTable<>();

    /** Embargoes of the peer that wait for a promise of ours, or for the calls before them. */
    private final Set<Echo> echoes = new HashSet<>();

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
        echoes.forEach(echo -> connection.releaseLater(echo.target));
        echoes.clear();
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

    /** Takes a Disembargo that is to be sent back, behind the calls before it, which are on their way through the target. */
    void received(Capability target, int id) {
        if (echoes.size() >= limit) {
            connection.releaseLater(target);
            throw new ProtocolException("more than " + limit + " of them wait for what they are addressed to");
        }
        Echo echo = new Echo(target, id);
        echoes.add(echo);
        connection.deliverLater(() -> send(echo));
    }

    /** Sends a Disembargo back once its target is known to be the peer's. Without the lock. */
    private void send(Echo echo) {
        Capability most;
        connection.host().lock();
        try {
            if (!echoes.contains(echo)) {
                return; // the connection is gone
            }
            most = echo.target.mostResolved();
            if (!most.isUnresolvedPromise()) {
                echoes.remove(echo);
                connection.releaseLater(echo.target);
                if (most instanceof RemoteCapability remote && remote.connection == connection) {
                    OutgoingMessage message = MessageWriter.disembargo(RpcSchema.DISEMBARGO_RECEIVER_LOOPBACK, echo.id);
                    remote.strict().targetOfDisembargo(message);
                    connection.send(message);
                } else {
                    connection.abort(
                            RpcException.failed("'Disembargo' of type 'senderLoopback' sent to an object that does not"
                                    + " point back to the sender."));
                }
                return;
            }
        } finally {
            connection.host().unlock();
        }
        most.whenResolved(resolution -> send(echo));
    }

    /** A Disembargo of the peer's that is to be sent back; holds a reference to its target while it is listed. */
    private static final class Echo {
        private final Capability target;
        private final int id;

        Echo(Capability target, int id) {
            this.target = target;
            this.id = id;
        }
    }
}

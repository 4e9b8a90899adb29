package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * The import table: capabilities of the peer that are held here.
 *
 * <p>Spec: rpc.capnp, {@code ImportId}. <i>Guarded by the connection lock.</i>
 */
final class Imports {

    private final RpcConnection connection;
    private final int limit;
    private final PeerTable<ImportedCapability> table = new PeerTable<>();

    Imports(RpcConnection connection) {
        this.connection = connection;
        this.limit = connection.limits().imports();
    }

    @Nullable
    ImportedCapability get(int id) {
        return table.get(id);
    }

    int size() {
        return table.size();
    }

    void forEach(Consumer<? super ImportedCapability> action) {
        table.forEach(action);
    }

    /** The connection is gone. */
    void disconnected(RpcException reason) {
        table.forEach(imported -> {
            RemotePromise promise = imported.promise;
            if (promise != null) {
                promise.resolve(Capability.broken(reason));
            }
        });
        table.clear();
    }

    /**
     * Notes that the peer has sent one of its capabilities.
     *
     * @return the capability or the promise for it, owned by the caller
     */
    Capability received(int id, boolean isPromise) {
        ImportedCapability imported = table.get(id);
        if (imported == null || !imported.tryRetain()) {
            // An entry that nobody refers to any more gives back its own count when it comes to it.
            if (imported == null && table.size() >= limit) {
                throw new ProtocolException("more than " + limit + " capabilities passed");
            }
            imported = new ImportedCapability(connection, id);
            table.put(id, imported);
        }
        imported.remoteReferences++;
        if (!isPromise) {
            return imported;
        }
        RemotePromise promise = imported.promise;
        if (promise != null && promise.tryRetain()) {
            connection.releaseLater(imported);
            return promise;
        }
        promise = new RemotePromise(imported);
        imported.isPromise = true;
        imported.promise = promise;
        return promise;
    }

    /** Nobody refers to an import any more. */
    void released(ImportedCapability imported) {
        if (table.get(imported.id) == imported) {
            table.remove(imported.id);
        }
        if (connection.isOpen() && imported.remoteReferences > 0) {
            connection.rideAlong(
                    RpcSchema.RELEASE, Integer.toUnsignedLong(imported.id) | (long) imported.remoteReferences << 32);
        }
    }
}

package io.multiprocess.rpc;

import io.multiprocess.wire.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the import table: an object, or a promise as the place it was before it was resolved, in the peer's export
 * table. Lives as long as somebody refers to it; then one {@code Release} gives back all that was received.
 *
 * <p>Spec: rpc.capnp, {@code ImportId}. <i>Thread-safe</i>; fields are guarded by the connection lock.
 */
final class ImportedCapability extends RemoteCapability {

    final int id;

    /** How often the peer has sent us this id. */
    int remoteReferences;

    /** Whether the peer called it a promise, so that a {@code Resolve} may come. */
    boolean isPromise;

    /** The promise that callers hold if the peer called it one; not a reference. */
    @Nullable
    RemotePromise promise;

    ImportedCapability(RpcConnection connection, int id) {
        super(connection);
        this.id = id;
    }

    boolean tryRetain() {
        return tryAddRef();
    }

    @Override
    RemoteCapability strict() {
        return this;
    }

    @Override
    void target(OutgoingMessage call) {
        MessageWriter.callToImport(call, id);
    }

    @Override
    void targetOfDisembargo(OutgoingMessage disembargo) {
        MessageWriter.disembargoToImport(disembargo, id);
    }

    @Override
    void describe(RawStruct descriptor) {
        MessageWriter.descriptor(descriptor, RpcSchema.CAP_RECEIVER_HOSTED, id);
    }

    @Override
    protected void released() {
        connection.host().lock();
        try {
            connection.imports.released(this);
        } finally {
            connection.host().unlock();
        }
    }

    @Override
    public String toString() {
        return "import " + Integer.toUnsignedString(id) + " of "
                + connection.host().description();
    }
}

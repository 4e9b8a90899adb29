package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;

/**
 * An entry of the export table. State: <i>settled</i>, or <i>promise</i> until its {@code Resolve} is sent; after that it
 * goes on standing for exactly what the {@code Resolve} named.
 *
 * <p>Spec: rpc.capnp, {@code ExportId}, {@code Resolve}. <i>Guarded by the connection lock.</i>
 */
final class Export {

    int id;

    /** Holds a reference. */
    Capability capability;

    int references;

    /** Tells which export was made later. */
    long sequence;

    /** Whether the peer was told to expect a {@code Resolve} that was not sent yet. */
    boolean isPromise;

    Export(Capability capability) {
        this.capability = capability;
    }
}

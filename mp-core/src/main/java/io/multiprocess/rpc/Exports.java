package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.OutgoingMessage;
import org.capnproto.StructList;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/**
 * The export table: capabilities of this vat that the peer holds, how they are described to it, and what becomes of those
 * that were promises.
 *
 * <p>Spec: rpc.capnp, {@code ExportId}, {@code CapDescriptor}, {@code Resolve}. <i>Guarded by the connection lock.</i>
 */
final class Exports {

    private final RpcConnection connection;
    private final RpcLimits limits;
    private final IdTable<Export> table = new IdTable<>();

    /** The export that is to be used when a capability is sent again. */
    private final IdentityHashMap<Capability, Export> byCapability = new IdentityHashMap<>();

    private long sequence;

    /** Broken capabilities in the message being written, whose reasons are to follow it. */
    private @Nullable List<Export> broken;

    Exports(RpcConnection connection) {
        this.connection = connection;
        this.limits = connection.limits();
    }

    @Nullable
    Export get(int id) {
        return table.get(id);
    }

    int size() {
        return table.size();
    }

    void forEach(Consumer<? super Export> action) {
        table.forEach(action);
    }

    /** The connection is gone: lets go of everything, the last exported first. */
    void disconnected() {
        List<Export> latestFirst = new ArrayList<>(table.size());
        table.forEach(latestFirst::add);
        latestFirst.sort(
                Comparator.comparingLong((Export export) -> export.sequence).reversed());
        latestFirst.forEach(export -> connection.releaseLater(export.capability));
        table.clear();
        byCapability.clear();
    }

    /**
     * Checks that the entries agree with each other.
     *
     * @throws IllegalStateException if they do not
     */
    void check() {
        byCapability.forEach((capability, export) -> {
            if (export.capability != capability || table.get(export.id) != export) {
                throw new IllegalStateException("export " + export.id + " is listed for another capability");
            }
        });
        table.forEach(export -> {
            if (export.references <= 0) {
                throw new IllegalStateException("export " + export.id + " has no references");
            }
        });
    }

    /**
     * Writes the descriptors of a payload's capabilities.
     *
     * @param described gets what each descriptor stands for exactly, or null
     * @return the ids that were exported, one for each time
     * @throws RpcException if there are too many; nothing has changed then
     */
    int[] describe(
            CapabilityTable payload, StructList.Builder<RawStruct> descriptors, @Nullable CapabilityTable described) {
        if (payload.size() > limits.capabilitiesPerMessage()) {
            throw new RpcException(
                    RpcException.Kind.OVERLOADED,
                    payload.size() + " capabilities in one message, the limit is " + limits.capabilitiesPerMessage());
        }
        int[] ids = new int[payload.size()];
        int count = 0;
        try {
            for (int i = 0; i < payload.size(); i++) {
                Capability capability = payload.get(i);
                Capability exact = null;
                if (capability != null) {
                    exact = capability.mostResolved();
                    int id = describe(exact, descriptors.get(i));
                    if (id >= 0) {
                        ids[count++] = id;
                    }
                    if (exact instanceof RemoteCapability remote && remote.connection == connection) {
                        exact = remote.strict();
                    }
                }
                if (described != null) {
                    described.adopt(exact == null ? null : exact.addRef());
                }
            }
        } catch (RpcException tooMany) {
            for (int i = 0; i < count; i++) {
                release(ids[i], 1);
            }
            broken = null;
            throw tooMany;
        }
        return count == ids.length ? ids : Arrays.copyOf(ids, count);
    }

    /** Writes one descriptor. Gives the id if it is one of ours, or -1. */
    private int describe(Capability capability, RawStruct descriptor) {
        if (capability.isNull()) {
            return -1; // left as none
        }
        if (capability instanceof RemoteCapability remote && remote.connection == connection) {
            remote.used();
            remote.strict().describe(descriptor);
            return -1;
        }
        Export export = byCapability.get(capability);
        if (export == null) {
            if (table.size() >= limits.exports()) {
                throw new RpcException(
                        RpcException.Kind.OVERLOADED,
                        "More than " + limits.exports() + " capabilities held by "
                                + connection.host().description());
            }
            export = new Export(capability.addRef());
            export.id = table.add(export);
            export.sequence = sequence++;
            if (capability.brokenReason() != null) {
                // There is no descriptor for these: a promise that is resolved right behind the message.
                export.isPromise = true;
                if (broken == null) {
                    broken = new ArrayList<>(1);
                }
                broken.add(export);
            } else {
                byCapability.put(capability, export);
                if (capability.isUnresolvedPromise()) {
                    export.isPromise = true;
                    awaitResolution(export, capability);
                }
            }
        }
        export.references++;
        MessageWriter.descriptor(
                descriptor, export.isPromise ? RpcSchema.CAP_SENDER_PROMISE : RpcSchema.CAP_SENDER_HOSTED, export.id);
        return export.id;
    }

    /** Sends what has to follow a message with broken capabilities. */
    void resolveBroken() {
        List<Export> following = broken;
        broken = null;
        if (following != null) {
            for (Export export : following) {
                RpcException reason = export.capability.brokenReason();
                export.isPromise = false;
                connection.send(MessageWriter.resolveException(
                        export.id, reason == null ? RpcException.failed("Capability is broken.") : reason));
            }
        }
    }

    private void awaitResolution(Export export, Capability promise) {
        connection.deliverLater(() -> promise.whenResolved(resolution -> {
            Capability settled = resolution.mostResolved();
            connection.host().lock();
            try {
                if (table.get(export.id) == export && export.capability == promise && export.isPromise) {
                    resolved(export, settled);
                }
            } finally {
                connection.host().unlock();
            }
        }));
    }

    /** A promise that the peer holds is resolved. */
    private void resolved(Export export, Capability settled) {
        if (byCapability.get(export.capability) == export) {
            byCapability.remove(export.capability);
        }
        connection.releaseLater(export.capability);
        export.capability = settled.addRef();
        if (settled.isUnresolvedPromise()
                && !(settled instanceof RemoteCapability)
                && !byCapability.containsKey(settled)) {
            // Another promise of ours: the peer need not know that it is another one.
            byCapability.put(settled, export);
            awaitResolution(export, settled);
            return;
        }
        export.isPromise = false;
        RpcException reason = settled.brokenReason();
        if (reason != null) {
            connection.send(MessageWriter.resolveException(export.id, reason));
            return;
        }
        OutgoingMessage resolve = MessageWriter.resolveCap(export.id);
        try {
            describe(settled, MessageWriter.resolveDescriptor(resolve));
        } catch (RpcException tooMany) {
            connection.send(MessageWriter.resolveException(export.id, tooMany));
            return;
        }
        connection.send(resolve);
        if (settled instanceof RemoteCapability remote
                && remote.connection == connection
                && remote.strict() != remote) {
            // From here on the export stands for exactly what the Resolve named: the Tribble 4-way race.
            RemoteCapability strict = remote.strict();
            strict.addRef();
            connection.releaseLater(export.capability);
            export.capability = strict;
        }
    }

    /** The peer gives back references; a protocol error if it has not so many. */
    void release(int id, int count) {
        Export export = table.get(id);
        if (export == null) {
            throw new ProtocolException("Tried to release invalid export ID " + Integer.toUnsignedString(id));
        }
        if (Integer.compareUnsigned(count, export.references) > 0) {
            throw new ProtocolException("Tried to drop the reference count of export " + id + " below zero");
        }
        export.references -= count;
        if (export.references == 0) {
            table.remove(id);
            if (byCapability.get(export.capability) == export) {
                byCapability.remove(export.capability);
            }
            connection.releaseLater(export.capability);
        }
    }

    /** The peer gives back one reference to each. */
    void releaseAll(int[] ids) {
        for (int id : ids) {
            release(id, 1);
        }
    }
}

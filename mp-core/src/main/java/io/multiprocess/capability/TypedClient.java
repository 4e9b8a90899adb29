package io.multiprocess.capability;

import io.multiprocess.wire.CapabilityPointer;
import org.capnproto.PointerFactory;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * Base of generated {@code Client} classes: a capability that is known to have an interface.
 *
 * <p>Owns one reference, ended by {@link #close()}, when made with the public way of the generated class; one that was
 * read from params or results borrows, and {@link Factory#retain} makes it last. <i>Thread-safe.</i>
 */
public abstract class TypedClient implements AutoCloseable {

    /**
     * Makes clients of one interface; a constant of each generated client class, and what reads its pointer fields.
     *
     * @param <C> the client class
     */
    public abstract static class Factory<C extends TypedClient> implements PointerFactory<CapabilityBuilder, C> {

        /** Makes a factory. */
        protected Factory() {}

        /**
         * Makes a client.
         *
         * @param capability what it calls; the client takes over this reference if it is to be closed
         * @return the client
         */
        public abstract C wrap(Capability capability);

        /**
         * Makes a client of this interface from one of another; nothing is checked, calls tell.
         *
         * @param other any client
         * @return a client with a reference of its own
         */
        public final C cast(TypedClient other) {
            return wrap(other.capability().addRef());
        }

        /**
         * Makes a borrowed client last.
         *
         * @param borrowed read from params or results
         * @return a client with a reference of its own
         */
        public final C retain(C borrowed) {
            return wrap(borrowed.capability().addRef());
        }

        @Override
        public final CapabilityBuilder fromPointerBuilder(SegmentBuilder segment, int pointer) {
            return CapabilityBuilder.FACTORY.fromPointerBuilder(segment, pointer);
        }

        @Override
        public final CapabilityBuilder initFromPointerBuilder(SegmentBuilder segment, int pointer, int elementCount) {
            return CapabilityBuilder.FACTORY.initFromPointerBuilder(segment, pointer, elementCount);
        }

        @Override
        public final C fromPointerReader(SegmentReader segment, int pointer, int nestingLimit) {
            return wrap(read(segment, pointer));
        }

        /**
         * Writes a capability field.
         *
         * @param segment where the pointer is
         * @param pointer its index, in words
         * @param table table of the payload that is being built
         * @param client what the field will stand for; still the caller's; null for a null pointer
         */
        public final void write(SegmentBuilder segment, int pointer, CapabilityTable table, @Nullable C client) {
            TypedClient.write(segment, pointer, table, client == null ? null : client.capability());
        }
    }

    private final Capability capability;

    /**
     * Makes a client.
     *
     * @param capability what it calls
     */
    protected TypedClient(Capability capability) {
        this.capability = capability;
    }

    /**
     * Reads the capability that a pointer stands for.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @return the capability, borrowed from the payload's table; {@link Capability#nullCapability()} for a null pointer
     *     and for an index that the table does not have
     */
    public static Capability read(SegmentReader segment, int pointer) {
        int index = CapabilityPointer.read(segment, pointer);
        if (index != CapabilityPointer.NULL) {
            CapabilityTable table = CapabilityTable.of(segment);
            Capability capability = table == null ? null : table.get(index);
            if (capability != null) {
                return capability;
            }
            return Capability.broken(
                    RpcException.failed("Message contains invalid capability pointer: index " + index));
        }
        return Capability.nullCapability();
    }

    /**
     * Writes a capability pointer.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param table table of the payload that is being built
     * @param capability what it will stand for; still the caller's; null for a null pointer
     */
    public static void write(
            SegmentBuilder segment, int pointer, CapabilityTable table, @Nullable Capability capability) {
        if (capability == null || capability.isNull()) {
            CapabilityPointer.write(segment, pointer, CapabilityPointer.NULL);
        } else {
            CapabilityPointer.write(segment, pointer, table.add(capability));
        }
    }

    /**
     * Gives the capability.
     *
     * @return what calls are made on, borrowed
     */
    public final Capability capability() {
        return capability;
    }

    /**
     * Tells whether this was read from a null pointer.
     *
     * @return true if every call will fail for that
     */
    public final boolean isNull() {
        return capability.isNull();
    }

    /** Ends this client's reference; only for one that owns it, once. */
    @Override
    public final void close() {
        capability.release();
    }
}

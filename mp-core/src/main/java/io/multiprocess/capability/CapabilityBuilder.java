package io.multiprocess.capability;

import io.multiprocess.wire.CapabilityPointer;
import org.capnproto.PointerFactory;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * The place of one capability in a message that is being built, where its struct cannot have a setter that knows it: behind a generic
 * parameter.
 *
 * <p><i>Confined to one thread at a time.</i>
 */
public final class CapabilityBuilder {

    /** Reads capabilities (borrowed from the payload's table) and makes builders. */
    public static final PointerFactory<CapabilityBuilder, Capability> FACTORY = new Factory();

    private final SegmentBuilder segment;
    private final int pointer;

    private CapabilityBuilder(SegmentBuilder segment, int pointer) {
        this.segment = segment;
        this.pointer = pointer;
    }

    /**
     * Sets the capability.
     *
     * @param table table of the payload that is being built
     * @param capability what the pointer will stand for; still the caller's; null for a null pointer
     */
    public void set(CapabilityTable table, @Nullable Capability capability) {
        TypedClient.write(segment, pointer, table, capability);
    }

    /**
     * Sets the capability.
     *
     * @param table table of the payload that is being built
     * @param client what the pointer will stand for; still the caller's; null for a null pointer
     */
    public void set(CapabilityTable table, @Nullable TypedClient client) {
        set(table, client == null ? null : client.capability());
    }

    private static final class Factory implements PointerFactory<CapabilityBuilder, Capability> {

        @Override
        public Capability fromPointerReader(SegmentReader segment, int pointer, int nestingLimit) {
            return TypedClient.read(segment, pointer);
        }

        @Override
        public CapabilityBuilder fromPointerBuilder(SegmentBuilder segment, int pointer) {
            return new CapabilityBuilder(segment, pointer);
        }

        @Override
        public CapabilityBuilder initFromPointerBuilder(SegmentBuilder segment, int pointer, int size) {
            CapabilityPointer.write(segment, pointer, CapabilityPointer.NULL);
            return new CapabilityBuilder(segment, pointer);
        }
    }
}

package io.multiprocess.capability;

import io.multiprocess.wire.CapabilityPointer;
import io.multiprocess.wire.PointerCopier;
import org.capnproto.AnyPointer;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.StructList;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Copies structs with the capabilities in them from one message to another, for generated setters. The runtime's own
 * copying refuses capabilities.
 *
 * <p>Fields that the generated class does not know are copied too. <i>Confined to the thread that builds the message.</i>
 */
public final class CapabilityCopier {

    /** Words that one copy may take: the traversal limit of a message. */
    private static final long BUDGET_WORDS = 8L << 20;

    /** A generated reader of a struct that may hold capabilities. */
    public interface Source {

        /**
         * Says where the struct is.
         *
         * @param copier to be told, by {@link CapabilityCopier#struct}
         */
        void copyTo(CapabilityCopier copier);
    }

    private final List<PointerCopier.StructSection> sections = new ArrayList<>(1);
    private @Nullable SegmentReader from;

    private CapabilityCopier() {}

    /**
     * Sets a pointer to a copy of a struct.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param table table of the payload that is being built
     * @param value the struct
     */
    public static void copy(SegmentBuilder segment, int pointer, CapabilityTable table, Source value) {
        CapabilityCopier copier = new CapabilityCopier();
        value.copyTo(copier);
        SegmentReader from = copier.source();
        new AnyPointer.Builder(segment, pointer).clear();
        PointerCopier.copyStruct(
                from, copier.sections.get(0), segment, pointer, indexes(from, segment, table), BUDGET_WORDS);
    }

    /**
     * Sets a pointer to a copy of a list of structs.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param table table of the payload that is being built
     * @param value the structs
     */
    public static void copy(
            SegmentBuilder segment, int pointer, CapabilityTable table, StructList.Reader<? extends Source> value) {
        CapabilityCopier copier = new CapabilityCopier();
        for (int i = 0; i < value.size(); i++) {
            value.get(i).copyTo(copier);
        }
        SegmentReader from = copier.source();
        new AnyPointer.Builder(segment, pointer).clear();
        PointerCopier.copyStructs(from, copier.sections, segment, pointer, indexes(from, segment, table), BUDGET_WORDS);
    }

    /**
     * Takes note of a struct, for generated readers.
     *
     * @param segment where it is
     * @param data offset of its data section, in bytes
     * @param pointers index of its pointer section, in words
     * @param dataSize size of its data section, in bits
     * @param pointerCount number of its pointers
     * @param nestingLimit how many more pointers deep it may be read
     */
    public void struct(
            SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
        from = segment;
        sections.add(new PointerCopier.StructSection(data, pointers, dataSize, pointerCount & 0xffff, nestingLimit));
    }

    private SegmentReader source() {
        SegmentReader segment = from;
        return segment == null ? SegmentReader.EMPTY : segment;
    }

    private static IntUnaryOperator indexes(SegmentReader from, SegmentBuilder to, CapabilityTable table) {
        if (from instanceof SegmentBuilder builder) {
            if (builder.getArena() == to.getArena()) {
                return index -> index;
            }
            return index -> {
                throw new IllegalStateException(
                        "a message that is still being built does not know its capabilities; set them one by one");
            };
        }
        CapabilityTable source = CapabilityTable.of(from);
        return index -> {
            Capability capability = source == null ? null : source.get(index);
            return capability == null ? CapabilityPointer.NULL : table.add(capability);
        };
    }
}

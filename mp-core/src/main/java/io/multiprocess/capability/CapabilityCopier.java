package io.multiprocess.capability;

import io.multiprocess.wire.CapabilityPointer;
import io.multiprocess.wire.PointerCopier;
import org.capnproto.AnyPointer;
import org.capnproto.FromPointerBuilder;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.SetPointerBuilder;
import org.capnproto.StructBuilder;
import org.capnproto.StructList;
import org.capnproto.StructReader;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Copies with the capabilities from one message to another, for generated setters, and for AnyPointer fields. The
 * runtime's own copying refuses capabilities.
 *
 * <p>Fields that the generated class does not know are copied too. <i>Confined to the thread that builds the message.</i>
 */
public final class CapabilityCopier {

    /** Words that one copy may take: the traversal limit of a message. */
    private static final long BUDGET_WORDS = 8L << 20;

    /** A generated reader of a struct that may hold capabilities. */
    public interface Source {

        /**
         * Reads the struct as another one.
         *
         * @param <R> the other reader
         * @param factory makes it
         * @return the other reader
         */
        <R> R as(StructReader.Factory<R> factory);
    }

    /** Where a struct is. */
    private record Place(SegmentReader segment, PointerCopier.StructSection section) {

        static Place of(Source source) {
            return source.as((segment, data, pointers, dataSize, pointerCount, nestingLimit) -> new Place(
                    segment,
                    new PointerCopier.StructSection(data, pointers, dataSize, pointerCount & 0xffff, nestingLimit)));
        }
    }

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
        Place from = Place.of(value);
        new AnyPointer.Builder(segment, pointer).clear();
        PointerCopier.copyStruct(
                from.segment, from.section, segment, pointer, indexes(from.segment, segment, table), BUDGET_WORDS);
    }

    /**
     * Sets a pointer to a copy of a list of structs.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param table table of the payload that is being built
     * @param size number of structs
     * @param structs gives them, from 0
     */
    public static void copy(
            SegmentBuilder segment,
            int pointer,
            CapabilityTable table,
            int size,
            IntFunction<? extends Source> structs) {
        List<PointerCopier.StructSection> sections = new ArrayList<>(size);
        SegmentReader from = SegmentReader.EMPTY;
        for (int i = 0; i < size; i++) {
            Place place = Place.of(structs.apply(i));
            from = place.segment;
            sections.add(place.section);
        }
        new AnyPointer.Builder(segment, pointer).clear();
        PointerCopier.copyStructs(from, sections, segment, pointer, indexes(from, segment, table), BUDGET_WORDS);
    }

    /**
     * Sets a pointer to a copy of a list of capabilities.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param table table of the payload that is being built
     * @param value the capabilities
     */
    public static void copy(
            SegmentBuilder segment, int pointer, CapabilityTable table, CapabilityList.Reader<?> value) {
        copy(segment, pointer, table, value.elements());
    }

    /**
     * Sets a pointer to a copy of a list of lists.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param table table of the payload that is being built
     * @param value the lists
     */
    public static void copy(SegmentBuilder segment, int pointer, CapabilityTable table, PointerList.Reader<?> value) {
        PointerList.Words words = PointerList.Words.init(segment, pointer, value.size());
        for (int i = 0; i < value.size(); i++) {
            copy(new AnyPointer.Builder(words.segment, words.at(i)), table, value.pointer(i));
        }
    }

    /**
     * Sets a pointer of any type to a copy of another one.
     *
     * @param to what an AnyPointer field's {@code initX()} gives
     * @param table table of the payload that is being built
     * @param from what an AnyPointer field's getter gives; may be a capability itself
     */
    public static void copy(AnyPointer.Builder to, CapabilityTable table, AnyPointer.Reader from) {
        SegmentReader source = from.getAs((segment, pointer, nestingLimit) -> segment);
        SegmentBuilder target = to.getAs(new FromPointerBuilder<>() {
            @Override
            public SegmentBuilder fromPointerBuilder(SegmentBuilder segment, int pointer) {
                return segment;
            }

            @Override
            public SegmentBuilder initFromPointerBuilder(SegmentBuilder segment, int pointer, int size) {
                return segment;
            }
        });
        to.clear();
        PointerCopier.copy(from, to, indexes(source, target, table), BUDGET_WORDS);
    }

    /**
     * Makes what generated setters take as a factory where a struct may hold capabilities that its own schema does not tell of, because it
     * has an AnyPointer or is generic: {@code builder.setBox(CapabilityCopier.setter(table, box -> box::as), box)}.
     *
     * @param <B> builder of the struct
     * @param <R> reader of the struct
     * @param table table of the payload that is being built
     * @param source a reader's method {@code as}
     * @return sets a pointer to a copy of a struct
     */
    public static <B, R> SetPointerBuilder<B, R> setter(
            CapabilityTable table, Function<? super R, ? extends Source> source) {
        return (segment, pointer, value) -> copy(segment, pointer, table, source.apply(value));
    }

    /**
     * Makes what generated setters take as a factory, for lists of structs that may hold capabilities.
     *
     * @param <B> builder of a struct
     * @param <R> reader of a struct
     * @param table table of the payload that is being built
     * @param source a reader's method {@code as}
     * @return sets a pointer to a copy of a list
     * @see #setter
     */
    public static <B extends StructBuilder, R>
            SetPointerBuilder<StructList.Builder<B>, StructList.Reader<R>> listSetter(
                    CapabilityTable table, Function<? super R, ? extends Source> source) {
        return (segment, pointer, value) ->
                copy(segment, pointer, table, value.size(), index -> source.apply(value.get(index)));
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

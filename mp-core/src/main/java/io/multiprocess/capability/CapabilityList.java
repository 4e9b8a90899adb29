package io.multiprocess.capability;

import org.capnproto.FromPointerReader;
import org.capnproto.PointerFactory;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.jspecify.annotations.Nullable;

import java.util.List;

/** Lists of capabilities. */
public final class CapabilityList {

    private CapabilityList() {}

    /**
     * Makes a factory of lists.
     *
     * @param <C> what an element is read as: a typed client, or a {@link Capability}
     * @param element reads an element; borrowed from the payload's table
     * @return the factory
     */
    public static <C> PointerFactory<Builder, Reader<C>> factory(FromPointerReader<C> element) {
        return new Factory<>(element);
    }

    /**
     * Reads a list.
     *
     * @param <C> what an element is read as
     */
    public static final class Reader<C> {

        private final PointerList.Reader<C> elements;

        Reader(PointerList.Reader<C> elements) {
            this.elements = elements;
        }

        /**
         * Gives the number of capabilities.
         *
         * @return the size
         */
        public int size() {
            return elements.size();
        }

        /**
         * Reads one capability.
         *
         * @param index from 0
         * @return the capability, borrowed from the payload's table
         */
        public C get(int index) {
            return elements.get(index);
        }

        /**
         * Gives a view.
         *
         * @return reads when asked for elements
         */
        public List<C> asList() {
            return elements.asList();
        }

        PointerList.Reader<C> elements() {
            return elements;
        }
    }

    /** Builds a list; elements are null until they are set. */
    public static final class Builder {

        private final PointerList.Words words;

        Builder(PointerList.Words words) {
            this.words = words;
        }

        /**
         * Gives the number of capabilities.
         *
         * @return the size
         */
        public int size() {
            return words.size;
        }

        /**
         * Sets one capability.
         *
         * @param table table of the payload that is being built
         * @param index from 0
         * @param capability what the element will stand for; still the caller's; null for a null pointer
         */
        public void set(CapabilityTable table, int index, @Nullable Capability capability) {
            TypedClient.write(words.segment, words.at(index), table, capability);
        }

        /**
         * Sets one capability.
         *
         * @param table table of the payload that is being built
         * @param index from 0
         * @param client what the element will stand for; still the caller's; null for a null pointer
         */
        public void set(CapabilityTable table, int index, @Nullable TypedClient client) {
            set(table, index, client == null ? null : client.capability());
        }
    }

    private static final class Factory<C> implements PointerFactory<Builder, Reader<C>> {

        private final FromPointerReader<C> element;

        Factory(FromPointerReader<C> element) {
            this.element = element;
        }

        @Override
        public Reader<C> fromPointerReader(SegmentReader segment, int pointer, int nestingLimit) {
            return new Reader<>(PointerList.read(segment, pointer, nestingLimit, element));
        }

        @Override
        public Builder fromPointerBuilder(SegmentBuilder segment, int pointer) {
            return new Builder(PointerList.Words.find(segment, pointer));
        }

        @Override
        public Builder initFromPointerBuilder(SegmentBuilder segment, int pointer, int size) {
            return new Builder(PointerList.Words.init(segment, pointer, size));
        }
    }
}

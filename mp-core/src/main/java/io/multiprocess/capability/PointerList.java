package io.multiprocess.capability;

import org.capnproto.AnyPointer;
import org.capnproto.FromPointerBuilder;
import org.capnproto.FromPointerReader;
import org.capnproto.PointerFactory;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.StructBuilder;
import org.capnproto.StructFactory;
import org.capnproto.StructList;
import org.capnproto.StructReader;
import org.capnproto.StructSize;
import org.capnproto.TextList;

import java.util.AbstractList;
import java.util.List;

/**
 * Lists whose elements are pointers that may lead to capabilities.
 *
 * <p>The runtime's own lists of pointers cannot be extended. So reading takes the list for one of structs with one pointer each, which the
 * encoding allows; building makes a list of pointers as for texts and works on its words.
 */
public final class PointerList {

    private static final StructSize ONE_POINTER = new StructSize((short) 0, (short) 1);
    private static final StructList.Factory<ElementBuilder, Element> ELEMENTS =
            new StructList.Factory<>(new ElementFactory());

    private PointerList() {}

    /**
     * Makes a factory of lists.
     *
     * @param <B> builder of an element
     * @param <R> reader of an element
     * @param element makes the elements
     * @return the factory
     */
    public static <B, R> PointerFactory<Builder<B>, Reader<R>> factory(PointerFactory<B, R> element) {
        return new ListFactory<>(element, element);
    }

    /**
     * Reads a list.
     *
     * @param <R> reader of an element
     */
    public static final class Reader<R> {

        private final StructList.Reader<Element> elements;
        private final FromPointerReader<R> element;

        Reader(StructList.Reader<Element> elements, FromPointerReader<R> element) {
            this.elements = elements;
            this.element = element;
        }

        /**
         * Gives the number of elements.
         *
         * @return the size
         */
        public int size() {
            return elements.size();
        }

        /**
         * Reads an element.
         *
         * @param index from 0
         * @return the element
         */
        public R get(int index) {
            return elements.get(index).pointer(element);
        }

        AnyPointer.Reader pointer(int index) {
            return elements.get(index).pointer(AnyPointer.factory);
        }

        /**
         * Gives a view.
         *
         * @return reads when asked for elements
         */
        public List<R> asList() {
            return new AbstractList<>() {
                @Override
                public R get(int index) {
                    return Reader.this.get(index);
                }

                @Override
                public int size() {
                    return Reader.this.size();
                }
            };
        }
    }

    /**
     * Builds a list.
     *
     * @param <B> builder of an element
     */
    public static final class Builder<B> {

        private final Words words;
        private final FromPointerBuilder<B> element;

        Builder(Words words, FromPointerBuilder<B> element) {
            this.words = words;
            this.element = element;
        }

        /**
         * Gives the number of elements.
         *
         * @return the size
         */
        public int size() {
            return words.size;
        }

        /**
         * Gives an element as it is.
         *
         * @param index from 0
         * @return the element
         */
        public B get(int index) {
            return element.fromPointerBuilder(words.segment, words.at(index));
        }

        /**
         * Makes an element anew.
         *
         * @param index from 0
         * @param size number of elements in it, if it is a list
         * @return the element
         */
        public B init(int index, int size) {
            return element.initFromPointerBuilder(words.segment, words.at(index), size);
        }
    }

    /**
     * Reads a list for elements that are made from pointers.
     *
     * @param <R> reader of an element
     */
    static <R> Reader<R> read(SegmentReader segment, int pointer, int nestingLimit, FromPointerReader<R> element) {
        return new Reader<>(ELEMENTS.fromPointerReader(segment, pointer, nestingLimit), element);
    }

    /** Where the words of a list of pointers are in a message that is being built. */
    static final class Words {

        private static final int LIST = 1;
        private static final int FAR = 2;

        final SegmentBuilder segment;
        final int size;
        private final int first;

        private Words(SegmentBuilder segment, int first, int size) {
            this.segment = segment;
            this.first = first;
            this.size = size;
        }

        /** Allocates. */
        static Words init(SegmentBuilder segment, int pointer, int size) {
            TextList.Builder unused = TextList.factory.initFromPointerBuilder(segment, pointer, size);
            return size == 0 ? new Words(segment, 0, 0) : find(segment, pointer);
        }

        /** Finds what was allocated here; of size 0 if nothing was. */
        static Words find(SegmentBuilder segment, int pointer) {
            long word = segment.get(pointer);
            if (word == 0) {
                return new Words(segment, 0, 0);
            }
            SegmentBuilder target = segment;
            int at = pointer;
            if ((word & 3) == FAR) {
                // Builders never need the double far form: a landing pad is allocated with its object.
                target = segment.getArena().getSegment((int) (word >>> 32));
                at = (int) word >>> 3;
                word = target.get(at);
            }
            if ((word & 3) != LIST) {
                throw new IllegalStateException("there is no list");
            }
            return new Words(target, at + 1 + ((int) word >> 2), (int) (word >>> 35));
        }

        int at(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException("element " + index + " of a list of " + size);
            }
            return first + index;
        }
    }

    private static final class ListFactory<B, R> implements PointerFactory<Builder<B>, Reader<R>> {

        private final FromPointerBuilder<B> built;
        private final FromPointerReader<R> read;

        ListFactory(FromPointerBuilder<B> built, FromPointerReader<R> read) {
            this.built = built;
            this.read = read;
        }

        @Override
        public Reader<R> fromPointerReader(SegmentReader segment, int pointer, int nestingLimit) {
            return read(segment, pointer, nestingLimit, read);
        }

        @Override
        public Builder<B> fromPointerBuilder(SegmentBuilder segment, int pointer) {
            return new Builder<>(Words.find(segment, pointer), built);
        }

        @Override
        public Builder<B> initFromPointerBuilder(SegmentBuilder segment, int pointer, int size) {
            return new Builder<>(Words.init(segment, pointer, size), built);
        }
    }

    /** An element taken for a struct. */
    static final class Element extends StructReader {

        Element(SegmentReader segment, int data, int pointers, int dataSizeBits, short pointerCount, int nestingLimit) {
            super(segment, data, pointers, dataSizeBits, pointerCount, nestingLimit);
        }

        <R> R pointer(FromPointerReader<R> made) {
            return _getPointerField(made, 0);
        }
    }

    private static final class ElementBuilder extends StructBuilder {

        ElementBuilder(SegmentBuilder segment, int data, int pointers, int dataSizeBits, short pointerCount) {
            super(segment, data, pointers, dataSizeBits, pointerCount);
        }

        Element asReader() {
            return new Element(segment, data, pointers, dataSize, pointerCount, Integer.MAX_VALUE);
        }
    }

    private static final class ElementFactory extends StructFactory<ElementBuilder, Element> {

        @Override
        public Element constructReader(
                SegmentReader segment, int data, int pointers, int dataSizeBits, short pointerCount, int nestingLimit) {
            return new Element(segment, data, pointers, dataSizeBits, pointerCount, nestingLimit);
        }

        @Override
        public ElementBuilder constructBuilder(
                SegmentBuilder segment, int data, int pointers, int dataSizeBits, short pointerCount) {
            return new ElementBuilder(segment, data, pointers, dataSizeBits, pointerCount);
        }

        @Override
        public StructSize structSize() {
            return ONE_POINTER;
        }

        @Override
        public Element asReader(ElementBuilder builder) {
            return builder.asReader();
        }
    }
}

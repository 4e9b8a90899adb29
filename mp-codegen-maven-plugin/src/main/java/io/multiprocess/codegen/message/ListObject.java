package io.multiprocess.codegen.message;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A list of plain data, of pointers, or of structs, as it is on the wire.
 *
 * <p>Immutable.
 */
public final class ListObject implements PointerObject {

    /** How elements are encoded. */
    public enum ElementSize {
        /** No bits at all. */
        VOID(0, 0),
        /** One bit. */
        BIT(1, 1),
        /** One byte. */
        BYTE(2, 8),
        /** Two bytes. */
        TWO_BYTES(3, 16),
        /** Four bytes. */
        FOUR_BYTES(4, 32),
        /** Eight bytes of data. */
        EIGHT_BYTES(5, 64),
        /** A pointer. */
        POINTER(6, 64),
        /** Structs of one common size, behind a tag word. */
        COMPOSITE(7, 0);

        private static final List<ElementSize> BY_CODE = List.of(values());

        private final int code;
        private final int bits;

        ElementSize(int code, int bits) {
            this.code = code;
            this.bits = bits;
        }

        /**
         * An encoding by its number.
         *
         * @param code 0 to 7
         * @return the encoding
         */
        public static ElementSize ofCode(int code) {
            return BY_CODE.get(code);
        }

        /** {@return the number on the wire, which is also that of schema.capnp's {@code ElementSize}} */
        public int code() {
            return code;
        }

        /** {@return the size of one element in bits; 0 for {@code COMPOSITE}, whose tag tells} */
        public int bits() {
            return bits;
        }
    }

    private final ElementSize elementSize;
    private final int size;
    private final byte[] data;
    private final List<? extends @Nullable PointerObject> elements;
    private final int structDataWords;
    private final int structPointerCount;
    private final long totalWords;
    private final int depth;

    private ListObject(
            ElementSize elementSize,
            int size,
            byte[] data,
            List<? extends @Nullable PointerObject> elements,
            int structDataWords,
            int structPointerCount) {
        this.elementSize = elementSize;
        this.size = size;
        this.data = data;
        this.elements = elements;
        this.structDataWords = structDataWords;
        this.structPointerCount = structPointerCount;
        long words = elementSize == ElementSize.COMPOSITE
                ? 1
                : elementSize == ElementSize.POINTER ? size : (data.length + 7L) / 8;
        int deepest = 0;
        for (PointerObject element : elements) {
            if (element != null) {
                words = StructObject.saturatedAdd(words, element.totalWords());
                deepest = Math.max(deepest, element.depth() + 1);
            }
        }
        this.totalWords = words;
        this.depth = deepest;
    }

    /**
     * A list of plain data.
     *
     * @param elementSize anything but {@code POINTER} and {@code COMPOSITE}
     * @param size number of elements
     * @param data their bits, packed little-endian; copied
     * @return the list
     */
    public static ListObject ofData(ElementSize elementSize, int size, byte[] data) {
        long needed = ((long) size * elementSize.bits() + 7) / 8;
        if (elementSize.code() >= ElementSize.POINTER.code() || data.length != needed) {
            throw new IllegalArgumentException(size + " elements of " + elementSize + " in " + data.length + " bytes");
        }
        return new ListObject(elementSize, size, data.clone(), List.of(), 0, 0);
    }

    /**
     * A list of pointers.
     *
     * @param elements what they point at; null elements are null pointers
     * @return the list
     */
    public static ListObject ofPointers(List<? extends @Nullable PointerObject> elements) {
        return new ListObject(
                ElementSize.POINTER,
                elements.size(),
                new byte[0],
                Arrays.asList(elements.toArray(PointerObject[]::new)),
                0,
                0);
    }

    /**
     * A list of structs.
     *
     * @param structDataWords size of every element's data section
     * @param structPointerCount size of every element's pointer section
     * @param elements the structs, each of that size
     * @return the list
     */
    public static ListObject ofStructs(int structDataWords, int structPointerCount, List<StructObject> elements) {
        for (StructObject element : elements) {
            if (element.dataWords() != structDataWords || element.pointerCount() != structPointerCount) {
                throw new IllegalArgumentException(element + " in a list of other structs");
            }
        }
        return new ListObject(
                ElementSize.COMPOSITE,
                elements.size(),
                new byte[0],
                List.copyOf(elements),
                structDataWords,
                structPointerCount);
    }

    /**
     * A Text value.
     *
     * @param utf8 the bytes without the terminating zero
     * @return the list of bytes with it
     */
    public static ListObject ofText(byte[] utf8) {
        return ofData(ElementSize.BYTE, utf8.length + 1, Arrays.copyOf(utf8, utf8.length + 1));
    }

    /**
     * A Text value.
     *
     * @param text the characters
     * @return the list of its UTF-8 bytes with the terminating zero
     */
    public static ListObject ofText(String text) {
        return ofText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return how elements are encoded} */
    public ElementSize elementSize() {
        return elementSize;
    }

    /** {@return the number of elements} */
    public int size() {
        return size;
    }

    /** {@return the size of every struct's data section; 0 unless {@code COMPOSITE}} */
    public int structDataWords() {
        return structDataWords;
    }

    /** {@return the size of every struct's pointer section; 0 unless {@code COMPOSITE}} */
    public int structPointerCount() {
        return structPointerCount;
    }

    /** {@return a read-only little-endian view of the packed elements; empty for pointers and structs} */
    public ByteBuffer data() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** {@return the packed elements; empty for pointers and structs} */
    public byte[] bytes() {
        return data.clone();
    }

    /** {@return the bytes of a Text value without the terminating zero} */
    public byte[] textBytes() {
        return data.length == 0 ? data : Arrays.copyOf(data, data.length - 1);
    }

    /**
     * The bits of a plain element.
     *
     * @param index which
     * @return the bits, zero-extended
     */
    public long bits(int index) {
        Objects.checkIndex(index, size);
        if (elementSize == ElementSize.BIT) {
            return (data[index / 8] >> (index % 8)) & 1;
        }
        int width = data.length == 0 ? 0 : elementSize.bits() / 8;
        long result = 0;
        for (int i = width - 1; i >= 0; i--) {
            result = (result << 8) | (data[index * width + i] & 0xffL);
        }
        return result;
    }

    /**
     * A pointer or struct element.
     *
     * @param index which
     * @return what a pointer points at, or the struct itself; null for null pointers and plain data
     */
    public @Nullable PointerObject element(int index) {
        Objects.checkIndex(index, size);
        return elements.isEmpty() ? null : elements.get(index);
    }

    @Override
    public long totalWords() {
        return totalWords;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ListObject that
                && elementSize == that.elementSize
                && size == that.size
                && structDataWords == that.structDataWords
                && structPointerCount == that.structPointerCount
                && Arrays.equals(data, that.data)
                && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return (elementSize.code() * 31 + size) * 31 + Arrays.hashCode(data) * 31 + elements.hashCode();
    }

    @Override
    public String toString() {
        return "list(" + size + " of " + elementSize + ")";
    }
}

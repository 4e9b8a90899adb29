package io.multiprocess.codegen.message;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A struct: a data section and a pointer section, as they are on the wire (defaults not applied).
 *
 * <p>Immutable; see {@link Builder}.
 */
public final class StructObject implements PointerObject {
    /** A struct without any field. */
    public static final StructObject EMPTY = new StructObject(new byte[0], new PointerObject[0]);

    private final byte[] data;
    private final @Nullable PointerObject[] pointers;
    private final long totalWords;
    private final int depth;

    private StructObject(byte[] data, @Nullable PointerObject[] pointers) {
        this.data = data;
        this.pointers = pointers;
        long words = data.length / 8L + pointers.length;
        int deepest = 0;
        for (PointerObject pointer : pointers) {
            if (pointer != null) {
                words = saturatedAdd(words, pointer.totalWords());
                deepest = Math.max(deepest, pointer.depth() + 1);
            }
        }
        this.totalWords = words;
        this.depth = deepest;
    }

    static long saturatedAdd(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** {@return the size of the data section} */
    public int dataWords() {
        return data.length / 8;
    }

    /** {@return the size of the pointer section} */
    public int pointerCount() {
        return pointers.length;
    }

    /** {@return a read-only little-endian view of the data section} */
    public ByteBuffer data() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * A pointer of this struct.
     *
     * @param index place in the pointer section; beyond its end is null, as on the wire
     * @return what it points at, or null
     */
    public @Nullable PointerObject pointer(int index) {
        return index < pointers.length ? pointers[index] : null;
    }

    /**
     * Some bits of the data section.
     *
     * @param offset place, as a multiple of the size
     * @param sizeBits 1, 8, 16, 32 or 64
     * @return the bits, zero-extended; 0 beyond the end of the section
     */
    public long bits(int offset, int sizeBits) {
        return bits(data, offset, sizeBits);
    }

    private static long bits(byte[] data, int offset, int sizeBits) {
        long startBit = (long) offset * sizeBits;
        if (startBit + sizeBits > data.length * 8L) {
            return 0;
        }
        int at = (int) (startBit / 8);
        if (sizeBits == 1) {
            return (data[at] >> (startBit % 8)) & 1;
        }
        long result = 0;
        for (int i = sizeBits / 8 - 1; i >= 0; i--) {
            result = (result << 8) | (data[at + i] & 0xffL);
        }
        return result;
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
        return other instanceof StructObject that
                && Arrays.equals(data, that.data)
                && Arrays.equals(pointers, that.pointers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data) * 31 + Arrays.hashCode(pointers);
    }

    @Override
    public String toString() {
        return "struct(" + dataWords() + " words, " + pointers.length + " pointers)";
    }

    /** A struct under construction. Confined to one thread. */
    public static final class Builder {
        private final byte[] data;
        private final @Nullable PointerObject[] pointers;

        /**
         * A struct of zeros and null pointers.
         *
         * @param dataWords size of the data section
         * @param pointerCount size of the pointer section
         */
        public Builder(int dataWords, int pointerCount) {
            this.data = new byte[dataWords * 8];
            this.pointers = new PointerObject[pointerCount];
        }

        /**
         * Sets some bits of the data section.
         *
         * @param offset place, as a multiple of the size
         * @param sizeBits 1, 8, 16, 32 or 64
         * @param value the bits; higher ones are ignored
         * @throws ArrayIndexOutOfBoundsException beyond the section's end
         */
        public void setBits(int offset, int sizeBits, long value) {
            int startBit = offset * sizeBits;
            int at = startBit / 8;
            if (sizeBits == 1) {
                int mask = 1 << (startBit % 8);
                data[at] = (byte) ((value & 1) == 0 ? data[at] & ~mask : data[at] | mask);
                return;
            }
            for (int i = 0; i < sizeBits / 8; i++) {
                data[at + i] = (byte) (value >>> (8 * i));
            }
        }

        /**
         * Some bits of the data section.
         *
         * @param offset place, as a multiple of the size
         * @param sizeBits 1, 8, 16, 32 or 64
         * @return the bits, zero-extended
         */
        public long bits(int offset, int sizeBits) {
            return StructObject.bits(data, offset, sizeBits);
        }

        /**
         * Sets a pointer.
         *
         * @param index place in the pointer section
         * @param value what it shall point at, or null
         * @throws ArrayIndexOutOfBoundsException beyond the section's end
         */
        public void setPointer(int index, @Nullable PointerObject value) {
            pointers[index] = value;
        }

        /** {@return the struct as it is now} */
        public StructObject build() {
            return new StructObject(data.clone(), pointers.clone());
        }
    }
}

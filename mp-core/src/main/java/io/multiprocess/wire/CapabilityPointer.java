package io.multiprocess.wire;

import org.capnproto.DecodeException;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;

/**
 * The pointer word of a capability: kind 3, no other bits in the lower half, the index into the payload's capability
 * table in the upper half.
 *
 * <p>Spec: encoding, "Capabilities (Interfaces)".
 */
public final class CapabilityPointer {

    /** What {@link #read} gives for a null pointer. */
    public static final int NULL = -1;

    private CapabilityPointer() {}

    /**
     * Reads the index of a capability.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @return index into the capability table, or {@link #NULL}
     * @throws DecodeException if there is another kind of pointer
     */
    public static int read(SegmentReader segment, int pointer) {
        long word = segment.get(pointer);
        if (word == 0) {
            return NULL;
        }
        if ((int) word != 3 || word < 0) {
            throw new DecodeException("Message contains a non-capability pointer where a capability was expected");
        }
        return (int) (word >>> 32);
    }

    /**
     * Writes a capability pointer over a pointer that is null or a capability pointer.
     *
     * @param segment where the pointer is
     * @param pointer its index, in words
     * @param index index into the capability table, or {@link #NULL} for a null pointer
     */
    public static void write(SegmentBuilder segment, int pointer, int index) {
        segment.put(pointer, index == NULL ? 0 : word(index));
    }

    /**
     * Gives the pointer word for an index.
     *
     * @param index index into the capability table
     * @return the word
     */
    public static long word(int index) {
        return ((long) index << 32) | 3;
    }
}

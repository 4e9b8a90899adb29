package io.multiprocess.wire;

import org.capnproto.AnyPointer;
import org.capnproto.DecodeException;
import org.capnproto.SegmentReader;

/**
 * Reads structs of a received message without making an object for each: one cursor is moved from struct to struct.
 *
 * <p>For the protocol's own messages, of which there are several structs in every call. Fields outside the struct read as
 * 0, as everywhere in Cap'n Proto. Pointers are checked when they are followed, so that reading fields needs no check.
 * <i>Confined to one thread at a time.</i>
 */
public final class StructCursor {

    private static final int FAR = 2;

    /** Stands for a message when the cursor is on none. */
    private static final SegmentReader NOWHERE = SegmentReader.EMPTY;

    private SegmentReader segment = NOWHERE;
    private int dataBytes;
    private int dataAt;
    private int pointers;
    private int pointersAt;

    /** Elements that are left of the list, if the cursor is in one. */
    private int elements;

    /** Makes a cursor that is on an empty struct. */
    public StructCursor() {}

    /** Lets go of the message. */
    public void reset() {
        segment = NOWHERE;
        dataBytes = 0;
        pointers = 0;
        elements = 0;
    }

    /**
     * Moves to the root struct of a message.
     *
     * @param message the message
     * @return this
     * @throws DecodeException if there is none
     */
    public StructCursor toRoot(MessageArena message) {
        SegmentReader first = message.tryGetSegment(0);
        if (!first.isInBounds(0, 1)) {
            throw new DecodeException("Message has no root pointer");
        }
        follow(first, 0);
        return this;
    }

    /**
     * Moves to the struct that a pointer field of another one points to.
     *
     * @param parent where the pointer is; may be this
     * @param index of the pointer
     * @return this
     * @throws DecodeException if there is something else than a struct or null
     */
    public StructCursor to(StructCursor parent, int index) {
        if (index >= parent.pointers) {
            reset();
        } else {
            follow(parent.segment, parent.pointersAt + index);
        }
        return this;
    }

    /**
     * Moves in front of the first element of a list of structs; {@link #next} moves on.
     *
     * @param parent where the pointer to the list is; may not be this
     * @param index of the pointer
     * @return number of elements, 0 for a null pointer
     * @throws DecodeException if there is something else than a list of structs
     */
    public int toList(StructCursor parent, int index) {
        reset();
        if (index >= parent.pointers) {
            return 0;
        }
        int pointer = parent.pointersAt + index;
        long word = parent.segment.get(pointer);
        if (word == 0) {
            return 0;
        }
        Place place = new Place(parent.segment, pointer, word);
        if ((place.word & 3) != 1 || ((place.word >>> 32) & 7) != 7) {
            throw new DecodeException("Message contains something else where a list of structs was expected");
        }
        int words = (int) (place.word >>> 35);
        if (!place.segment.isInBounds(place.target, words + 1) || words + 1 < 0) {
            throw new DecodeException("Message contains an out-of-bounds list");
        }
        long tag = place.segment.get(place.target);
        int count = (int) tag >>> 2;
        int dataWords = (int) (tag >>> 32) & 0xffff;
        int pointerCount = (int) (tag >>> 48);
        // A list of empty structs takes no room at all; none of the protocol's is meant to be one.
        if ((tag & 3) != 0 || (long) count * Math.max(1, dataWords + pointerCount) > words) {
            throw new DecodeException("Message contains a struct list whose elements overrun its size");
        }
        segment = place.segment;
        dataBytes = dataWords * 8;
        pointers = pointerCount;
        pointersAt = place.target + 1 - pointerCount;
        dataAt = (pointersAt - dataWords) * 8;
        elements = count;
        return count;
    }

    /**
     * Moves to the next element of a list.
     *
     * @return false if there is none
     */
    public boolean next() {
        if (elements == 0) {
            return false;
        }
        elements--;
        int step = dataBytes / 8 + pointers;
        pointersAt += step;
        dataAt += step * 8;
        return true;
    }

    /**
     * Reads a number of 16 bits.
     *
     * @param index of the field, in units of its size
     * @return the number, unsigned
     */
    public int u16(int index) {
        return 2 * index + 2 <= dataBytes ? segment.buffer.getShort(dataAt + 2 * index) & 0xffff : 0;
    }

    /**
     * Reads a number of 32 bits.
     *
     * @param index of the field, in units of its size
     * @return the number
     */
    public int u32(int index) {
        return 4 * index + 4 <= dataBytes ? segment.buffer.getInt(dataAt + 4 * index) : 0;
    }

    /**
     * Reads a number of 64 bits.
     *
     * @param index of the field, in units of its size
     * @return the number
     */
    public long u64(int index) {
        return 8 * index + 8 <= dataBytes ? segment.buffer.getLong(dataAt + 8 * index) : 0;
    }

    /**
     * Reads a flag.
     *
     * @param bit its offset, in bits
     * @return the flag as it is on the wire, so inverted where the default is true
     */
    public boolean bit(int bit) {
        return bit < dataBytes * 8 && (segment.buffer.get(dataAt + bit / 8) >> (bit & 7) & 1) != 0;
    }

    /**
     * Tells whether a pointer field is set.
     *
     * @param index of the pointer
     * @return false if it is null
     */
    public boolean has(int index) {
        return index < pointers && segment.get(pointersAt + index) != 0;
    }

    /**
     * Gives a pointer field.
     *
     * @param index of the pointer
     * @param nestingLimit how deep may be read from there
     * @return a reader, on a null pointer if the struct does not have the field
     */
    public AnyPointer.Reader pointer(int index, int nestingLimit) {
        return index < pointers
                ? new AnyPointer.Reader(segment, pointersAt + index, nestingLimit)
                : new AnyPointer.Reader(NOWHERE, 0, nestingLimit);
    }

    private void follow(SegmentReader from, int pointer) {
        long word = from.get(pointer);
        elements = 0;
        if (word == 0) {
            reset();
            return;
        }
        SegmentReader in = from;
        int target = pointer + 1 + ((int) word >> 2);
        if ((word & 3) == FAR) {
            Place place = new Place(from, pointer, word);
            in = place.segment;
            target = place.target;
            word = place.word;
        }
        if ((word & 3) != 0) {
            throw new DecodeException("Message contains something else where a struct was expected");
        }
        int dataWords = (int) (word >>> 32) & 0xffff;
        int pointerCount = (int) (word >>> 48);
        if (dataWords + pointerCount == 0) {
            reset();
            return;
        }
        if (!in.isInBounds(target, dataWords + pointerCount)) {
            throw new DecodeException("Message contains an out-of-bounds struct");
        }
        segment = in;
        dataBytes = dataWords * 8;
        dataAt = target * 8;
        pointers = pointerCount;
        pointersAt = target + dataWords;
    }

    /** Where a pointer leads once far pointers are followed. */
    private static final class Place {

        final SegmentReader segment;
        final int target;
        final long word;

        Place(SegmentReader from, int pointer, long word) {
            if ((word & 3) != FAR) {
                this.segment = from;
                this.target = pointer + 1 + ((int) word >> 2);
                this.word = word;
                return;
            }
            if (!(from instanceof MessageArena.Segment ours)) {
                throw new DecodeException("Message contains a far pointer where there is one segment only");
            }
            SegmentReader other = ours.owner.tryGetSegment((int) (word >>> 32));
            int pad = (int) word >>> 3;
            boolean isDouble = (word & 4) != 0;
            if (!other.isInBounds(pad, isDouble ? 2 : 1)) {
                throw new DecodeException("Message contains an out-of-bounds far pointer");
            }
            long padWord = other.get(pad);
            if (!isDouble) {
                this.segment = other;
                this.target = pad + 1 + ((int) padWord >> 2);
                this.word = padWord;
            } else {
                if ((padWord & 7) != FAR) {
                    throw new DecodeException("Message contains a double-far pointer to something else than a far one");
                }
                this.segment = ours.owner.tryGetSegment((int) (padWord >>> 32));
                this.target = (int) padWord >>> 3;
                this.word = other.get(pad + 1);
            }
        }
    }
}

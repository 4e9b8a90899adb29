package io.multiprocess.wire;

import org.capnproto.AnyPointer;
import org.capnproto.BuilderArena;
import org.capnproto.DecodeException;
import org.capnproto.FromPointerBuilder;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Copies a pointer with all behind it from one message to another, capability pointers included: those keep their index,
 * so the capability table has to be carried over in the same order.
 *
 * <p>The runtime's own copying refuses capabilities. Malformed input raises {@link DecodeException}. <i>One copy each.</i>
 */
public final class PointerCopier {

    private static final int STRUCT = 0;
    private static final int LIST = 1;
    private static final int FAR = 2;
    private static final int OTHER = 3;

    private final IntUnaryOperator capabilities;
    private long wordsLeft;

    private PointerCopier(long wordsLeft, IntUnaryOperator capabilities) {
        this.wordsLeft = wordsLeft;
        this.capabilities = capabilities;
    }

    /**
     * Copies a struct.
     *
     * @param from where it is
     * @param section where in that segment
     * @param to segment of the pointer to set
     * @param toPointer its index, in words; what was there must be null
     * @param capabilities gives the new index of a capability, or {@link CapabilityPointer#NULL}
     * @param budgetWords most words to copy
     * @throws DecodeException if the source is malformed, nested too deeply, or larger than the budget
     */
    public static void copyStruct(
            SegmentReader from,
            StructSection section,
            SegmentBuilder to,
            int toPointer,
            IntUnaryOperator capabilities,
            long budgetWords) {
        int dataWords = section.dataWords();
        int size = dataWords + section.pointerCount();
        PointerCopier copier = new PointerCopier(budgetWords, capabilities);
        try {
            if (size == 0) {
                to.put(toPointer, 0xfffffffcL); // points at itself, so as not to be null
                return;
            }
            long word = ((long) dataWords << 32) | ((long) section.pointerCount() << 48);
            long place = allocate(to, toPointer, size, word);
            SegmentBuilder segment = to.getArena().getSegment((int) (place >>> 32));
            copier.copySections(from, section, segment, (int) place, dataWords);
        } catch (RuntimeException failure) {
            throw DecodeErrors.decodeException(failure);
        }
    }

    /**
     * Copies structs to a list.
     *
     * @param from where they are
     * @param sections where in that segment each is; all of one size
     * @param to segment of the pointer to set
     * @param toPointer its index, in words; what was there must be null
     * @param capabilities gives the new index of a capability, or {@link CapabilityPointer#NULL}
     * @param budgetWords most words to copy
     * @throws DecodeException if the source is malformed, nested too deeply, or larger than the budget
     */
    public static void copyStructs(
            SegmentReader from,
            List<StructSection> sections,
            SegmentBuilder to,
            int toPointer,
            IntUnaryOperator capabilities,
            long budgetWords) {
        int dataWords = sections.isEmpty() ? 0 : sections.get(0).dataWords();
        int pointerCount = sections.isEmpty() ? 0 : sections.get(0).pointerCount();
        long words = (long) sections.size() * (dataWords + pointerCount);
        PointerCopier copier = new PointerCopier(budgetWords, capabilities);
        try {
            copier.spend(words);
            long place = allocate(to, toPointer, (int) words + 1, (words << 35) | (7L << 32) | LIST);
            SegmentBuilder segment = to.getArena().getSegment((int) (place >>> 32));
            int at = (int) place;
            long tag = ((long) sections.size() << 2) | ((long) dataWords << 32) | ((long) pointerCount << 48);
            segment.put(at++, tag);
            for (StructSection section : sections) {
                copier.copySections(from, section, segment, at, dataWords);
                at += dataWords + pointerCount;
            }
        } catch (RuntimeException failure) {
            throw DecodeErrors.decodeException(failure);
        }
    }

    private void copySections(SegmentReader from, StructSection section, SegmentBuilder to, int at, int dataWords) {
        to.buffer.put(8 * at, from.buffer, section.data(), section.dataBits() / 8);
        for (int i = 0; i < section.pointerCount(); i++) {
            copyPointer(from, section.pointers() + i, to, at + dataWords + i, Math.min(section.nestingLimit(), 128));
        }
    }

    /**
     * Where a struct is in its segment, as the runtime's readers know it.
     *
     * @param data offset of the data section, in bytes
     * @param pointers index of the pointer section, in words
     * @param dataBits size of the data section, in bits
     * @param pointerCount number of pointers
     * @param nestingLimit how many more pointers deep it may be read
     */
    public record StructSection(int data, int pointers, int dataBits, int pointerCount, int nestingLimit) {

        int dataWords() {
            return (dataBits + 63) / 64;
        }
    }

    /**
     * Copies.
     *
     * @param from the pointer to copy
     * @param to where to put it; what was there must be null
     * @param budgetWords most words to copy; a small message can have many pointers to one large object
     * @throws DecodeException if the source is malformed, nested too deeply, or larger than the budget
     */
    public static void copy(AnyPointer.Reader from, AnyPointer.Builder to, long budgetWords) {
        copy(from, to, index -> index, budgetWords);
    }

    /**
     * Copies.
     *
     * @param from the pointer to copy
     * @param to where to put it; what was there must be null
     * @param capabilities gives the new index of a capability, or {@link CapabilityPointer#NULL}
     * @param budgetWords most words to copy
     * @throws DecodeException if the source is malformed, nested too deeply, or larger than the budget
     */
    public static void copy(
            AnyPointer.Reader from, AnyPointer.Builder to, IntUnaryOperator capabilities, long budgetWords) {
        PointerCopier copier = new PointerCopier(budgetWords, capabilities);
        try {
            from.getAs((segment, pointer, nestingLimit) -> {
                to.getAs(new FromPointerBuilder<Boolean>() {
                    @Override
                    public Boolean fromPointerBuilder(SegmentBuilder target, int targetPointer) {
                        copier.copyPointer(segment, pointer, target, targetPointer, Math.min(nestingLimit, 128));
                        return true;
                    }

                    @Override
                    public Boolean initFromPointerBuilder(SegmentBuilder target, int targetPointer, int count) {
                        return fromPointerBuilder(target, targetPointer);
                    }
                });
                return true;
            });
        } catch (RuntimeException failure) {
            throw DecodeErrors.decodeException(failure);
        }
    }

    private void spend(long words) {
        wordsLeft -= words;
        if (wordsLeft < 0) {
            throw new DecodeException("Message is larger than it may be for copying");
        }
    }

    private void copyPointer(SegmentReader from, int fromPointer, SegmentBuilder to, int toPointer, int nestingLimit) {
        long word = from.get(fromPointer);
        if (word == 0) {
            to.put(toPointer, 0);
            return;
        }
        if (nestingLimit <= 0) {
            throw new DecodeException("Message is too deeply nested or contains cycles");
        }
        SegmentReader segment = from;
        int target = fromPointer + 1 + ((int) word >> 2);
        if (((int) word & 3) == FAR) {
            segment = MessageArena.segmentOf(from, (int) (word >>> 32));
            int pad = (int) word >>> 3;
            long padWord = segment.get(pad);
            if (((int) word & 4) == 0) {
                word = padWord;
                target = pad + 1 + ((int) padWord >> 2);
            } else {
                if (((int) padWord & 7) != FAR) {
                    throw new DecodeException("Message contains a double-far pointer to something else than a far one");
                }
                word = segment.get(pad + 1);
                segment = MessageArena.segmentOf(segment, (int) (padWord >>> 32));
                target = (int) padWord >>> 3;
            }
        }
        switch ((int) word & 3) {
            case STRUCT -> copyStruct(segment, word, target, to, toPointer, nestingLimit - 1);
            case LIST -> copyList(segment, word, target, to, toPointer, nestingLimit - 1);
            case OTHER -> {
                if ((int) word != OTHER) {
                    throw new DecodeException("Message contains an unknown kind of pointer");
                }
                CapabilityPointer.write(to, toPointer, capabilities.applyAsInt((int) (word >>> 32)));
            }
            default -> throw new DecodeException("Message contains a far pointer to a far pointer");
        }
    }

    private void copyStruct(
            SegmentReader from, long word, int target, SegmentBuilder to, int toPointer, int nestingLimit) {
        int dataWords = (int) (word >>> 32) & 0xffff;
        int pointers = (int) (word >>> 48);
        int size = dataWords + pointers;
        if (size == 0) {
            to.put(toPointer, 0xfffffffcL); // points at itself, so as not to be null
            return;
        }
        check(from, target, size);
        long place = allocate(to, toPointer, size, word);
        SegmentBuilder segment = to.getArena().getSegment((int) (place >>> 32));
        int at = (int) place;
        copyWords(from, target, segment, at, dataWords);
        for (int i = 0; i < pointers; i++) {
            copyPointer(from, target + dataWords + i, segment, at + dataWords + i, nestingLimit);
        }
    }

    private void copyList(
            SegmentReader from, long word, int target, SegmentBuilder to, int toPointer, int nestingLimit) {
        int elementSize = (int) (word >>> 32) & 7;
        int count = (int) (word >>> 35);
        if (elementSize == 7) {
            check(from, target, count + 1L);
            long tag = from.get(target);
            int elements = (int) tag >>> 2;
            int dataWords = (int) (tag >>> 32) & 0xffff;
            int pointers = (int) (tag >>> 48);
            if (((int) tag & 3) != STRUCT || (long) elements * (dataWords + pointers) > count) {
                throw new DecodeException("Message contains a struct list whose elements overrun its size");
            }
            long place = allocate(to, toPointer, count + 1, word);
            SegmentBuilder segment = to.getArena().getSegment((int) (place >>> 32));
            int at = (int) place;
            segment.put(at, tag);
            int offset = 1;
            for (int i = 0; i < elements && dataWords + pointers > 0; i++) {
                copyWords(from, target + offset, segment, at + offset, dataWords);
                offset += dataWords;
                for (int j = 0; j < pointers; j++, offset++) {
                    copyPointer(from, target + offset, segment, at + offset, nestingLimit);
                }
            }
            return;
        }
        int words = switch (elementSize) {
            case 0 -> 0;
            case 1 -> (count + 63) >>> 6;
            case 2 -> (count + 7) >>> 3;
            case 3 -> (count + 3) >>> 2;
            case 4 -> (count + 1) >>> 1;
            default -> count;
        };
        check(from, target, words);
        long place = allocate(to, toPointer, words, word);
        SegmentBuilder segment = to.getArena().getSegment((int) (place >>> 32));
        int at = (int) place;
        if (elementSize == 6) {
            for (int i = 0; i < count; i++) {
                copyPointer(from, target + i, segment, at + i, nestingLimit);
            }
        } else {
            copyWords(from, target, segment, at, words);
        }
    }

    private void check(SegmentReader from, int start, long words) {
        if (words > Integer.MAX_VALUE || !from.isInBounds(start, (int) words)) {
            throw new DecodeException("Message contains an out-of-bounds pointer");
        }
        spend(words);
    }

    /** Allocates an object and points the pointer to it. Returns the segment's id and the word index. */
    private static long allocate(SegmentBuilder segment, int pointer, int words, long like) {
        long upper = like & 0xffffffff00000000L;
        int kind = (int) like & 3;
        int at = segment.allocate(words);
        if (at != SegmentBuilder.FAILED_ALLOCATION) {
            segment.put(pointer, upper | ((at - pointer - 1L) << 2 & 0xffffffffL) | kind);
            return ((long) segment.id << 32) | at;
        }
        BuilderArena.AllocateResult other = segment.getArena().allocate(words + 1);
        segment.put(pointer, ((long) other.segment.id << 32) | ((long) other.offset << 3) | FAR);
        other.segment.put(other.offset, upper | kind);
        return ((long) other.segment.id << 32) | (other.offset + 1);
    }

    private static void copyWords(SegmentReader from, int start, SegmentBuilder to, int at, int words) {
        if (words > 0) {
            ByteBuffer target = to.buffer;
            target.put(8 * at, from.buffer, 8 * start, 8 * words);
        }
    }
}

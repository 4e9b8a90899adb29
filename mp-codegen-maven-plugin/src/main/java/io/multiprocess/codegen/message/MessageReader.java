package io.multiprocess.codegen.message;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads messages into trees of objects. Everything is checked: any bytes give a tree or an exception.
 *
 * <p>Confined to one thread.
 */
public final class MessageReader {
    private static final int MAX_DEPTH = 1_000;
    private static final long MAX_WORDS = 1L << 26;

    private final List<ByteBuffer> segments = new ArrayList<>();
    private long readWords;

    private MessageReader() {}

    /**
     * Reads a framed message: segment table, then the segments.
     *
     * @param bytes the message; bytes behind it are ignored
     * @return what its root pointer points at, or null
     * @throws BadMessageException if it is no valid message
     */
    public static @Nullable PointerObject read(byte[] bytes) throws BadMessageException {
        MessageReader reader = new MessageReader();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int count = buffer.getInt(0) + 1;
            if (count < 1 || count > 512) {
                throw new BadMessageException("has " + count + " segments");
            }
            int position = (4 + 4 * count + 7) / 8 * 8;
            for (int i = 0; i < count; i++) {
                int words = buffer.getInt(4 + 4 * i);
                if (words < 0 || words > (bytes.length - position) / 8) {
                    throw new BadMessageException("lacks a part of segment " + i);
                }
                reader.segments.add(buffer.slice(position, words * 8).order(ByteOrder.LITTLE_ENDIAN));
                position += words * 8;
            }
            return reader.pointer(reader.segments.get(0), 0, 0);
        } catch (IndexOutOfBoundsException e) {
            throw new BadMessageException("points outside of the message");
        }
    }

    private @Nullable PointerObject pointer(ByteBuffer segment, int at, int depth) throws BadMessageException {
        long word = segment.getLong(at * 8);
        if (word == 0) {
            return null;
        }
        if (depth > MAX_DEPTH) {
            throw new BadMessageException("is nested too deeply");
        }
        return switch ((int) (word & 3)) {
            case 0 -> struct(segment, at + 1 + offset(word), (int) (word >>> 32), depth);
            case 1 -> list(segment, at + 1 + offset(word), (int) (word >>> 32), depth);
            case 2 -> far(word, depth);
            default -> {
                if ((word & 0xfffffffcL) != 0) {
                    throw new BadMessageException("has an unknown kind of pointer");
                }
                yield new CapabilityObject((int) (word >>> 32));
            }
        };
    }

    private @Nullable PointerObject far(long word, int depth) throws BadMessageException {
        ByteBuffer target = segments.get((int) (word >>> 32));
        int landing = (int) (word & 0xffffffffL) >>> 3;
        if ((word & 4) == 0) {
            if ((target.getLong(landing * 8) & 3) == 2) {
                throw new BadMessageException("has a far pointer to a far pointer");
            }
            return pointer(target, landing, depth + 1);
        }
        long far = target.getLong(landing * 8);
        long tag = target.getLong(landing * 8 + 8);
        if ((far & 7) != 2) {
            throw new BadMessageException("has a bad landing pad");
        }
        ByteBuffer content = segments.get((int) (far >>> 32));
        int start = (int) (far & 0xffffffffL) >>> 3;
        return switch ((int) (tag & 3)) {
            case 0 -> struct(content, start, (int) (tag >>> 32), depth);
            case 1 -> list(content, start, (int) (tag >>> 32), depth);
            default -> throw new BadMessageException("has a bad landing pad");
        };
    }

    private static int offset(long word) {
        return (int) word >> 2;
    }

    private void count(long words) throws BadMessageException {
        readWords += words + 1;
        if (readWords > MAX_WORDS) {
            throw new BadMessageException("is too large");
        }
    }

    private StructObject struct(ByteBuffer segment, int start, int sizes, int depth) throws BadMessageException {
        int dataWords = sizes & 0xffff;
        int pointers = sizes >>> 16;
        count(dataWords + pointers);
        StructObject.Builder builder = new StructObject.Builder(dataWords, pointers);
        for (int i = 0; i < dataWords; i++) {
            builder.setBits(i, 64, segment.getLong((start + i) * 8));
        }
        for (int i = 0; i < pointers; i++) {
            builder.setPointer(i, pointer(segment, start + dataWords + i, depth + 1));
        }
        return builder.build();
    }

    private ListObject list(ByteBuffer segment, int start, int upper, int depth) throws BadMessageException {
        ListObject.ElementSize elementSize = ListObject.ElementSize.ofCode(upper & 7);
        int count = upper >>> 3;
        if (elementSize == ListObject.ElementSize.COMPOSITE) {
            long tag = segment.getLong(start * 8);
            int size = (int) (tag & 0xffffffffL) >>> 2;
            int sizes = (int) (tag >>> 32);
            int stride = (sizes & 0xffff) + (sizes >>> 16);
            if ((tag & 3) != 0 || (long) size * stride > count) {
                throw new BadMessageException("has a bad tag of a list of structs");
            }
            count(size);
            List<StructObject> elements = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                elements.add(struct(segment, start + 1 + i * stride, sizes, depth + 1));
            }
            return ListObject.ofStructs(sizes & 0xffff, sizes >>> 16, elements);
        }
        if (elementSize == ListObject.ElementSize.POINTER) {
            count(count);
            List<@Nullable PointerObject> elements = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                elements.add(pointer(segment, start + i, depth + 1));
            }
            return ListObject.ofPointers(elements);
        }
        long bytes = ((long) count * elementSize.bits() + 7) / 8;
        count(bytes / 8);
        if (start * 8L + bytes > segment.capacity()) {
            throw new BadMessageException("points outside of the message");
        }
        byte[] data = new byte[(int) bytes];
        segment.get(start * 8, data);
        return ListObject.ofData(elementSize, count, data);
    }

    /** The bytes are no valid message. */
    public static final class BadMessageException extends Exception {
        private static final long serialVersionUID = 1L;

        private BadMessageException(String message) {
            super(message);
        }
    }
}

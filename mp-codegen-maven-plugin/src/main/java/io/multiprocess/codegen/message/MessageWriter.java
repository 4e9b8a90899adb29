package io.multiprocess.codegen.message;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes trees of objects as messages of one segment.
 *
 * <p>Thread-safe: no state.
 */
public final class MessageWriter {
    /** What the 30-bit offsets of pointers inside one segment can reach, and what one Java array can hold. */
    private static final long MAX_WORDS = (1L << 28) - 1;

    private MessageWriter() {}

    /**
     * A message of one segment, whose first word is the root pointer.
     *
     * @param root what the root pointer points at; null for a null pointer
     * @return the segment's bytes, a multiple of 8
     * @throws IllegalArgumentException if it would be larger than 2 GiB
     */
    public static byte[] segment(@Nullable PointerObject root) {
        long words = 1 + (root == null ? 0 : root.totalWords());
        if (words > MAX_WORDS) {
            throw new IllegalArgumentException("message of " + words + " words");
        }
        Cursor cursor = new Cursor((int) words);
        cursor.next = 1;
        cursor.pointer(0, root);
        return cursor.buffer.array();
    }

    /**
     * Writes a framed message: segment table, then the segment.
     *
     * @param root what the root pointer points at
     * @param stream where to, not closed
     * @throws IOException from the stream
     */
    public static void write(@Nullable PointerObject root, OutputStream stream) throws IOException {
        byte[] segment = segment(root);
        stream.write(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(segment.length / 8)
                .array());
        stream.write(segment);
    }

    /** Objects are laid out depth first, each directly behind what was written before it. */
    private static final class Cursor {
        final ByteBuffer buffer;
        int next;

        Cursor(int words) {
            buffer = ByteBuffer.allocate(words * 8).order(ByteOrder.LITTLE_ENDIAN);
        }

        void pointer(int at, @Nullable PointerObject target) {
            if (target == null) {
                return;
            }
            if (target instanceof StructObject struct) {
                int words = struct.dataWords() + struct.pointerCount();
                if (words == 0) {
                    // A struct of no words points at itself, so that it differs from null.
                    put(at, -1, 0, 0);
                    return;
                }
                int start = take(words);
                put(at, start - at - 1, 0, struct.dataWords() | (struct.pointerCount() << 16));
                structBody(start, struct);
            } else if (target instanceof ListObject list) {
                list(at, list);
            } else if (target instanceof CapabilityObject capability) {
                buffer.putInt(at * 8, 3);
                buffer.putInt(at * 8 + 4, capability.index());
            }
        }

        private void list(int at, ListObject list) {
            int code = list.elementSize().code();
            switch (list.elementSize()) {
                case COMPOSITE -> {
                    int stride = list.structDataWords() + list.structPointerCount();
                    int start = take(1 + list.size() * stride);
                    put(at, start - at - 1, 1, code | ((list.size() * stride) << 3));
                    put(start, list.size(), 0, list.structDataWords() | (list.structPointerCount() << 16));
                    for (int i = 0; i < list.size(); i++) {
                        if (list.element(i) instanceof StructObject struct) {
                            structBody(start + 1 + i * stride, struct);
                        }
                    }
                }
                case POINTER -> {
                    int start = take(list.size());
                    put(at, start - at - 1, 1, code | (list.size() << 3));
                    for (int i = 0; i < list.size(); i++) {
                        pointer(start + i, list.element(i));
                    }
                }
                default -> {
                    byte[] bytes = list.bytes();
                    int start = take((bytes.length + 7) / 8);
                    put(at, start - at - 1, 1, code | (list.size() << 3));
                    buffer.put(start * 8, bytes);
                }
            }
        }

        private void structBody(int start, StructObject struct) {
            buffer.put(start * 8, struct.data(), 0, struct.dataWords() * 8);
            for (int i = 0; i < struct.pointerCount(); i++) {
                pointer(start + struct.dataWords() + i, struct.pointer(i));
            }
        }

        private int take(int words) {
            int start = next;
            next += words;
            return start;
        }

        private void put(int at, int offset, int kind, int upper) {
            buffer.putInt(at * 8, (offset << 2) | kind);
            buffer.putInt(at * 8 + 4, upper);
        }
    }
}

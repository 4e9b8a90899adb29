package io.multiprocess.proxy;

import io.multiprocess.wire.AnyStructFactory;
import io.multiprocess.wire.MessageArena;
import org.capnproto.AnyPointer;
import org.capnproto.Data;
import org.capnproto.FromPointerReader;
import org.capnproto.SegmentReader;
import org.capnproto.StructReader;

/**
 * Shows what is in a message as far as that can be told without its schema, for logs: numbers as words, bytes as text, the rest
 * by its kind. The text ends at a limit.
 *
 * <p>Nothing is made until {@link #toString}: an argument to the logger costs an object.
 */
final class MessageText {
    private static final int MAX_DEPTH = 16;

    private final AnyPointer.Reader root;
    private final int maxChars;

    /**
     * The text of a message.
     *
     * @param root of the message; read when the text is asked for
     * @param maxChars how much is shown, in characters
     */
    MessageText(AnyPointer.Reader root, int maxChars) {
        this.root = root;
        this.maxChars = maxChars;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        try {
            root.getAs(new Printer(text, maxChars, 0));
        } catch (RuntimeException e) {
            text.append("<malformed: ").append(e).append('>');
        }
        if (text.length() > maxChars) {
            text.setLength(maxChars);
            text.append("...");
        }
        return text.toString();
    }

    /** Appends what a pointer leads to. */
    private record Printer(StringBuilder text, int maxChars, int depth) implements FromPointerReader<StringBuilder> {
        private static final int KIND_LIST = 1;
        private static final int KIND_FAR = 2;
        private static final int KIND_OTHER = 3;
        private static final int BYTES = 2;

        @Override
        public StringBuilder fromPointerReader(SegmentReader segment, int pointer, int nestingLimit) {
            long word = segment.get(pointer);
            if (text.length() > maxChars || depth > MAX_DEPTH) {
                return text;
            }
            if (word == 0) {
                return text.append("()");
            }
            if (((int) word & 3) == KIND_FAR) {
                SegmentReader other = MessageArena.segmentOf(segment, (int) (word >>> 32));
                // What a landing pad of two words is for stands in the second one.
                word = other.get(((int) word >>> 3) + ((int) word >> 2 & 1));
            }
            switch ((int) word & 3) {
                case KIND_LIST -> list(segment, pointer, word);
                case KIND_OTHER ->
                    text.append("<capability ").append(word >>> 32).append('>');
                default ->
                    Struct.FACTORY
                            .fromPointerReader(segment, pointer, nestingLimit)
                            .print(text, maxChars, depth + 1);
            }
            return text;
        }

        private void list(SegmentReader segment, int pointer, long word) {
            int elementSize = (int) (word >>> 32) & 7;
            int count = (int) (word >>> 35);
            if (elementSize != BYTES) {
                text.append("<list of ").append(count).append('>');
                return;
            }
            Data.Reader bytes = Data.factory.fromPointerReader(segment, pointer, 1);
            text.append('"');
            int last = bytes.size - 1;
            for (int i = 0; i <= last && text.length() <= maxChars; i++) {
                byte value = bytes.buffer.get(bytes.offset + i);
                if (i < last || value != 0) {
                    escape(value);
                }
            }
            text.append('"');
        }

        private void escape(byte value) {
            if (value == '\\') {
                text.append("\\\\");
            } else if (value < 0x20 || value > 0x7e) {
                text.append('\\').append(Character.forDigit(value >> 4 & 15, 16));
                text.append(Character.forDigit(value & 15, 16));
            } else {
                text.append((char) value);
            }
        }
    }

    /** Any struct. */
    private static final class Struct extends StructReader {
        static final AnyStructFactory<Struct> FACTORY = new AnyStructFactory<>(Struct::new);

        private Struct(
                SegmentReader segment, int data, int pointers, int dataSize, short pointerCount, int nestingLimit) {
            super(segment, data, pointers, dataSize, pointerCount, nestingLimit);
        }

        void print(StringBuilder text, int maxChars, int depth) {
            text.append('(');
            String separator = "";
            for (int word = 0; word < dataSize / Long.SIZE && text.length() <= maxChars; word++) {
                long value = _getLongField(word);
                text.append(separator)
                        .append(value >= 0 && value < 10 ? "" : "0x")
                        .append(Long.toHexString(value));
                separator = ", ";
            }
            for (int i = 0; i < pointerCount && text.length() <= maxChars; i++) {
                text.append(separator);
                _getPointerField(new Printer(text, maxChars, depth), i);
                separator = ", ";
            }
            text.append(')');
        }
    }
}

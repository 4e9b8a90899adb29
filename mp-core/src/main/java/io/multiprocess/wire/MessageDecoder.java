package io.multiprocess.wire;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a byte stream into messages: the standard stream framing with an unpacked segment table.
 *
 * <p>Bytes go in as they come, in pieces of any size; each message comes out in memory of its own, of exactly its size,
 * so the buffer that the bytes were in can be used again at once. A peer that announces a large message gets memory
 * only as its bytes arrive. <i>Confined to the thread that reads the connection.</i>
 *
 * <pre>{@code
 * channel.read(in);
 * in.flip();
 * for (MessageArena message; (message = decoder.decode(in)) != null; ) {
 *     receive(message);
 * }
 * in.clear(); // all of it was taken
 * }</pre>
 */
public final class MessageDecoder {

    /** What is allocated at once for a message that has only been announced. */
    private static final int EAGER_BYTES = 1 << 20;

    /** A message with this much missing is worth reading straight into its own memory. */
    private static final int DIRECT_READ_BYTES = 16 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    // How a TLS record begins.
    private static final byte TLS_ALERT = 21;
    private static final byte TLS_HANDSHAKE = 22;
    private static final byte TLS_MAJOR_VERSION = 3;

    private final WireLimits limits;
    private final ReceiveMemory memory;

    /** The segment table so far; null while none is half read. Its limit is the part known to be needed. */
    private @Nullable ByteBuffer table;

    /** The content so far; null while none is half read. */
    private @Nullable ByteBuffer content;

    /** What was lent for the content; null where it is on the heap. */
    private @Nullable ByteBuffer lent;

    private int contentBytes;
    private int @Nullable [] segmentBytes;

    /**
     * Makes a decoder at the start of a stream.
     *
     * @param limits message size and segment count that are accepted, and the limits for reading
     * @param memory lends what large messages are kept in, until {@link MessageArena#dispose}
     */
    public MessageDecoder(WireLimits limits, LargeMemory memory) {
        this.limits = limits;
        this.memory = new ReceiveMemory(memory);
    }

    /**
     * Makes a decoder at the start of a stream, whose messages are all in memory of their own.
     *
     * @param limits message size and segment count that are accepted, and the limits for reading
     */
    public MessageDecoder(WireLimits limits) {
        this(limits, new LargeMemory());
    }

    /**
     * Takes bytes up to the end of the next message.
     *
     * @param in bytes as received, between position and limit; taken bytes are behind the position afterwards
     * @return the next message, or null if all of {@code in} was taken and the message is not complete
     * @throws FramingException if this is no message or one over the limits; the stream is unusable then
     */
    public @Nullable MessageArena decode(ByteBuffer in) {
        if (content == null) {
            if (!readTable(in)) {
                return null;
            }
        }
        return readContent(in);
    }

    /**
     * Continues after {@link #target()} was read into.
     *
     * @return the message if it is complete
     */
    public @Nullable MessageArena decode() {
        return decode(NOTHING);
    }

    /**
     * Gives the memory that the rest of a large message belongs into, to save a copy: read from the socket into it (its
     * position moves), then call {@link #decode()}.
     *
     * @return where to read to, or null if the next bytes should go through {@link #decode(ByteBuffer)}
     */
    public @Nullable ByteBuffer target() {
        ByteBuffer partly = content;
        if (partly == null || contentBytes - partly.position() < DIRECT_READ_BYTES) {
            return null;
        }
        return grow(partly, 1);
    }

    /**
     * Tells whether the stream ends inside a message if it ends here.
     *
     * @return true after some bytes of a message and before its last
     */
    public boolean isMidMessage() {
        return table != null || content != null;
    }

    /**
     * What the peer may have meant, where it did not send a message.
     *
     * @return to be added to the description of the failure; often empty
     */
    public String guess() {
        ByteBuffer partly = table;
        boolean tls = partly != null
                && partly.position() >= 2
                && (partly.get(0) == TLS_ALERT || partly.get(0) == TLS_HANDSHAKE)
                && partly.get(1) == TLS_MAJOR_VERSION;
        return tls ? "; the peer speaks TLS, and this side does not" : "";
    }

    private boolean readTable(ByteBuffer in) {
        if (table == null && in.remaining() >= 8) {
            // The usual case: one segment, its table of one word is here.
            int at = in.position();
            boolean little = in.order() == ByteOrder.LITTLE_ENDIAN;
            int count = little ? in.getInt(at) : Integer.reverseBytes(in.getInt(at));
            if (count == 0) {
                int words = little ? in.getInt(at + 4) : Integer.reverseBytes(in.getInt(at + 4));
                in.position(at + 8);
                startContent(checkTotal(Integer.toUnsignedLong(words)), null);
                return true;
            }
        }
        ByteBuffer partly = table;
        if (partly == null) {
            if (!in.hasRemaining()) {
                return false;
            }
            partly = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            table = partly;
        }
        if (!fill(partly, in)) {
            return false;
        }
        long count = Integer.toUnsignedLong(partly.getInt(0)) + 1;
        if (count > limits.segments()) {
            throw new FramingException(
                    "message with " + count + " segments, the limit is " + limits.segments() + guess());
        }
        int tableBytes = (int) ((4 + 4 * count + 7) & ~7);
        if (partly.capacity() < tableBytes) {
            ByteBuffer whole = ByteBuffer.allocate(tableBytes).order(ByteOrder.LITTLE_ENDIAN);
            whole.put(partly.flip());
            table = whole;
            partly = whole;
            if (!fill(whole, in)) {
                return false;
            }
        }
        table = null;
        int[] sizes = new int[(int) count];
        long words = 0;
        for (int i = 0; i < sizes.length; i++) {
            long segment = Integer.toUnsignedLong(partly.getInt(4 + 4 * i));
            words += segment;
            checkTotal(words);
            sizes[i] = (int) segment * 8;
        }
        startContent(words, sizes);
        return true;
    }

    private long checkTotal(long words) {
        if (words > limits.messageWords()) {
            throw new FramingException(
                    "message of " + words + " words or more, the limit is " + limits.messageWords() + " words");
        }
        return words;
    }

    private void startContent(long words, int @Nullable [] sizes) {
        contentBytes = (int) words * 8;
        segmentBytes = sizes == null || sizes.length == 1 ? null : sizes;
        // A little more than the eager size is had at once, too: growing would copy it all.
        boolean atOnce = contentBytes <= EAGER_BYTES + EAGER_BYTES / 4;
        ByteBuffer found = atOnce ? memory.lend(contentBytes) : null;
        lent = found;
        content =
                found != null ? found.slice(0, contentBytes) : ByteBuffer.allocate(atOnce ? contentBytes : EAGER_BYTES);
    }

    private @Nullable MessageArena readContent(ByteBuffer in) {
        ByteBuffer partly = content;
        if (partly == null) {
            return null;
        }
        while (partly.position() < contentBytes) {
            if (!in.hasRemaining()) {
                return null;
            }
            partly = grow(partly, in.remaining());
            fill(partly, in);
        }
        content = null;
        MessageArena message = arenaOver(partly.clear());
        ByteBuffer borrowed = lent;
        if (borrowed != null) {
            lent = null;
            message.borrowed(() -> memory.giveBack(borrowed));
        }
        return message;
    }

    private MessageArena arenaOver(ByteBuffer whole) {
        int[] sizes = segmentBytes;
        if (sizes == null) {
            return new MessageArena(whole, limits);
        }
        segmentBytes = null;
        List<ByteBuffer> slices = new ArrayList<>(sizes.length);
        int start = 0;
        for (int size : sizes) {
            slices.add(whole.slice(start, size));
            start += size;
        }
        return new MessageArena(slices, limits);
    }

    /** Makes room behind the position: memory follows the bytes that really came. */
    private ByteBuffer grow(ByteBuffer partly, int wanted) {
        if (partly.hasRemaining() || partly.capacity() == contentBytes) {
            return partly;
        }
        long doubled = Math.max(partly.capacity() * 2L, partly.position() + (long) wanted);
        ByteBuffer larger = ByteBuffer.allocate((int) Math.min(contentBytes, doubled));
        larger.put(partly.flip());
        content = larger;
        return larger;
    }

    /** Moves what fits. Returns whether {@code to} is full. */
    private static boolean fill(ByteBuffer to, ByteBuffer from) {
        int count = Math.min(to.remaining(), from.remaining());
        if (count > 0) {
            int limit = from.limit();
            from.limit(from.position() + count);
            to.put(from);
            from.limit(limit);
        }
        return !to.hasRemaining();
    }
}

package io.multiprocess.wire;

import org.capnproto.Allocator;
import org.capnproto.AnyPointer;
import org.capnproto.BuilderArena;
import org.capnproto.SegmentBuilder;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A message under construction, and then its bytes for the socket.
 *
 * <p>The first segment has room for the segment table in front of it: a message that fits its first segment is one
 * buffer and goes out without a copy or a second buffer. <i>Confined to one thread at a time; after
 * {@link #buffers()} nothing may be changed.</i>
 */
public final class OutgoingMessage implements Allocator {

    private static final int TABLE_BYTES = 8;

    /** A message of four words with its segment table. */
    private static final int SMALL_FRAME_BYTES = 40;

    /** Room for what rides along in front. */
    private static final int HEADROOM_BYTES = 2 * SMALL_FRAME_BYTES;

    private static final int START_BYTES = HEADROOM_BYTES + TABLE_BYTES;

    private final ByteBuffer memory;
    private final BuilderArena arena;
    private final SegmentBuilder first;
    private int nextSegmentBytes;
    private int passengers;
    private ByteBuffer @Nullable [] buffers;

    /** Where large segments come from; null: from the heap. */
    private @Nullable LargeMemory lender;

    /** The size of the Data that the next segment is for, in bytes; 0 if that is not known. */
    private int expectedDataBytes;

    /** What was lent and is to be given back. */
    private @Nullable List<ByteBuffer> lent;

    /**
     * Starts a message. Word 0 of the first segment, the root pointer, is allocated.
     *
     * @param firstSegmentWords size of the first segment, in words of 8 bytes; one that fits the whole message is best
     */
    public OutgoingMessage(int firstSegmentWords) {
        memory = ByteBuffer.allocate(START_BYTES + 8 * Math.max(1, firstSegmentWords))
                .order(ByteOrder.LITTLE_ENDIAN);
        memory.position(HEADROOM_BYTES);
        ByteBuffer segment = memory.slice(START_BYTES, memory.capacity() - START_BYTES);
        nextSegmentBytes = Math.max(segment.capacity(), 1024);
        arena = new BuilderArena(this, segment);
        first = arena.getSegment(0);
        first.allocate(1);
    }

    private OutgoingMessage(ByteBuffer framed) {
        memory = framed;
        arena = new BuilderArena(this, ByteBuffer.allocate(0));
        first = arena.getSegment(0);
        buffers = new ByteBuffer[] {framed};
    }

    /**
     * Makes messages that are all a body of one word without pointers.
     *
     * @param count how many
     * @param words for each: the body, then which of rpc.capnp's {@code Message} it is
     * @return what cannot be built on any more
     */
    public static OutgoingMessage small(int count, long[] words) {
        ByteBuffer bytes = ByteBuffer.allocate(count * SMALL_FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            smallFrame(bytes, i * SMALL_FRAME_BYTES, (int) words[2 * i + 1], words[2 * i]);
        }
        return new OutgoingMessage(bytes);
    }

    /**
     * Gives how many small messages {@link #takeAlong} still takes.
     *
     * @return 0 for a message of several segments, and after {@link #buffers()}
     */
    public int roomForPassengers() {
        return buffers != null || arena.segments.size() > 1 ? 0 : HEADROOM_BYTES / SMALL_FRAME_BYTES - passengers;
    }

    /**
     * Puts a whole message in front of this one, behind those put there before: a body of one word without pointers. Only where
     * there is {@link #roomForPassengers}.
     *
     * @param which of rpc.capnp's {@code Message}
     * @param bodyWord the body
     */
    public void takeAlong(int which, long bodyWord) {
        // Those put there before move forward: the last one stands right in front of this message.
        int start = HEADROOM_BYTES - SMALL_FRAME_BYTES * passengers;
        for (int at = start; at < HEADROOM_BYTES; at += 8) {
            memory.putLong(at - SMALL_FRAME_BYTES, memory.getLong(at));
        }
        memory.position(start - SMALL_FRAME_BYTES);
        smallFrame(memory, HEADROOM_BYTES - SMALL_FRAME_BYTES, which, bodyWord);
        passengers++;
    }

    private static void smallFrame(ByteBuffer to, int at, int which, long bodyWord) {
        to.putLong(at, 4L << 32);
        to.putLong(at + 8, 1L << 32 | 1L << 48);
        to.putLong(at + 16, which);
        to.putLong(at + 24, 1L << 32);
        to.putLong(at + 32, bodyWord);
    }

    /**
     * Takes the memory of large segments from there, until {@link #dispose}. For messages of which nobody keeps a builder.
     *
     * @param memory lends it
     */
    public void borrowFrom(LargeMemory memory) {
        lender = memory;
    }

    /**
     * Says that the next thing to be allocated is a {@code Data} of which every byte is written at once: what is lent for it need not be
     * cleared before.
     *
     * @param bytes its size
     */
    public void expectData(int bytes) {
        if (lender == null || bytes < LargeMemory.MIN_BYTES) {
            return;
        }
        for (SegmentBuilder segment : arena.segments) {
            if (segment.buffer.capacity() - 8 * segment.currentSize() >= bytes) {
                return; // goes there, and what is said must not be left for something else
            }
        }
        expectedDataBytes = bytes;
    }

    /**
     * Gives back what was lent, as nobody needs the message any more. Does nothing for a message that is being read
     * ({@link #asArena}).
     */
    public void dispose() {
        LargeMemory memory = lender;
        List<ByteBuffer> segments = lent;
        lent = null;
        if (memory != null && segments != null) {
            segments.forEach(memory::giveBack);
        }
    }

    /**
     * Tells whether {@link #dispose} has something to do.
     *
     * @return whether memory was lent
     */
    public boolean isBorrowing() {
        return lent != null;
    }

    /**
     * Tells whether a buffer is the last of this message's.
     *
     * @param buffer one of any {@link #buffers()}
     * @return whether the message has been sent when that buffer has
     */
    @SuppressWarnings("ReferenceEquality") // another message may have the same bytes
    public boolean endsWith(ByteBuffer buffer) {
        ByteBuffer[] made = buffers;
        return made != null && made[made.length - 1] == buffer;
    }

    /**
     * Makes a further segment, for the arena: each as large as all before it, or just as large as what has to fit if that is
     * much.
     *
     * @param minimumBytes what has to fit
     * @return zeroed memory, but for the Data that is expected
     */
    @Override
    public ByteBuffer allocateSegment(int minimumBytes) {
        // A far pointer's landing pad, then the Data up to the next word.
        boolean forData = expectedDataBytes != 0 && minimumBytes == 8 + ((expectedDataBytes + 7) & ~7);
        expectedDataBytes = 0;
        if (minimumBytes >= LargeMemory.MIN_BYTES) {
            ByteBuffer large = borrow(minimumBytes, forData);
            return large != null ? large : ByteBuffer.allocate(minimumBytes);
        }
        ByteBuffer segment = ByteBuffer.allocate(Math.max(minimumBytes, nextSegmentBytes));
        nextSegmentBytes = (int) Math.min(1 << 30, (long) nextSegmentBytes + segment.capacity());
        return segment;
    }

    private @Nullable ByteBuffer borrow(int bytes, boolean forData) {
        LargeMemory memory = lender;
        if (memory == null) {
            return null;
        }
        ByteBuffer whole = forData ? memory.lend(bytes) : memory.lendCleared(bytes);
        if (whole == null) {
            return null;
        }
        if (forData) {
            whole.putLong(0, 0).putLong(bytes - 8, 0);
        }
        List<ByteBuffer> segments = lent;
        if (segments == null) {
            segments = new ArrayList<>(1);
            lent = segments;
        }
        segments.add(whole);
        return whole.slice(0, bytes);
    }

    /**
     * Gives the root pointer.
     *
     * @return a builder at word 0 of the first segment
     */
    public AnyPointer.Builder root() {
        return new AnyPointer.Builder(first, 0);
    }

    /**
     * Gives the first segment, for code that writes words itself.
     *
     * @return segment 0
     */
    public SegmentBuilder firstSegment() {
        return first;
    }

    /**
     * Gives the size so far.
     *
     * @return words of 8 bytes in all segments, without the segment table
     */
    public long sizeWords() {
        if (arena.segments.size() == 1) {
            return first.currentSize();
        }
        long words = 0;
        for (SegmentBuilder segment : arena.segments) {
            words += segment.currentSize();
        }
        return words;
    }

    /**
     * Gives the same memory for reading, without a copy; for calls that turn out to be local.
     *
     * @param limits what may be read
     * @return an arena over this message, which must not be changed any more
     */
    public MessageArena asArena(WireLimits limits) {
        lent = null; // readers may be kept
        if (arena.segments.size() == 1) {
            return new MessageArena(memory.slice(START_BYTES, 8 * first.currentSize()), limits);
        }
        List<ByteBuffer> slices = new ArrayList<>(arena.segments.size());
        for (SegmentBuilder segment : arena.segments) {
            slices.add(segment.buffer.slice(0, 8 * segment.currentSize()));
        }
        return new MessageArena(slices, limits);
    }

    /**
     * Gives the bytes to be written, segment table included, in order.
     *
     * @return the buffers, each to be written from position to limit; always the same ones, so that writing can be
     *     continued where it stopped
     */
    public ByteBuffer[] buffers() {
        ByteBuffer[] made = buffers;
        if (made == null) {
            made = makeBuffers();
            buffers = made;
        }
        return made;
    }

    private ByteBuffer[] makeBuffers() {
        int count = arena.segments.size();
        if (count == 1) {
            memory.putInt(HEADROOM_BYTES + 4, first.currentSize());
            memory.limit(START_BYTES + 8 * first.currentSize());
            return new ByteBuffer[] {memory};
        }
        ByteBuffer table = ByteBuffer.allocate((4 + 4 * count + 7) & ~7).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(0, count - 1);
        ByteBuffer[] made = new ByteBuffer[count + 1];
        made[0] = table;
        for (int i = 0; i < count; i++) {
            SegmentBuilder segment = arena.segments.get(i);
            table.putInt(4 + 4 * i, segment.currentSize());
            made[i + 1] = segment.buffer.slice(0, 8 * segment.currentSize());
        }
        return made;
    }
}

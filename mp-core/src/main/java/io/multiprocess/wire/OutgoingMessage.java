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

    private final ByteBuffer memory;
    private final BuilderArena arena;
    private final SegmentBuilder first;
    private int nextSegmentBytes;
    private ByteBuffer @Nullable [] buffers;

    /**
     * Starts a message. Word 0 of the first segment, the root pointer, is allocated.
     *
     * @param firstSegmentWords size of the first segment, in words of 8 bytes; one that fits the whole message is best
     */
    public OutgoingMessage(int firstSegmentWords) {
        memory = ByteBuffer.allocate(TABLE_BYTES + 8 * Math.max(1, firstSegmentWords))
                .order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer segment = memory.slice(TABLE_BYTES, memory.capacity() - TABLE_BYTES);
        nextSegmentBytes = Math.max(memory.capacity() & ~7, 1024);
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
     * Wraps messages that are bytes already, segment tables included.
     *
     * @param bytes one or more whole messages, between position and limit
     * @return what {@link #buffers()} gives them back; it cannot be built on
     */
    public static OutgoingMessage framed(ByteBuffer bytes) {
        return new OutgoingMessage(bytes);
    }

    /**
     * Makes a further segment, each as large as all before it; for the arena.
     *
     * @param minimumBytes what has to fit
     * @return zeroed memory
     */
    @Override
    public ByteBuffer allocateSegment(int minimumBytes) {
        ByteBuffer segment = ByteBuffer.allocate(Math.max(minimumBytes, nextSegmentBytes));
        nextSegmentBytes = (int) Math.min(1 << 30, (long) nextSegmentBytes + segment.capacity());
        return segment;
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
        if (arena.segments.size() == 1) {
            return new MessageArena(memory.slice(TABLE_BYTES, 8 * first.currentSize()), limits);
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
            memory.putInt(4, first.currentSize());
            memory.limit(TABLE_BYTES + 8 * first.currentSize());
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

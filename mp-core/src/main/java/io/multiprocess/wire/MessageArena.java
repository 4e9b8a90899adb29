package io.multiprocess.wire;

import org.capnproto.AnyPointer;
import org.capnproto.Arena;
import org.capnproto.DecodeException;
import org.capnproto.FromPointerReader;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The segments of one message for reading, with the limits that hold and, once known, the capability table.
 *
 * <p>Every segment handed out knows its arena, so a reader anywhere in the message finds the capability table without
 * an extra argument. <i>Confined to the thread that holds the message.</i>
 */
public final class MessageArena implements Arena {

    /** A segment that knows its arena. */
    static final class Segment extends SegmentReader {

        final MessageArena owner;

        Segment(ByteBuffer buffer, MessageArena owner) {
            super(buffer, owner);
            this.owner = owner;
        }
    }

    /** What may be read from the smallest message: 1 MiB. */
    private static final long SMALL_TRAVERSAL_WORDS = 1 << 17;

    private final Segment first;
    private final Segment @Nullable [] segments;
    private final int nestingDepth;
    private long wordsLeft;
    private @Nullable Object attachment;

    /** Gives back what the message is in; null if that was not lent. */
    private @Nullable Runnable giveBack;

    /**
     * Makes an arena over one segment.
     *
     * @param segment exactly the segment's bytes; its position is not used
     * @param limits what may be read
     */
    public MessageArena(ByteBuffer segment, WireLimits limits) {
        this.first = new Segment(segment.order(ByteOrder.LITTLE_ENDIAN), this);
        this.segments = null;
        this.nestingDepth = limits.nestingDepth();
        this.wordsLeft = traversalWords(limits);
    }

    /**
     * Makes an arena over several segments.
     *
     * @param buffers for each segment exactly its bytes; at least one
     * @param limits what may be read
     */
    public MessageArena(List<ByteBuffer> buffers, WireLimits limits) {
        Segment[] made = new Segment[buffers.size()];
        for (int i = 0; i < made.length; i++) {
            made[i] = new Segment(buffers.get(i).order(ByteOrder.LITTLE_ENDIAN), this);
        }
        this.first = made[0];
        this.segments = made.length == 1 ? null : made;
        this.nestingDepth = limits.nestingDepth();
        this.wordsLeft = traversalWords(limits);
    }

    /**
     * The runtime allocates what a pointer claims before it looks whether that is there; all that stops it is this number.
     * So a small message gets a smaller one than a large message.
     */
    private long traversalWords(WireLimits limits) {
        if (limits.traversalWords() == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return Math.min(limits.traversalWords(), Math.max(SMALL_TRAVERSAL_WORDS, 64 * sizeWords()));
    }

    /**
     * Gives what was attached to the message that a segment belongs to.
     *
     * @param segment a segment of any message
     * @return the attachment, or null if there is none or the segment is none of ours (a default value, a builder)
     */
    public static @Nullable Object attachmentOf(SegmentReader segment) {
        return segment instanceof Segment ours ? ours.owner.attachment : null;
    }

    /**
     * Gives another segment of the message that a segment belongs to, received or being built.
     *
     * @param any a segment of the message
     * @param id the number of the wanted one
     * @throws DecodeException if there is no such segment
     */
    public static SegmentReader segmentOf(SegmentReader any, int id) {
        if (any instanceof Segment ours) {
            return ours.owner.tryGetSegment(id);
        }
        if (any instanceof SegmentBuilder builder) {
            return builder.getArena().tryGetSegment(id);
        }
        throw new DecodeException("Message contains a far pointer where there is one segment only");
    }

    /**
     * Gives the capability table.
     *
     * @return what {@link #attach} set, or null
     */
    public @Nullable Object attachment() {
        return attachment;
    }

    /**
     * Attaches the capability table.
     *
     * @param attachment the table
     */
    public void attach(@Nullable Object attachment) {
        this.attachment = attachment;
    }

    /** Says that what the message is in, all segments of it, was lent, and how it is given back. */
    void borrowed(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /**
     * Gives the memory of the message that a reader belongs to back to where it was lent from: nobody reads the message any
     * more, nor anything in it. Does nothing where it was not lent.
     *
     * @param any a reader of the message
     */
    public static void dispose(AnyPointer.Reader any) {
        any.getAs(DISPOSER);
    }

    private static final FromPointerReader<Boolean> DISPOSER =
            (segment, pointer, nestingLimit) -> segment instanceof Segment ours && ours.owner.dispose();

    private boolean dispose() {
        Runnable returning = giveBack;
        if (returning == null) {
            return false;
        }
        giveBack = null;
        wordsLeft = -1; // whoever goes on reading fails, as far as that can be noticed
        returning.run();
        return true;
    }

    /**
     * Gives the root pointer.
     *
     * @return a reader at word 0 of the first segment
     */
    public AnyPointer.Reader root() {
        return at(0, 0);
    }

    /**
     * Gives the pointer at a place in the message.
     *
     * @param segmentId number of the segment
     * @param wordIndex index of the pointer in that segment, in words
     * @return a reader there, with the full nesting depth left
     * @throws DecodeException if there is no such segment
     */
    public AnyPointer.Reader at(int segmentId, int wordIndex) {
        return new AnyPointer.Reader(tryGetSegment(segmentId), wordIndex, nestingDepth);
    }

    /**
     * Gives the number of segments.
     *
     * @return at least 1
     */
    public int segmentCount() {
        return segments == null ? 1 : segments.length;
    }

    /**
     * Gives the size of the message.
     *
     * @return words of 8 bytes in all segments
     */
    public long sizeWords() {
        if (segments == null) {
            return first.buffer.capacity() / 8;
        }
        long words = 0;
        for (Segment segment : segments) {
            words += segment.buffer.capacity() / 8;
        }
        return words;
    }

    @Override
    public SegmentReader tryGetSegment(int id) {
        if (id == 0) {
            return first;
        }
        if (segments == null || id < 0 || id >= segments.length) {
            throw new DecodeException("Message contains a pointer to segment " + Integer.toUnsignedString(id)
                    + ", but has " + segmentCount() + " segment(s)");
        }
        return segments[id];
    }

    @Override
    public void checkReadLimit(int words) {
        // The runtime multiplies without care: a negative number is a size that went past 2^31.
        if (words < 0 || words > wordsLeft) {
            throw new DecodeException("Message exceeds the traversal limit");
        }
        wordsLeft -= words;
    }
}

package io.multiprocess.wire;

import org.jspecify.annotations.Nullable;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Memory of large messages, lent to one after the other. New memory is in no cache and has to be cleared, which for a megabyte
 * costs more than to copy it there.
 *
 * <p>Segments to be sent are outside the heap, where a socket takes them from without a further copy. What is received is in
 * arrays, which Java values are copied from without clearing those first. Memory that is not given back is garbage like any
 * other. Decision 0033.
 *
 * <p><i>Thread-safe.</i>
 */
public final class LargeMemory {

    /** What is smaller comes from the heap, where it is cheap; in bytes. */
    static final int MIN_BYTES = 64 << 10;

    /** What is larger is rare, and too much to keep; in bytes. */
    static final int MAX_BYTES = 4 << 20;

    /** How many segments there are, lent or not: memory outside the heap is freed late, so it must not become more and more. */
    static final int MAX_SEGMENTS = 8;

    /** How many arrays are kept that are not lent. */
    static final int MAX_ARRAYS = 4;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(MIN_BYTES);

    // Guarded by this. The last given back, which is the warmest, goes out first.
    private final ArrayDeque<ByteBuffer> segments = new ArrayDeque<>(MAX_SEGMENTS);
    private final ArrayDeque<byte[]> arrays = new ArrayDeque<>(MAX_ARRAYS);
    private final Set<Reference<ByteBuffer>> existing = new HashSet<>();
    private final ReferenceQueue<ByteBuffer> lost = new ReferenceQueue<>();

    /** Starts without memory. */
    public LargeMemory() {}

    /**
     * Lends memory outside the heap.
     *
     * @param bytes how much is needed
     * @return at least that much, cleared as far as it is needed; null if there is none
     */
    @Nullable
    ByteBuffer lendSegment(int bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            return null;
        }
        ByteBuffer found = takeSegment(bytes);
        if (found != null) {
            for (int at = 0; at < bytes; at += MIN_BYTES) {
                found.put(at, ZEROS, 0, Math.min(MIN_BYTES, bytes - at));
            }
        }
        return found;
    }

    private synchronized @Nullable ByteBuffer takeSegment(int bytes) {
        ByteBuffer kept = takeFirst(segments, ByteBuffer::capacity, bytes);
        if (kept != null) {
            return kept;
        }
        for (Reference<?> gone; (gone = lost.poll()) != null; ) {
            existing.remove(gone);
        }
        if (existing.size() >= MAX_SEGMENTS) {
            segments.pollLast(); // was too small: makes way, once it is collected
            return null;
        }
        ByteBuffer made = ByteBuffer.allocateDirect(Integer.highestOneBit(bytes - 1) << 1);
        existing.add(new PhantomReference<>(made, lost));
        return made;
    }

    /** Takes a segment back, which nobody reads or writes any more. */
    synchronized void giveBack(ByteBuffer segment) {
        segments.push(segment);
    }

    /**
     * Lends an array, with anything in it.
     *
     * @param bytes how much is needed, at least {@link #MIN_BYTES}
     * @return at least that much
     */
    byte[] lendArray(int bytes) {
        byte[] kept;
        synchronized (this) {
            kept = takeFirst(arrays, array -> array.length, bytes);
        }
        return kept != null ? kept : new byte[bytes];
    }

    /** Takes out the first that is large enough; null if none is. */
    private static <T> @Nullable T takeFirst(ArrayDeque<T> pieces, ToIntFunction<T> size, int bytes) {
        for (Iterator<T> each = pieces.iterator(); each.hasNext(); ) {
            T piece = each.next();
            if (size.applyAsInt(piece) >= bytes) {
                each.remove();
                return piece;
            }
        }
        return null;
    }

    /** Takes an array back, which nobody reads or writes any more. */
    synchronized void giveBack(byte[] array) {
        if (array.length > MAX_BYTES) {
            return;
        }
        if (arrays.size() == MAX_ARRAYS) {
            arrays.pollLast(); // not wanted for longest, or too small
        }
        arrays.push(array);
    }
}

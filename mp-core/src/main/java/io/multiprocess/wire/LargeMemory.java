package io.multiprocess.wire;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Memory of large messages, lent to one after the other. New memory is in no cache and has to be cleared, which for a megabyte
 * costs more than to copy it there.
 *
 * <p>It is outside the heap, where a socket takes it from and puts it to without a further copy. Memory that is not given back is
 * freed once it is garbage. Decision 0033.
 *
 * <p><i>Thread-safe.</i>
 */
public final class LargeMemory {
    private static final Logger log = LoggerFactory.getLogger(LargeMemory.class);

    /** What is smaller comes from the heap, where it is cheap; in bytes. */
    static final int MIN_BYTES = 64 << 10;

    /** What is larger is rare, and too much to keep; in bytes. */
    static final int MAX_BYTES = 4 << 20;

    /** How much there is at most, lent or not: it is freed late, so it must not become more and more; in bytes. */
    static final long MAX_TOTAL_BYTES = 32 << 20;

    /** At most one part in so many of what the process may have, as others need memory outside the heap as well. */
    private static final int SHARE_OF_PROCESS = 8;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(MIN_BYTES);

    // Guarded by this.
    private final ArrayDeque<ByteBuffer> kept = new ArrayDeque<>(); // the last given back, the warmest, in front
    private final Set<Existing> existing = new HashSet<>();
    private final ReferenceQueue<ByteBuffer> lost = new ReferenceQueue<>();
    private long existingBytes;
    private long leavingBytes; // of those: what has made way, and is not collected yet
    private long allowedBytes;

    /** Remembers how much there is until it is freed. */
    private static final class Existing extends PhantomReference<ByteBuffer> {
        final int bytes;
        boolean leaving;

        Existing(ByteBuffer memory, ReferenceQueue<ByteBuffer> queue) {
            super(memory, queue);
            bytes = memory.capacity();
        }
    }

    /** Starts without memory. */
    public LargeMemory() {
        // What the process may have outside the heap is as much as the heap, unless its command line says otherwise.
        this(Math.min(MAX_TOTAL_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_PROCESS));
    }

    LargeMemory(long allowedBytes) {
        this.allowedBytes = allowedBytes;
    }

    /**
     * Lends memory with zeros in it, as a builder needs.
     *
     * @param bytes how much is needed
     * @return at least that much, cleared as far as it is needed; null if there is none
     */
    @Nullable
    ByteBuffer lendCleared(int bytes) {
        ByteBuffer found = lend(bytes);
        if (found != null) {
            for (int at = 0; at < bytes; at += MIN_BYTES) {
                found.put(at, ZEROS, 0, Math.min(MIN_BYTES, bytes - at));
            }
        }
        return found;
    }

    /**
     * Lends memory with anything in it, for who writes all of it.
     *
     * @param bytes how much is needed
     * @return at least that much; null if there is none
     */
    @Nullable
    ByteBuffer lend(int bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            return null;
        }
        synchronized (this) {
            ByteBuffer found = takeKept(bytes);
            return found != null ? found : make(Integer.highestOneBit(bytes - 1) << 1);
        }
    }

    /** Takes out the first that is large enough; null if none is. */
    private @Nullable ByteBuffer takeKept(int bytes) {
        for (Iterator<ByteBuffer> each = kept.iterator(); each.hasNext(); ) {
            ByteBuffer memory = each.next();
            if (memory.capacity() >= bytes) {
                each.remove();
                return memory;
            }
        }
        return null;
    }

    private @Nullable ByteBuffer make(int bytes) {
        while (lost.poll() instanceof Existing gone) {
            existing.remove(gone);
            existingBytes -= gone.bytes;
            leavingBytes -= gone.leaving ? gone.bytes : 0;
        }
        if (existingBytes + bytes > allowedBytes) {
            makeWay(bytes);
            return null;
        }
        try {
            ByteBuffer made = ByteBuffer.allocateDirect(bytes);
            existing.add(new Existing(made, lost));
            existingBytes += bytes;
            return made;
        } catch (OutOfMemoryError e) {
            // The heap may have room. The JDK waits half a second before it gives up, so that is not tried again.
            allowedBytes = existingBytes;
            log.warn(
                    "Large messages are built on the heap from now on, beyond {} bytes, which is slower: {}",
                    existingBytes,
                    e.getMessage());
            return null;
        }
    }

    /** Lets go of what is too small, as much as is needed; there is room once that is collected. */
    private void makeWay(int bytes) {
        while (existingBytes - leavingBytes + bytes > allowedBytes) {
            ByteBuffer least = kept.pollLast();
            if (least == null) {
                return;
            }
            for (Existing each : existing) {
                if (each.refersTo(least)) {
                    each.leaving = true;
                    leavingBytes += each.bytes;
                }
            }
        }
    }

    /** Takes memory back, which nobody reads or writes any more. */
    synchronized void giveBack(ByteBuffer memory) {
        kept.push(memory);
    }
}

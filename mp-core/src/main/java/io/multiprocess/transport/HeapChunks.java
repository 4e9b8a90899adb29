package io.multiprocess.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads and writes buffers on the heap in chunks: the JDK copies all it is given outside the heap, also what the socket then
 * does not take, so a megabyte handed over whole would be copied with every part of it that is sent.
 */
final class HeapChunks {
    /** About what a socket takes at once, in bytes. */
    private static final int CHUNK_BYTES = 256 << 10;

    /** Several buffers that are together no larger than this are copied into one, in bytes. */
    private static final int GATHERED_BYTES = 32 << 10;

    private static final ThreadLocal<ByteBuffer> GATHERED =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(GATHERED_BYTES));

    private HeapChunks() {}

    /** Reads once. */
    static int read(ReadableByteChannel channel, ByteBuffer into) throws IOException {
        if (into.isDirect() || into.remaining() <= CHUNK_BYTES) {
            return channel.read(into);
        }
        int limit = into.limit();
        into.limit(into.position() + CHUNK_BYTES);
        try {
            return channel.read(into);
        } finally {
            into.limit(limit);
        }
    }

    /** Writes what there is room for. */
    static long write(GatheringByteChannel channel, ByteBuffer[] from, int count) throws IOException {
        return count > 1 && isSmall(from, count) ? writeGathered(channel, from, count) : writeAll(channel, from, count);
    }

    private static boolean isSmall(ByteBuffer[] from, int count) {
        int total = 0;
        for (int i = 0; i < count; i++) {
            int remaining = from[i].remaining();
            if (remaining > GATHERED_BYTES - total) {
                return false;
            }
            total += remaining;
        }
        return true;
    }

    /** The JDK copies each buffer into one of its own and writes those as a list, which costs more than one copy of all. */
    private static long writeGathered(GatheringByteChannel channel, ByteBuffer[] from, int count) throws IOException {
        ByteBuffer all = GATHERED.get().clear();
        for (int i = 0; i < count; i++) {
            ByteBuffer part = from[i];
            all.put(all.position(), part, part.position(), part.remaining());
            all.position(all.position() + part.remaining());
        }
        long written = channel.write(all.flip());
        long left = written;
        for (int i = 0; i < count && left > 0; i++) {
            int taken = (int) Math.min(left, from[i].remaining());
            from[i].position(from[i].position() + taken);
            left -= taken;
        }
        return written;
    }

    private static long writeAll(GatheringByteChannel channel, ByteBuffer[] from, int count) throws IOException {
        long done = 0;
        int first = 0;
        while (true) {
            while (first < count && !from[first].hasRemaining()) {
                first++;
            }
            if (first == count) {
                return done;
            }
            int last = first;
            long total = from[first].remaining();
            while (total < CHUNK_BYTES && last + 1 < count) {
                total += from[++last].remaining();
            }
            ByteBuffer cut = from[last];
            int excess = cut.isDirect() ? 0 : (int) Math.max(0, total - CHUNK_BYTES);
            int limit = cut.limit();
            long written;
            cut.limit(limit - excess);
            try {
                written = last == first ? channel.write(cut) : channel.write(from, first, last - first + 1);
            } finally {
                cut.limit(limit);
            }
            done += written;
            if (written < total - excess) {
                return done;
            }
        }
    }
}

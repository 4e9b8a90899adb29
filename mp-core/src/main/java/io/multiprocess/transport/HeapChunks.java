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
            int excess = (int) Math.max(0, total - CHUNK_BYTES);
            ByteBuffer cut = from[last];
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

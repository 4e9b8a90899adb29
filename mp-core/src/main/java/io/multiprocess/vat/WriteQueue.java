package io.multiprocess.vat;

import io.multiprocess.wire.OutgoingMessage;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Bytes that wait to be sent, in order. Guarded by the connection lock; {@link Batch} belongs to whoever writes. */
final class WriteQueue {
    /** How many buffers one gathering write takes; the operating systems' own limit is at least this. */
    private static final int MAX_BATCH_BUFFERS = 64;

    /** How many bytes one gathering write is given: a few times what a socket takes. */
    private static final int MAX_BATCH_BYTES = 1 << 20;

    /** What one write sends. Confined to the thread that writes. */
    static final class Batch {
        private ByteBuffer[] buffers = new ByteBuffer[4];
        private int count;

        ByteBuffer[] buffers() {
            return buffers;
        }

        int count() {
            return count;
        }

        private void add(ByteBuffer buffer) {
            if (count == buffers.length) {
                buffers = Arrays.copyOf(buffers, 2 * count);
            }
            buffers[count++] = buffer;
        }

        /** Lets go of the memory that was sent. */
        private void clear() {
            Arrays.fill(buffers, 0, count, null);
            count = 0;
        }
    }

    private ByteBuffer[] ring = new ByteBuffer[8];

    /** The messages among them whose memory is to be given back, in order. */
    private final ArrayDeque<OutgoingMessage> borrowing = new ArrayDeque<>(2);

    private int head;
    private int size;
    private long bytes;

    /** How many bytes wait, those of the batch that is being written included. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(OutgoingMessage message) {
        for (ByteBuffer buffer : message.buffers()) {
            add(buffer);
        }
        if (message.isBorrowing()) {
            borrowing.add(message);
        }
    }

    private void add(ByteBuffer buffer) {
        int remaining = buffer.remaining();
        if (remaining == 0) {
            return;
        }
        if (size == ring.length) {
            ByteBuffer[] larger = new ByteBuffer[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(head + i) & (ring.length - 1)];
            }
            ring = larger;
            head = 0;
        }
        ring[(head + size++) & (ring.length - 1)] = buffer;
        bytes += remaining;
    }

    /** Shows the writer what to send next; it stays in the queue until {@link #written}. */
    void fill(Batch batch) {
        batch.clear();
        long total = 0;
        for (int i = 0; i < size && i < MAX_BATCH_BUFFERS && total < MAX_BATCH_BYTES; i++) {
            ByteBuffer buffer = ring[(head + i) & (ring.length - 1)];
            batch.add(buffer);
            total += buffer.remaining();
        }
    }

    /** Takes out what was sent. */
    void written(Batch batch, long count) {
        bytes -= count;
        while (size > 0 && !ring[head].hasRemaining()) {
            OutgoingMessage message = borrowing.peek();
            if (message != null && message.endsWith(ring[head])) {
                borrowing.remove();
                message.dispose();
            }
            ring[head] = EMPTY;
            head = (head + 1) & (ring.length - 1);
            size--;
        }
        batch.clear();
        if (size == 0 && ring.length > 1024) {
            ring = new ByteBuffer[8];
            head = 0;
        }
    }

    /** Drops everything. */
    void clear() {
        Arrays.fill(ring, EMPTY);
        borrowing.clear();
        head = 0;
        size = 0;
        bytes = 0;
    }

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);
}

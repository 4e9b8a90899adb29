package io.multiprocess.vat;

import io.multiprocess.wire.LargeMemory;
import io.multiprocess.wire.OutgoingMessage;
import org.capnproto.Data;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

import static org.assertj.core.api.Assertions.assertThat;

class WriteQueueTest {
    private static final int LARGE_BYTES = 200_000;

    private final LargeMemory memory = new LargeMemory();
    private final WriteQueue queue = new WriteQueue();
    private final WriteQueue.Batch batch = new WriteQueue.Batch();

    private OutgoingMessage large() {
        OutgoingMessage message = new OutgoingMessage(8);
        message.borrowFrom(memory);
        message.root().setAs(Data.factory, new Data.Reader(new byte[LARGE_BYTES]));
        queue.add(message);
        return message;
    }

    /** Sends that much, as a socket would take it. */
    private void send(long bytes) {
        queue.fill(batch);
        long left = bytes;
        for (int i = 0; i < batch.count() && left > 0; i++) {
            ByteBuffer buffer = batch.buffers()[i];
            int taken = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + taken);
            left -= taken;
        }
        assertThat(left).isZero();
        queue.written(batch, bytes);
    }

    @Test
    void memoryIsGivenBackWithTheLastByteOfItsMessage() {
        OutgoingMessage first = large();
        long firstBytes = queue.bytes();
        OutgoingMessage second = large();
        send(firstBytes - 1);
        assertThat(first.isBorrowing()).isTrue();
        send(1);
        assertThat(first.isBorrowing()).isFalse();
        assertThat(second.isBorrowing()).isTrue();
        send(queue.bytes());
        assertThat(second.isBorrowing()).isFalse();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatIsDroppedUnsentIsNotLentAgain() {
        OutgoingMessage message = large();
        send(1000);
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        // Somebody may still be writing it.
        assertThat(message.isBorrowing()).isTrue();
        OutgoingMessage small = new OutgoingMessage(8);
        queue.add(small);
        send(queue.bytes());
        assertThat(message.isBorrowing()).isTrue();
    }
}

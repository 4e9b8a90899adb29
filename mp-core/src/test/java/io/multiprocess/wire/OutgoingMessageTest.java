package io.multiprocess.wire;

import org.capnproto.Data;
import org.capnproto.Text;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class OutgoingMessageTest {

    private static List<MessageArena> decoded(ByteBuffer[] buffers) {
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
        List<MessageArena> messages = new ArrayList<>();
        for (ByteBuffer buffer : buffers) {
            for (MessageArena message; (message = decoder.decode(buffer)) != null; ) {
                messages.add(message);
            }
        }
        assertThat(decoder.isMidMessage()).isFalse();
        return messages;
    }

    private static long word(MessageArena message, int index) {
        return message.tryGetSegment(0).get(index);
    }

    private static OutgoingMessage text(String text, int firstSegmentWords) {
        OutgoingMessage message = new OutgoingMessage(firstSegmentWords);
        message.root().setAs(Text.factory, new Text.Reader(text));
        return message;
    }

    @Test
    void passengersStandInFrontInTheirOrderAndInTheSameBuffer() {
        OutgoingMessage message = text("carrier", 4);
        assertThat(message.roomForPassengers()).isEqualTo(2);
        message.takeAlong(4, 17);
        message.takeAlong(6, 18);
        assertThat(message.roomForPassengers()).isZero();
        assertThat(message.buffers()).hasSize(1);
        List<MessageArena> messages = decoded(message.buffers());
        assertThat(messages).hasSize(3);
        assertThat(word(messages.get(0), 1)).isEqualTo(4);
        assertThat(word(messages.get(0), 3)).isEqualTo(17);
        assertThat(word(messages.get(1), 1)).isEqualTo(6);
        assertThat(word(messages.get(1), 3)).isEqualTo(18);
        assertThat(messages.get(2).root().getAs(Text.factory).toString()).isEqualTo("carrier");
    }

    @Test
    void aPassengerLooksLikeASmallMessageOfItsOwn() {
        OutgoingMessage carrier = text("carrier", 4);
        carrier.takeAlong(4, 17);
        ByteBuffer alone = OutgoingMessage.small(1, new long[] {17, 4}).buffers()[0];
        ByteBuffer inFront = carrier.buffers()[0].slice().limit(alone.remaining());
        assertThat(inFront).isEqualTo(alone);
    }

    @Test
    void aMessageOfSeveralSegmentsTakesNoneAlong() {
        OutgoingMessage message = text("x".repeat(100), 2);
        assertThat(message.roomForPassengers()).isZero();
        assertThat(decoded(message.buffers()))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.root().getAs(Text.factory).toString()).hasSize(100));
    }

    @Test
    void theBytesOfAFinishedMessageTakeNoneAlong() {
        OutgoingMessage message = text("done", 4);
        ByteBuffer bytes = message.buffers()[0].order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.getInt(bytes.position())).isZero();
        assertThat(message.roomForPassengers()).isZero();
    }

    private static OutgoingMessage data(byte[] bytes, LargeMemory memory) {
        OutgoingMessage message = new OutgoingMessage(8);
        message.borrowFrom(memory);
        message.root().setAs(Data.factory, new Data.Reader(bytes));
        return message;
    }

    private static byte[] bytes(int count, int seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void largeSegmentsAreBorrowedAndServeTheNextMessage() {
        LargeMemory memory = new LargeMemory();
        byte[] firstBytes = bytes(300_001, 1);
        OutgoingMessage first = data(firstBytes, memory);
        assertThat(first.isBorrowing()).isTrue();
        assertThat(first.buffers()).anyMatch(ByteBuffer::isDirect);
        assertThat(decoded(first.buffers()).get(0).root().getAs(Data.factory).toArray())
                .isEqualTo(firstBytes);
        first.dispose();
        ByteBuffer free = memory.lendSegment(300_008);
        memory.giveBack(free);

        byte[] secondBytes = bytes(299_000, 2);
        OutgoingMessage second = data(secondBytes, memory);
        assertThat(memory.lendSegment(300_008)).isNotSameAs(free);
        assertThat(decoded(second.buffers()).get(0).root().getAs(Data.factory).toArray())
                .isEqualTo(secondBytes);
    }

    @Test
    void memoryIsGivenBackOnce() {
        LargeMemory memory = new LargeMemory();
        OutgoingMessage message = data(bytes(300_000, 1), memory);
        message.dispose();
        message.dispose();
        assertThat(memory.lendSegment(300_000)).isNotSameAs(memory.lendSegment(300_000));
        assertThat(message.isBorrowing()).isFalse();
    }

    @Test
    void theMemoryOfAMessageThatIsReadHereStaysIts() {
        LargeMemory memory = new LargeMemory();
        byte[] bytes = bytes(300_000, 1);
        OutgoingMessage message = data(bytes, memory);
        MessageArena here = message.asArena(WireLimits.DEFAULT);
        message.dispose();
        data(bytes(300_000, 2), memory);
        assertThat(here.root().getAs(Data.factory).toArray()).isEqualTo(bytes);
    }

    @Test
    void aLargeSegmentIsNoLargerThanNeededAndDoesNotMakeTheNextOnesLarge() {
        OutgoingMessage message = new OutgoingMessage(8);
        message.borrowFrom(new LargeMemory());
        assertThat(message.allocateSegment(1 << 20).capacity()).isEqualTo(1 << 20);
        assertThat(message.allocateSegment(800).capacity()).isEqualTo(1024);
    }
}

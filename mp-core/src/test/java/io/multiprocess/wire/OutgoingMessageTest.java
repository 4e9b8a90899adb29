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
        ByteBuffer free = memory.lend(300_008);
        memory.giveBack(free);

        byte[] secondBytes = bytes(299_000, 2);
        OutgoingMessage second = data(secondBytes, memory);
        assertThat(memory.lend(300_008)).isNotSameAs(free);
        assertThat(decoded(second.buffers()).get(0).root().getAs(Data.factory).toArray())
                .isEqualTo(secondBytes);
    }

    @Test
    void memoryIsGivenBackOnce() {
        LargeMemory memory = new LargeMemory();
        OutgoingMessage message = data(bytes(300_000, 1), memory);
        message.dispose();
        message.dispose();
        assertThat(memory.lend(300_000)).isNotSameAs(memory.lend(300_000));
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

    /** What anything left in it would show up in. */
    private static LargeMemory fullOfOnes(int bytes) {
        LargeMemory memory = new LargeMemory();
        List<ByteBuffer> lent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ByteBuffer each = memory.lend(bytes);
            for (int at = 0; at < each.capacity(); at++) {
                each.put(at, (byte) 1);
            }
            lent.add(each);
        }
        lent.forEach(memory::giveBack);
        return memory;
    }

    /** A message that was told of a Data of that size. */
    private static OutgoingMessage expecting(int size, int firstSegmentWords, LargeMemory memory) {
        OutgoingMessage message = new OutgoingMessage(firstSegmentWords);
        message.borrowFrom(memory);
        message.expectData(size);
        return message;
    }

    private static void assertZeros(ByteBuffer bytes) {
        assertThat(bytes.mismatch(ByteBuffer.allocate(bytes.capacity()))).isNegative();
    }

    private static byte[] secondSegment(OutgoingMessage message) {
        ByteBuffer segment = message.buffers()[2].duplicate();
        byte[] content = new byte[segment.remaining()];
        segment.get(content);
        return content;
    }

    @Test
    void dataThatIsExpectedLeavesNothingOfWhatWasInTheMemoryBefore() {
        for (int size : new int[] {LargeMemory.MIN_BYTES, 100_000, 100_001, 100_007}) {
            byte[] bytes = bytes(size, 3);
            OutgoingMessage message = expecting(size, 8, fullOfOnes(size + 16));
            Data.Builder target = message.root().initAs(Data.factory, size);
            target.buffer.put(target.offset, bytes);
            OutgoingMessage cleared = data(bytes, new LargeMemory());
            assertThat(message.isBorrowing()).isTrue();
            assertThat(secondSegment(message)).isEqualTo(secondSegment(cleared));
        }
    }

    @Test
    void whatIsNotTheExpectedDataIsCleared() {
        int size = 100_000;
        LargeMemory memory = fullOfOnes(size + 16);
        Data.Builder larger = expecting(size, 8, memory).root().initAs(Data.factory, size + 8);
        assertZeros(larger.buffer.slice(larger.offset, size));

        OutgoingMessage twice = expecting(size, 8, memory);
        twice.root().initAs(Data.factory, size);
        assertZeros(twice.allocateSegment(size + 8));
    }

    @Test
    void dataThatFitsTheSegmentAtHandIsNotExpectedOfTheNextOne() {
        int size = LargeMemory.MIN_BYTES;
        OutgoingMessage message = expecting(size, size / 8 + 1, fullOfOnes(size + 16));
        message.root().initAs(Data.factory, size);
        assertZeros(message.allocateSegment(size + 8));
    }

    @Test
    void aLargeSegmentIsNoLargerThanNeededAndDoesNotMakeTheNextOnesLarge() {
        OutgoingMessage message = new OutgoingMessage(8);
        message.borrowFrom(new LargeMemory());
        assertThat(message.allocateSegment(1 << 20).capacity()).isEqualTo(1 << 20);
        assertThat(message.allocateSegment(800).capacity()).isEqualTo(1024);
    }
}

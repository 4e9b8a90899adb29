package io.multiprocess.wire;

import org.capnproto.BuilderArena;
import org.capnproto.Data;
import org.capnproto.DecodeException;
import org.capnproto.MessageBuilder;
import org.capnproto.Serialize;
import org.capnproto.Text;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageDecoderTest {

    private static byte[] text(String text, int firstSegmentWords) {
        MessageBuilder message = new MessageBuilder(firstSegmentWords, BuilderArena.AllocationStrategy.FIXED_SIZE);
        message.setRoot(Text.factory, new Text.Reader(text));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Serialize.write(Channels.newChannel(bytes), message);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static String textOf(MessageArena message) {
        return message.root().getAs(Text.factory).toString();
    }

    @Test
    void messagesInPiecesOfAnySize() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String text = "x".repeat(i * i);
            texts.add(text);
            stream.writeBytes(text(text, 1 + i % 3));
        }
        byte[] bytes = stream.toByteArray();
        Random random = new Random(1);
        for (int round = 0; round < 50; round++) {
            MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
            List<String> read = new ArrayList<>();
            int at = 0;
            while (at < bytes.length) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(round < 25 ? 12 : 3000));
                ByteBuffer in = ByteBuffer.wrap(bytes, at, count);
                for (MessageArena message; (message = decoder.decode(in)) != null; ) {
                    read.add(textOf(message));
                }
                assertThat(in.hasRemaining()).isFalse();
                at += count;
            }
            assertThat(read).isEqualTo(texts);
            assertThat(decoder.isMidMessage()).isFalse();
        }
    }

    @Test
    void largeMessageIsReadIntoItsOwnMemory() {
        byte[] bytes = text("y".repeat(5_000_000), 1);
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
        int at = 100;
        assertThat(decoder.decode(ByteBuffer.wrap(bytes, 0, at))).isNull();
        MessageArena message = null;
        int largest = 0;
        while (message == null) {
            ByteBuffer target = decoder.target();
            int count;
            if (target != null) {
                largest = Math.max(largest, target.capacity());
                assertThat(target.capacity()).isLessThanOrEqualTo(Math.max(1 << 20, 2 * at + 16));
                count = Math.min(target.remaining(), 60_000);
                target.put(bytes, at, count);
                message = decoder.decode();
            } else {
                count = Math.min(bytes.length - at, 60_000);
                message = decoder.decode(ByteBuffer.wrap(bytes, at, count));
            }
            at += count;
        }
        assertThat(at).isEqualTo(bytes.length);
        assertThat(largest).isGreaterThan(4_000_000);
        assertThat(textOf(message)).hasSize(5_000_000);
    }

    @Test
    void announcedButNotSentCostsLittle() {
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
        ByteBuffer table = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(0).putInt(8 << 20).flip();
        assertThat(decoder.decode(table)).isNull();
        assertThat(Objects.requireNonNull(decoder.target()).capacity()).isLessThanOrEqualTo(1 << 20);
        assertThat(decoder.isMidMessage()).isTrue();
    }

    @Test
    void tooLargeIsRefusedAtItsTable() {
        MessageDecoder decoder = new MessageDecoder(new WireLimits(1000, 4, 1000, 8));
        ByteBuffer table = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(0).putInt(1001).flip();
        assertThatThrownBy(() -> decoder.decode(table))
                .isInstanceOf(FramingException.class)
                .hasMessageContaining("limit is 1000 words");
    }

    @Test
    void tooLargeInSumIsRefused() {
        MessageDecoder decoder = new MessageDecoder(new WireLimits(1000, 4, 1000, 8));
        ByteBuffer table = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(1).putInt(600).putInt(600).putInt(0).flip();
        assertThatThrownBy(() -> decoder.decode(table)).isInstanceOf(FramingException.class);
    }

    @Test
    void sizesBeyondAnIntAreRefused() {
        for (int words : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
            ByteBuffer table = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            table.putInt(0).putInt(words).flip();
            assertThatThrownBy(() -> decoder.decode(table)).isInstanceOf(FramingException.class);
        }
    }

    @Test
    void tooManySegmentsAreRefused() {
        for (int count : new int[] {4, 1 << 20, -1, -2}) {
            MessageDecoder decoder = new MessageDecoder(new WireLimits(1000, 4, 1000, 8));
            ByteBuffer table = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            table.putInt(count).putInt(1).flip();
            assertThatThrownBy(() -> decoder.decode(table))
                    .isInstanceOf(FramingException.class)
                    .hasMessageContaining("segments");
        }
    }

    @Test
    void emptyMessageIsAMessage() {
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
        MessageArena message = decoder.decode(ByteBuffer.allocate(8));
        assertThat(message).isNotNull();
        assertThatThrownBy(() -> new StructCursor().toRoot(message)).hasMessageContaining("no root");
    }

    @Test
    void whatIsBuiltIsWhatIsRead() {
        for (int words : new int[] {1, 2, 5, 100, 10_000}) {
            OutgoingMessage message = new OutgoingMessage(words);
            byte[] bytes = new byte[20_000];
            new Random(words).nextBytes(bytes);
            message.root().setAs(Data.factory, new Data.Reader(bytes));
            MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
            MessageArena read = null;
            for (ByteBuffer buffer : message.buffers()) {
                read = decoder.decode(buffer.duplicate());
            }
            assertThat(Objects.requireNonNull(read).root().getAs(Data.factory).toArray())
                    .isEqualTo(bytes);
            assertThat(read.sizeWords()).isEqualTo(message.sizeWords());
            assertThat(message.asArena(WireLimits.DEFAULT)
                            .root()
                            .getAs(Data.factory)
                            .toArray())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void claimsOfASmallMessageAreNotBelieved() {
        // A Data pointer that claims 60 MiB.
        ByteBuffer segment = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        segment.putLong(0, 1 | 2L << 32 | (60L << 20) << 35);
        MessageArena message = new MessageArena(segment, WireLimits.DEFAULT);
        assertThatThrownBy(() -> message.root().getAs(Data.factory)).hasMessageContaining("traversal limit");
    }

    private static MessageArena decode(MessageDecoder decoder, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return Objects.requireNonNull(decoder.decode(in));
    }

    @Test
    void theMemoryOfADisposedMessageServesTheNextOne() {
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT, new LargeMemory());
        MessageArena first = decode(decoder, text("a".repeat(200_000), 1));
        Text.Reader kept = first.root().getAs(Text.factory);
        MessageArena.dispose(first.root());
        MessageArena second = decode(decoder, text("b".repeat(199_000), 1));
        assertThat(textOf(second)).isEqualTo("b".repeat(199_000));
        assertThat(kept.toString())
                .as("a reader that was kept against the rules")
                .startsWith("bbb");
        assertThatThrownBy(() -> textOf(first)).isInstanceOf(DecodeException.class);
    }

    @Test
    void aLargeMessageIsOnTheHeapWhereThereIsNoOtherMemory() {
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT, new LargeMemory(0));
        for (int i = 0; i < 2; i++) {
            MessageArena message = decode(decoder, text("a".repeat(200_000), 1));
            assertThat(textOf(message)).isEqualTo("a".repeat(200_000));
            MessageArena.dispose(message.root());
        }
    }

    @Test
    void theMemoryOfAMessageThatIsNotDisposedOfStaysIts() {
        MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT, new LargeMemory());
        MessageArena first = decode(decoder, text("a".repeat(200_000), 1));
        decode(decoder, text("b".repeat(200_000), 1));
        assertThat(textOf(first)).isEqualTo("a".repeat(200_000));
    }

    @Test
    void aMessageIsDisposedOfOnce() {
        LargeMemory memory = new LargeMemory();
        MessageArena message = decode(new MessageDecoder(WireLimits.DEFAULT, memory), text("a".repeat(200_000), 1));
        MessageArena.dispose(message.root());
        MessageArena.dispose(message.root());
        assertThat(memory.lend(200_000)).isNotSameAs(memory.lend(200_000));
    }
}

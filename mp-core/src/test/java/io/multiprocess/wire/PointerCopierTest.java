package io.multiprocess.wire;

import io.multiprocess.rpc.schema.RpcProtocol;
import org.capnproto.DecodeException;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PointerCopierTest {

    /** A message with structs, lists of structs, text and data, over as many segments as it takes. */
    private static OutgoingMessage sample(int firstSegmentWords) {
        OutgoingMessage message = new OutgoingMessage(firstSegmentWords);
        RpcProtocol.Exception.Builder exception =
                message.root().initAs(RpcProtocol.Message.factory).initAbort();
        exception.setReason("reason ".repeat(40));
        exception.setTrace("trace");
        var details = exception.initDetails(3);
        for (int i = 0; i < 3; i++) {
            details.get(i).setDetailId(i);
            details.get(i).setData(new byte[i * 100]);
        }
        return message;
    }

    private static void check(RpcProtocol.Exception.Reader exception) {
        assertThat(exception.getReason().toString()).isEqualTo("reason ".repeat(40));
        assertThat(exception.getTrace().toString()).isEqualTo("trace");
        assertThat(exception.getDetails().size()).isEqualTo(3);
        assertThat(exception.getDetails().get(2).getDetailId()).isEqualTo(2);
        assertThat(exception.getDetails().get(2).getData().toArray()).hasSize(200);
    }

    @Test
    void copiesAcrossSegmentsOfBothSides() {
        for (int from : new int[] {1, 4, 20, 1000}) {
            for (int to : new int[] {1, 4, 20, 1000}) {
                MessageArena source = sample(from).asArena(WireLimits.DEFAULT);
                OutgoingMessage copy = new OutgoingMessage(to);
                PointerCopier.copy(source.root(), copy.root(), 10_000);
                check(copy.asArena(WireLimits.DEFAULT)
                        .root()
                        .getAs(RpcProtocol.Message.factory)
                        .getAbort());
            }
        }
    }

    @Test
    void capabilityPointersAreKept() {
        OutgoingMessage message = new OutgoingMessage(1);
        CapabilityPointer.write(message.firstSegment(), 0, 77);
        OutgoingMessage copy = new OutgoingMessage(1);
        PointerCopier.copy(message.asArena(WireLimits.DEFAULT).root(), copy.root(), 10);
        assertThat(CapabilityPointer.read(copy.firstSegment(), 0)).isEqualTo(77);
    }

    @Test
    void stopsAtTheBudget() {
        MessageArena source = sample(1000).asArena(WireLimits.DEFAULT);
        assertThatThrownBy(() -> PointerCopier.copy(source.root(), new OutgoingMessage(1000).root(), 40))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void stopsAtTheNestingLimit() {
        // A pointer to a struct whose only pointer leads back to it.
        ByteBuffer segment = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        segment.putLong(0, 1L << 48).putLong(8, 1L << 48 | 0xfffffff8L);
        MessageArena source = new MessageArena(segment, WireLimits.DEFAULT);
        assertThatThrownBy(() -> PointerCopier.copy(source.root(), new OutgoingMessage(10).root(), 10_000))
                .isInstanceOf(DecodeException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void malformedInputIsADecodeException() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            ByteBuffer bytes = sample(1000).buffers()[0].duplicate();
            byte[] copy = new byte[bytes.remaining() - 8];
            bytes.position(8).get(copy);
            for (int i = 0; i < 3; i++) {
                copy[random.nextInt(Math.min(copy.length, 120))] = (byte) random.nextInt();
            }
            MessageArena source = new MessageArena(List.of(ByteBuffer.wrap(copy)), WireLimits.DEFAULT);
            try {
                PointerCopier.copy(source.root(), new OutgoingMessage(100).root(), 10_000);
            } catch (DecodeException expected) {
                // what it is for
            }
        }
    }
}

package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.StructCursor;
import org.capnproto.MessageBuilder;
import org.capnproto.Serialize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A conversation between a vat and a scripted peer, one line per message ({@link MessageText}). The vat offers a
 * {@link TestObject} for bootstrap.
 *
 * <p>One kind of message can be switched off: the vat then does not hear it, and what it says of that kind is lost. A script
 * that still passes proves nothing about that kind.
 */
final class Script {

    final MemoryVat.Loop loop = new MemoryVat.Loop();
    final TestObject object = new TestObject("object", loop);
    final MemoryVat vat;
    final List<String> lines = new ArrayList<>();
    private final ArrayDeque<String> said = new ArrayDeque<>();
    private final int off;

    Script(int off) {
        this(off, RpcLimits.DEFAULT);
    }

    Script(int off, RpcLimits limits) {
        this.off = off;
        vat = new MemoryVat("vat", loop, limits, object.capability());
        vat.rpc.handlersOff(off);
    }

    /** The peer says something. */
    void peer(String line) {
        lines.add("> " + line);
        vat.settle();
        vat.receive(bytes(MessageText.parse(line)));
        vat.settle();
    }

    /** The peer says several things before the vat gets to do anything. */
    void peerAtOnce(String... several) {
        vat.settle();
        for (String line : several) {
            lines.add("> " + line);
            vat.receive(bytes(MessageText.parse(line)));
        }
        vat.settle();
    }

    static ByteBuffer bytes(MessageBuilder message) {
        ByteBuffer[] segments = message.getSegmentsForOutput();
        if (segments.length != 1) {
            throw new IllegalArgumentException("script messages fit one segment");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Serialize.computeSerializedSizeInWords(message) * 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0).putInt(segments[0].remaining() / 8).put(segments[0]);
        return bytes.flip();
    }

    /** The vat says something. */
    void vat(String line) {
        lines.add("< " + line);
        hear();
        assertThat(said.poll()).isEqualTo(line);
    }

    /** The vat has nothing (more) to say. */
    void silence() {
        hear();
        assertThat(said).isEmpty();
    }

    private void hear() {
        vat.settle();
        for (MessageArena message : vat.takeMessages()) {
            int which = new StructCursor().toRoot(message).u16(0);
            if ((off >> which & 1) == 0) {
                said.add(MessageText.of(message));
            }
        }
    }

    /** The vat asks for the peer's bootstrap capability and gets import 0. */
    Capability importZero() {
        Capability capability = vat.rpc.bootstrap();
        vat("bootstrap 0");
        peer("return 0 results capability caps hosted 0");
        vat("finish 0 keepResultCaps");
        return capability;
    }

    /** The peer gets the vat's object as its import 0. */
    void exportZero() {
        peer("bootstrap 0");
        vat("return 0 results capability caps hosted 0");
        peer("finish 0 keepResultCaps");
    }

    /** At the end: nothing unsaid, nothing held. */
    void assertEmpty() {
        silence();
        assertThat(vat.closed).isNull();
        vat.rpc.check();
        assertThat(vat.rpc.isIdle()).as(vat.rpc.dump()).isTrue();
        assertThat(vat.rpc.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0));
    }

    /** At the end: the vat lets go of the peer's object, as the last thing there is. */
    void endWith(Capability importZero) {
        importZero.release();
        vat("release 0 count 1");
        assertEmpty();
    }

    /** At the end: the peer lets go of the vat's object, as the last thing there is. */
    void endWithExportZero() {
        peer("release 0 count 1");
        assertEmpty();
    }

    /** At the end: the vat has said goodbye and let go of everything. */
    void assertAborted(String reason) {
        lines.add("< abort");
        hear();
        assertThat(said).isNotEmpty();
        assertThat(said.peekLast()).startsWith("abort ").contains(reason);
        assertThat(vat.closed).isNotNull();
        assertThat(vat.rpc.stats().questions()).isZero();
        assertThat(vat.rpc.stats().exports()).isZero();
        assertThat(vat.rpc.stats().imports()).isZero();
        assertThat(vat.rpc.stats().answers()).isZero();
    }
}

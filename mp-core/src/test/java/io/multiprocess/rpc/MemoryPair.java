package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.StructCursor;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/** Two vats and the connection between them, in memory; {@code left} offers nothing, {@code right} a bootstrap. */
final class MemoryPair {

    final MemoryVat left;
    final MemoryVat right;

    MemoryPair(@Nullable LocalServer bootstrap) {
        this(bootstrap, RpcLimits.DEFAULT, RpcLimits.DEFAULT);
    }

    MemoryPair(@Nullable LocalServer bootstrap, RpcLimits leftLimits, RpcLimits rightLimits) {
        MemoryVat.Loop leftLoop = new MemoryVat.Loop();
        MemoryVat.Loop rightLoop = new MemoryVat.Loop();
        left = new MemoryVat("left", leftLoop, leftLimits, null);
        right = new MemoryVat(
                "right", rightLoop, rightLimits, bootstrap == null ? null : Capability.local(bootstrap, rightLoop));
    }

    MemoryPair(MemoryVat left, MemoryVat right) {
        this.left = left;
        this.right = right;
    }

    /** Passes one buffer on. */
    static boolean pass(MemoryVat from, MemoryVat to) {
        if (!to.readWanted) {
            return false;
        }
        ByteBuffer bytes = from.outgoing.poll();
        if (bytes != null && to.closed == null) {
            to.receive(bytes);
        }
        return bytes != null;
    }

    /** Runs both sides until nothing is left to do. */
    void run() {
        boolean worked = true;
        while (worked) {
            left.settle();
            right.settle();
            worked = pass(left, right);
            worked = pass(right, left) || worked;
        }
        check();
    }

    void check() {
        left.rpc.check();
        right.rpc.check();
    }

    /** Lets the right side see all that the left has sent, and do its part. */
    void toRight() {
        left.settle();
        while (pass(left, right)) {
            // all of it
        }
        right.settle();
    }

    /** Lets the left side see all that the right has sent, and do its part. */
    void toLeft() {
        right.settle();
        while (pass(right, left)) {
            // all of it
        }
        left.settle();
    }

    /** Both sides hold nothing any more. */
    void assertEmpty() {
        run();
        assertThat(left.closed).isNull();
        assertThat(right.closed).isNull();
        String dump = left.rpc.dump() + "\n" + right.rpc.dump();
        assertThat(left.rpc.isIdle()).as(dump).isTrue();
        assertThat(right.rpc.isIdle()).as(dump).isTrue();
        assertThat(left.rpc.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0));
        assertThat(right.rpc.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0));
    }

    /** What a message is, for assertions. */
    static String name(MessageArena message) {
        StructCursor root = new StructCursor();
        root.toRoot(message);
        return RpcSchema.messageName(root.u16(0));
    }
}

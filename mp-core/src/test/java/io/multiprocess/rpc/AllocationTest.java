package io.multiprocess.rpc;

import com.sun.management.ThreadMXBean;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

import static org.assertj.core.api.Assertions.assertThat;

/** What a small call allocates in the core of both sides, so that nobody doubles it by accident. */
class AllocationTest {

    private static final int CALLS = 5_000;

    @Test
    void smallCallStaysSmall() {
        MemoryVat.Loop loop = new MemoryVat.Loop();
        TestObject server = new TestObject("server", loop);
        MemoryVat left = new MemoryVat("left", new MemoryVat.Loop(), RpcLimits.DEFAULT, null);
        MemoryVat right = new MemoryVat("right", loop, RpcLimits.DEFAULT, server.capability());
        MemoryPair pair = new MemoryPair(left, right);
        Capability root = left.rpc.bootstrap();
        pair.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < CALLS; i++) {
            call(root, left, right);
        }
        server.numbers.clear();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call(root, left, right);
        }
        long perCall = (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
        assertThat(perCall)
                .as("bytes for a call, both sides and the copies between them")
                .isLessThan(3_500);
        root.release();
        pair.assertEmpty();
    }

    private static void call(Capability root, MemoryVat left, MemoryVat right) {
        PendingCall call = TestObject.call(root, TestObject.ECHO, 1);
        move(left, right);
        while (right.deliverOne()) {
            // the call
        }
        move(right, left);
        while (left.deliverOne()) {
            // the answer
        }
        if (TestObject.results(call).number() != 1) {
            throw new AssertionError();
        }
    }

    private static void move(MemoryVat from, MemoryVat to) {
        for (ByteBuffer bytes; (bytes = from.outgoing.poll()) != null; ) {
            to.receive(bytes);
        }
    }
}

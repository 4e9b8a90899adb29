package io.multiprocess.vat;

import java.nio.ByteBuffer;

/** What an event loop's thread reads into: one buffer for all its connections, as each message is taken out at once. */
final class LoopBuffer {
    private static final ThreadLocal<ByteBuffer> BUFFER =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(LeaderSelector.BUFFER_BYTES));

    private LoopBuffer() {}

    static ByteBuffer get() {
        return BUFFER.get();
    }
}

package io.multiprocess.wire;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one connection receives large messages into, for as long as it comes back. Where readers of messages are kept, their memory does not,
 * and to make and free memory outside the heap takes far longer than the heap's own. Decision 0033.
 *
 * <p><i>{@link #lend} is for the thread that reads the connection; {@link #giveBack} is for any.</i>
 */
final class ReceiveMemory {

    /** How many may be under way before the first comes back. */
    static final int START = 4;

    /** How many may be under way, or lost, at most. */
    private static final int MAX = 8;

    /** What one that comes back is good for: where every second one does, lending goes on. */
    private static final int RETURN = 2;

    /** After how many refusals there is another try, as methods differ. */
    static final int TRY_AGAIN = 1024;

    private final LargeMemory memory;
    private final AtomicInteger credit = new AtomicInteger(START);
    private int refused;

    ReceiveMemory(LargeMemory memory) {
        this.memory = memory;
    }

    /**
     * Lends memory with anything in it.
     *
     * @param bytes how much is needed
     * @return at least that much; null for small messages, and where the heap is better
     */
    @Nullable
    ByteBuffer lend(int bytes) {
        if (bytes < LargeMemory.MIN_BYTES || (credit.get() == 0 && ++refused % TRY_AGAIN != 0)) {
            return null;
        }
        ByteBuffer lent = memory.lend(bytes);
        if (lent != null) {
            credit.updateAndGet(left -> Math.max(0, left - 1));
        }
        return lent;
    }

    /** Takes memory back, which nobody reads any more. */
    void giveBack(ByteBuffer lent) {
        credit.updateAndGet(left -> Math.min(MAX, left + RETURN));
        memory.giveBack(lent);
    }
}

package io.multiprocess.wire;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiveMemoryTest {
    private static final int BYTES = 100_000;

    private final ReceiveMemory memory = new ReceiveMemory(new LargeMemory(64L * LargeMemory.MAX_BYTES));

    /** How many of so many requests are met, none of which comes back. */
    private int lost(int requests) {
        int lent = 0;
        for (int i = 0; i < requests; i++) {
            if (memory.lend(BYTES) != null) {
                lent++;
            }
        }
        return lent;
    }

    @Test
    void whatDoesNotComeBackIsHardlyLentAnyMore() {
        assertThat(lost(10_000))
                .isEqualTo(ReceiveMemory.START + (10_000 - ReceiveMemory.START) / ReceiveMemory.TRY_AGAIN);
    }

    @Test
    void whatComesBackIsAlwaysLent() {
        for (int i = 0; i < 1_000; i++) {
            ByteBuffer lent = memory.lend(BYTES);
            assertThat(lent).isNotNull();
            memory.giveBack(lent);
        }
    }

    @Test
    void whereEverySecondOneComesBackLendingGoesOn() {
        for (int i = 0; i < 100; i++) {
            assertThat(memory.lend(BYTES)).isNotNull();
            ByteBuffer second = memory.lend(BYTES);
            assertThat(second).isNotNull();
            memory.giveBack(second);
        }
    }

    @Test
    void oneThatComesBackLaterHasItTriedAgain() {
        List<ByteBuffer> lent = new ArrayList<>();
        for (ByteBuffer each; (each = memory.lend(BYTES)) != null; ) {
            lent.add(each);
        }
        memory.giveBack(lent.get(0));
        assertThat(memory.lend(BYTES)).isSameAs(lent.get(0));
    }

    @Test
    void smallMessagesAreNotCounted() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(memory.lend(100)).isNull();
        }
        assertThat(lost(ReceiveMemory.START)).isEqualTo(ReceiveMemory.START);
    }
}

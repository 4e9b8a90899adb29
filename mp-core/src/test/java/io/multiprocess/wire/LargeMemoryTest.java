package io.multiprocess.wire;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LargeMemoryTest {
    private static final int BYTES = 100_000;

    /** Four of the largest. */
    private static final long ALLOWED = 4L * LargeMemory.MAX_BYTES;

    private final LargeMemory memory = new LargeMemory(ALLOWED);

    private static boolean isZero(ByteBuffer segment, int bytes) {
        return segment.slice(0, bytes).mismatch(ByteBuffer.allocate(bytes)) < 0;
    }

    private ByteBuffer segment(int bytes) {
        ByteBuffer segment = memory.lendCleared(bytes);
        assertThat(segment).isNotNull();
        assertThat(segment.capacity()).isGreaterThanOrEqualTo(bytes);
        assertThat(segment.isDirect()).isTrue();
        return segment;
    }

    @Test
    void aSegmentThatCameBackIsLentAgainAndIsClear() {
        ByteBuffer first = segment(BYTES);
        for (int i = 0; i < first.capacity(); i++) {
            first.put(i, (byte) 1);
        }
        memory.giveBack(first);
        ByteBuffer second = segment(BYTES + 8);
        assertThat(second).isSameAs(first);
        assertThat(isZero(second, BYTES + 8)).isTrue();
    }

    @Test
    void ofSeveralSegmentsTheLastOneThatIsLargeEnoughIsLent() {
        ByteBuffer small = segment(LargeMemory.MIN_BYTES);
        ByteBuffer large = segment(LargeMemory.MAX_BYTES);
        memory.giveBack(large);
        memory.giveBack(small);
        assertThat(segment(LargeMemory.MIN_BYTES + 8)).isSameAs(large);
        assertThat(segment(LargeMemory.MIN_BYTES)).isSameAs(small);
    }

    @Test
    void smallAndHugeMemoryIsNotLent() {
        assertThat(memory.lendCleared(LargeMemory.MIN_BYTES - 8)).isNull();
        assertThat(memory.lendCleared(LargeMemory.MAX_BYTES + 8)).isNull();
    }

    @Test
    void whoWritesAllOfItGetsItWithWhatWasInIt() {
        ByteBuffer first = segment(BYTES);
        first.put(BYTES - 1, (byte) 1);
        memory.giveBack(first);
        assertThat(memory.lend(BYTES)).isSameAs(first);
        assertThat(first.get(BYTES - 1)).isEqualTo((byte) 1);
    }

    /** Lends until there is no more. */
    private List<ByteBuffer> all(int bytes) {
        List<ByteBuffer> lent = new ArrayList<>();
        for (ByteBuffer each; (each = memory.lend(bytes)) != null; ) {
            lent.add(each);
        }
        return lent;
    }

    @Test
    void thereIsOnlySoMuchUntilWhatIsLostIsCollected() {
        List<ByteBuffer> lent = all(BYTES);
        assertThat(lent.stream().mapToLong(ByteBuffer::capacity).sum()).isEqualTo(ALLOWED);
        lent.clear();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(memory.lend(BYTES)).isNotNull();
        });
    }

    @Test
    void whatIsTooSmallMakesWay() {
        List<ByteBuffer> lent = all(LargeMemory.MIN_BYTES);
        lent.forEach(memory::giveBack);
        lent.clear();
        for (int i = 0; i < 100; i++) {
            memory.lend(LargeMemory.MAX_BYTES); // in vain, unless there is a collection already
        }
        assertThat(memory.lend(LargeMemory.MIN_BYTES))
                .as("only as much as is needed makes way")
                .isNotNull();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(memory.lend(LargeMemory.MAX_BYTES)).isNotNull();
        });
    }

    @Test
    void nothingIsLentTwiceAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                byte mark = (byte) (i + 1);
                running.add(threads.submit(() -> lendAndCheck(mark)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void lendAndCheck(byte mark) {
        for (int round = 0; round < 2_000; round++) {
            int bytes = LargeMemory.MIN_BYTES + 8 * ThreadLocalRandom.current().nextInt(1000);
            ByteBuffer segment = memory.lendCleared(bytes);
            if (segment != null) {
                assertThat(segment.get(bytes - 1)).isZero();
                segment.put(bytes - 1, mark);
                Thread.onSpinWait();
                assertThat(segment.get(bytes - 1)).isEqualTo(mark);
                memory.giveBack(segment);
            }
        }
    }
}

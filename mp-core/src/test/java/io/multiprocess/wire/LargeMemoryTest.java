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

    private final LargeMemory memory = new LargeMemory();

    private static boolean isZero(ByteBuffer segment, int bytes) {
        return segment.slice(0, bytes).mismatch(ByteBuffer.allocate(bytes)) < 0;
    }

    private ByteBuffer segment(int bytes) {
        ByteBuffer segment = memory.lendSegment(bytes);
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
        assertThat(memory.lendSegment(LargeMemory.MIN_BYTES - 8)).isNull();
        assertThat(memory.lendSegment(LargeMemory.MAX_BYTES + 8)).isNull();
    }

    @Test
    void thereAreOnlySoManySegmentsUntilLostOnesAreCollected() {
        List<ByteBuffer> lent = new ArrayList<>();
        for (int i = 0; i < LargeMemory.MAX_SEGMENTS; i++) {
            lent.add(segment(BYTES));
        }
        assertThat(memory.lendSegment(BYTES)).isNull();
        lent.clear();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(memory.lendSegment(BYTES)).isNotNull();
        });
    }

    @Test
    void segmentsThatAreTooSmallMakeWay() {
        List<ByteBuffer> lent = new ArrayList<>();
        for (int i = 0; i < LargeMemory.MAX_SEGMENTS; i++) {
            lent.add(segment(LargeMemory.MIN_BYTES));
        }
        lent.forEach(memory::giveBack);
        lent.clear();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(memory.lendSegment(LargeMemory.MAX_BYTES)).isNotNull();
        });
    }

    @Test
    void anArrayThatCameBackIsLentAgainIfItIsLargeEnough() {
        byte[] first = memory.lendArray(BYTES);
        memory.giveBack(first);
        assertThat(memory.lendArray(BYTES + 1)).isNotSameAs(first).hasSizeGreaterThan(BYTES);
        assertThat(memory.lendArray(BYTES)).isSameAs(first);
        assertThat(memory.lendArray(BYTES)).isNotSameAs(first);
    }

    @Test
    void onlySoManyArraysAreKept() {
        List<byte[]> lent = new ArrayList<>();
        for (int i = 0; i <= LargeMemory.MAX_ARRAYS; i++) {
            lent.add(memory.lendArray(BYTES));
        }
        lent.forEach(memory::giveBack);
        List<byte[]> again = new ArrayList<>();
        for (int i = 0; i <= LargeMemory.MAX_ARRAYS; i++) {
            again.add(memory.lendArray(BYTES));
        }
        // Identity: arrays of the same content are equal to AssertJ.
        assertThat(again).noneMatch(array -> array == lent.get(0));
        assertThat(lent.subList(1, lent.size())).allMatch(kept -> again.stream().anyMatch(array -> array == kept));
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
            ByteBuffer segment = memory.lendSegment(bytes);
            byte[] array = memory.lendArray(bytes);
            array[bytes - 1] = mark;
            if (segment != null) {
                assertThat(segment.get(bytes - 1)).isZero();
                segment.put(bytes - 1, mark);
                Thread.onSpinWait();
                assertThat(segment.get(bytes - 1)).isEqualTo(mark);
                memory.giveBack(segment);
            }
            assertThat(array[bytes - 1]).isEqualTo(mark);
            memory.giveBack(array);
        }
    }
}

package io.multiprocess.loop;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveSpinTest {
    private static final long SPIN_NANOS = 100_000;

    private final AdaptiveSpin spin = new AdaptiveSpin(SPIN_NANOS);
    private long now = Long.MAX_VALUE - 1_000_000; // goes over to negative times
    private boolean spinning;

    /** Waits one after the other, each of which takes that long; how many of them were spent looking. */
    private int waits(int count, long sleepingNanos, long spinningNanos) {
        int looked = 0;
        for (int i = 0; i < count; i++) {
            spinning = spin.begin(now);
            looked += spinning ? 1 : 0;
            now += spinning ? spinningNanos : sleepingNanos;
        }
        return looked;
    }

    @Test
    void spinningThatHelpsIsTakenUpAndStays() {
        waits(2_000, 30_000, 12_000);
        assertThat(waits(100_000, 30_000, 12_000)).isGreaterThan(99_000);
    }

    @Test
    void spinningIsTakenUpAlsoWhereItHindersForAMomentFirst() {
        long began = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean before = spinning;
            spinning = spin.begin(now);
            began = spinning && !before ? now : began;
            now += !spinning ? 30_000 : now - began < 3_000_000 ? 90_000 : 12_000;
        }
        assertThat(spinning).isTrue();
    }

    @Test
    void spinningThatHindersIsHardlyTried() {
        waits(20_000, 20_000, 150_000);
        int looked = waits(100_000, 20_000, 150_000);
        assertThat(looked).isBetween(1, 500);
    }

    @Test
    void spinningThatMakesNoDifferenceIsNotWorthAProcessor() {
        waits(20_000, 30_000, 28_000);
        assertThat(waits(100_000, 30_000, 28_000)).isLessThan(2_000);
    }

    @Test
    void spinningEndsSoonWhereItBeginsToHinder() {
        waits(5_000, 30_000, 12_000);
        assertThat(spinning).isTrue();
        assertThat(waits(1_000, 20_000, 150_000)).isLessThan(300);
    }

    @Test
    void spinningBeginsAgainWhereItBeginsToHelp() {
        waits(20_000, 20_000, 150_000);
        waits(70_000, 30_000, 12_000);
        assertThat(spinning).isTrue();
    }

    @Test
    void whoWaitsNowAndThenNeverSpins() {
        assertThat(waits(100_000, 2_000_000, 1_990_000)).isZero();
    }

    @Test
    void pausesInBetweenDoNotCount() {
        for (int i = 0; i < 50; i++) {
            waits(500, 30_000, 12_000);
            now += 5_000_000_000L;
        }
        assertThat(waits(1_000, 30_000, 12_000)).isGreaterThan(900);
    }

    @Test
    void withoutATimeItNeverSpins() {
        AdaptiveSpin never = new AdaptiveSpin(0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(never.begin()).isFalse();
        }
    }

    @Test
    void lookingEndsAfterItsTime() {
        AdaptiveSpin looking = new AdaptiveSpin(1_000);
        looking.begin();
        long until = System.nanoTime() + 1_000_000_000L;
        while (!looking.isOver()) {
            assertThat(System.nanoTime()).isLessThan(until);
        }
    }
}

package io.multiprocess.loop;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveSpinTest {
    private static final long SPIN_NANOS = 100_000;

    private final AdaptiveSpin spin = new AdaptiveSpin(SPIN_NANOS);
    private long now = Long.MAX_VALUE - 1_000_000; // goes over to negative times
    private long done;
    private long bytes;
    private boolean spinning;

    /** Waits one after the other, each of which takes that long and gives one thing to do; how many of them were spent looking. */
    private int waits(int count, long sleepingNanos, long spinningNanos) {
        int looked = 0;
        for (int i = 0; i < count; i++) {
            wait(1, sleepingNanos, 1, spinningNanos);
            looked += spinning ? 1 : 0;
        }
        return looked;
    }

    private void wait(int sleepingDone, long sleepingNanos, int spinningDone, long spinningNanos) {
        spinning = spin.begin(done, 100 * done, now);
        done += spinning ? spinningDone : sleepingDone;
        now += spinning ? spinningNanos : sleepingNanos;
    }

    @Test
    void spinningThatHelpsIsTakenUpAndStays() {
        waits(20_000, 30_000, 12_000);
        assertThat(waits(500_000, 30_000, 12_000)).isGreaterThan(490_000);
    }

    @Test
    void timeMayBeginAnywhere() {
        now = -5_000_000_000_000L;
        spinningThatHelpsIsTakenUpAndStays();
    }

    @Test
    void spinningIsTakenUpAlsoWhereItHindersForAMomentFirst() {
        long began = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean before = spinning;
            wait(1, 30_000, 1, now - began < 25_000_000 ? 50_000 : 12_000);
            began = spinning && !before ? now : began;
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
        waits(20_000, 30_000, 29_500);
        assertThat(waits(100_000, 30_000, 29_500)).isLessThan(10_000);
    }

    @Test
    void whatIsDoneCountsNotHowOften() {
        for (int i = 0; i < 20_000; i++) {
            wait(5, 50_000, 1, 20_000);
        }
        assertThat(spinning).isFalse();
        for (int i = 0; i < 20_000; i++) {
            wait(5, 50_000, 5, 30_000);
        }
        assertThat(spinning).isTrue();
    }

    @Test
    void whoFindsMuchAtATimeNeverSpins() {
        for (int i = 0; i < 100_000; i++) {
            wait(20, 100_000, 20, 50_000);
            assertThat(spinning).isFalse();
        }
    }

    @Test
    void spinningEndsSoonWhereItBeginsToHinder() {
        waits(20_000, 30_000, 12_000);
        assertThat(spinning).isTrue();
        assertThat(waits(20_000, 20_000, 60_000)).isLessThan(2_000);
        assertThat(spinning).isFalse();
    }

    @Test
    void spinningBeginsAgainWhereItBeginsToHelp() {
        waits(100_000, 20_000, 150_000);
        waits(50_000, 30_000, 12_000);
        assertThat(spinning).isTrue();
    }

    @Test
    void whoLooksInVainDoesNotSpin() {
        AdaptiveSpin inVain = new AdaptiveSpin(1);
        now = System.nanoTime() - 1_000_000_000_000L;
        int looked = 0;
        for (int i = 0; i < 100_000; i++) {
            if (inVain.begin(i, 0, now)) {
                looked++;
                assertThat(inVain.isOver()).isTrue();
                now += 12_000;
            } else {
                now += 30_000;
            }
        }
        // A trial may settle, but is not a success.
        assertThat(looked).isBetween(1, 25_000);
        assertThat(inVain.begin(100_000, 0, now)).isFalse();
    }

    @Test
    void whoWaitsNowAndThenNeverSpins() {
        assertThat(waits(100_000, 2_000_000, 1_990_000)).isZero();
    }

    @Test
    void pausesInBetweenDoNotCount() {
        for (int i = 0; i < 100; i++) {
            waits(500, 30_000, 12_000);
            now += 5_000_000_000L;
        }
        assertThat(waits(50_000, 30_000, 12_000)).isGreaterThan(45_000);
    }

    @Test
    void withoutATimeItNeverSpins() {
        AdaptiveSpin never = new AdaptiveSpin(0);
        for (int i = 0; i < 10_000; i++) {
            assertThat(never.begin(i, 0)).isFalse();
        }
    }

    @Test
    void whoReceivedMuchLooksForLongerButNotForever() {
        now = 0;
        assertThat(looksFor(100)).isEqualTo(SPIN_NANOS + 40);
        assertThat(looksFor(500_000)).isEqualTo(SPIN_NANOS + 200_000);
        assertThat(looksFor(1L << 40)).isEqualTo(5 * SPIN_NANOS);
        assertThat(looksFor(0)).isEqualTo(SPIN_NANOS);
    }

    private long looksFor(long received) {
        bytes += received;
        spin.begin(done, bytes, now);
        long nanos = 0;
        while (!spin.isOver(now + nanos)) {
            nanos += 10;
        }
        return nanos;
    }

    @Test
    void lookingEndsAfterItsTime() {
        AdaptiveSpin looking = new AdaptiveSpin(1_000);
        looking.begin(0, 0);
        long until = System.nanoTime() + 1_000_000_000L;
        while (!looking.isOver()) {
            assertThat(System.nanoTime()).isLessThan(until);
        }
    }
}

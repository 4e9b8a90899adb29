package io.multiprocess.vat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ParkingSpinTest {
    private final ParkingSpin spin = new ParkingSpin(1_000);
    private int looks;

    /** Waits one after the other; how many looked. */
    private int waits(int count, boolean soonOver) {
        int looked = 0;
        for (int i = 0; i < count; i++) {
            int before = looks;
            boolean enough = spin.isEnough(() -> {
                looks++;
                return soonOver;
            });
            assertThat(enough).isEqualTo(soonOver && looks > before);
            looked += looks > before ? 1 : 0;
        }
        return looked;
    }

    @Test
    void whatIsSoonOverIsLookedFor() {
        assertThat(waits(1_000, true)).isEqualTo(1_000);
    }

    @Test
    void whatTakesLongerIsHardlyLookedFor() {
        waits(100, false);
        assertThat(waits(3_200, false)).isBetween(90, 110);
    }

    @Test
    void itIsLookedForAgainWhereItBeginsToBeSoonOver() {
        waits(1_000, false);
        waits(100, true);
        assertThat(waits(1_000, true)).isEqualTo(1_000);
    }

    @Test
    void aFewLongOnesInBetweenDoNotEndIt() {
        waits(1_000, true);
        int looked = 0;
        for (int i = 0; i < 100; i++) {
            looked += waits(1, false) + waits(9, true);
        }
        assertThat(looked).isEqualTo(1_000);
    }

    @Test
    void withoutATimeItIsNeverLookedFor() {
        ParkingSpin never = new ParkingSpin(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(never.isEnough(() -> true)).isFalse();
        }
    }
}

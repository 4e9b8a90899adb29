package io.multiprocess.wire;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SizeHintTest {

    private final SizeHint hint = new SizeHint();

    @Test
    void theLargestCountsAtOnce() {
        hint.note(30);
        assertThat(hint.atLeast(8)).isEqualTo(30);
        assertThat(hint.atLeast(40)).isEqualTo(40);
    }

    @Test
    void smallerOnesCountSlowlyAndReachTheirSize() {
        hint.note(300);
        hint.note(10);
        assertThat(hint.atLeast(0)).isBetween(250, 299);
        for (int i = 0; i < 500; i++) {
            hint.note(10);
        }
        assertThat(hint.atLeast(0)).isEqualTo(10);
    }

    @Test
    void aHugeOneIsNotExpectedAgain() {
        hint.note(20);
        hint.note(1 << 20);
        assertThat(hint.atLeast(0)).isEqualTo(20);
    }
}

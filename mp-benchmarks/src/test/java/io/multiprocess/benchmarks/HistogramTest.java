package io.multiprocess.benchmarks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

class HistogramTest {

    @Test
    void partsAreFoundWithinTheWidthOfAClass() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 100_000; i++) {
            histogram.record(i);
        }

        assertThat(histogram.total()).isEqualTo(100_000);
        assertThat(histogram.nanosAt(0.5)).isCloseTo(50_000, withPercentage(1.6));
        assertThat(histogram.nanosAt(0.99)).isCloseTo(99_000, withPercentage(1.6));
    }

    @Test
    void shortAndVeryLongTimesHaveAClass() {
        Histogram histogram = new Histogram();
        histogram.record(-1);
        histogram.record(63);
        histogram.record(64);
        histogram.record(3_600_000_000_000L);

        assertThat(histogram.nanosAt(0.25)).isZero();
        assertThat(histogram.nanosAt(0.5)).isEqualTo(63);
        assertThat(histogram.nanosAt(0.75)).isEqualTo(64);
        assertThat(histogram.nanosAt(1)).isCloseTo(3_600_000_000_000L, withPercentage(1.6));
    }

    @Test
    void addingJoinsTheCounts() {
        Histogram first = new Histogram();
        Histogram second = new Histogram();
        first.record(10);
        second.record(30);
        second.record(30);

        first.add(second);

        assertThat(first.total()).isEqualTo(3);
        assertThat(first.nanosAt(0.5)).isEqualTo(30);
    }
}

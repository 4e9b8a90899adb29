package io.multiprocess.proxy.type;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimesTest {
    @Test
    void countsComeBackAsTheyWent() {
        for (TimeUnit unit : TimeUnit.values()) {
            for (long count : new long[] {0, 1, -1, 1_234_567, -1_234_567}) {
                assertThat(Times.count(Times.duration(count, unit), unit)).isEqualTo(count);
                assertThat(Times.count(Times.instant(count, unit), unit)).isEqualTo(count);
            }
        }
    }

    @Test
    void theEndsOfTheRangeInNanosecondsArePossible() {
        assertThat(Times.count(Times.duration(Long.MAX_VALUE, TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Times.count(Times.duration(Long.MIN_VALUE, TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS))
                .isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> Times.count(Duration.ofSeconds(Long.MAX_VALUE), TimeUnit.NANOSECONDS))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void whatTheUnitCannotSayIsRoundedDown() {
        assertThat(Times.count(Duration.ofMillis(1_999), TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(Times.count(Duration.ofMillis(-1), TimeUnit.SECONDS)).isEqualTo(-1);
        assertThat(Times.count(Duration.ofNanos(-1), TimeUnit.MILLISECONDS)).isEqualTo(-1);
        assertThat(Times.count(Instant.ofEpochSecond(119), TimeUnit.MINUTES)).isEqualTo(1);
    }
}

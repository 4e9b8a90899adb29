package io.multiprocess.proxy.type;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Converts {@link Duration} and {@link Instant} to the integer tick counts that C++'s {@code std::chrono} sends. The unit
 * is agreed between the schema's authors, not on the wire.
 *
 * <p>A time that the unit cannot represent exactly is rounded towards negative infinity, one out of range is an error.
 *
 * <p><i>Thread-safe.</i>
 */
public final class Times {
    private Times() {}

    /**
     * How many units a duration lasts.
     *
     * @throws ArithmeticException if the count exceeds 64 bits
     */
    public static long count(Duration value, TimeUnit unit) {
        return count(value.getSeconds(), value.getNano(), unit);
    }

    /** The duration of {@code count} units. */
    public static Duration duration(long count, TimeUnit unit) {
        return Duration.of(count, unit.toChronoUnit());
    }

    /**
     * How many units have passed between 1970-01-01T00:00Z and {@code value}.
     *
     * @throws ArithmeticException if the count exceeds 64 bits
     */
    public static long count(Instant value, TimeUnit unit) {
        return count(value.getEpochSecond(), value.getNano(), unit);
    }

    /** The instant {@code count} units after 1970-01-01T00:00Z. */
    public static Instant instant(long count, TimeUnit unit) {
        return Instant.EPOCH.plus(count, unit.toChronoUnit());
    }

    private static long count(long seconds, int nanos, TimeUnit unit) {
        long secondNanos = TimeUnit.SECONDS.toNanos(1);
        long unitNanos = unit.toNanos(1);
        if (unitNanos >= secondNanos) {
            return Math.floorDiv(seconds, unitNanos / secondNanos);
        }
        long perSecond = secondNanos / unitNanos;
        long ticks = nanos / unitNanos;
        if (seconds >= 0) {
            return Math.addExact(Math.multiplyExact(seconds, perSecond), ticks);
        }
        // Nearest to zero first: the most negative count would overflow on the way otherwise.
        return Math.addExact(Math.multiplyExact(seconds + 1, perSecond), ticks - perSecond);
    }
}

package io.multiprocess;

import io.multiprocess.vat.ConnectionLimits;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;

/**
 * How to connect. Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param timeout how long connecting may take in all, retries included
 * @param retry whether to try again, until the timeout, while the server is not there: its socket is missing or refuses
 * @param retryDelay how long to wait before the first new attempt
 * @param maxRetryDelay what the delay, which doubles after each attempt, grows to at most
 * @param bootstrap what the peer gets when it asks this side for the bootstrap capability
 * @param limits what the connection may use; null means the vat's
 */
public record ConnectOptions(
        Duration timeout,
        boolean retry,
        Duration retryDelay,
        Duration maxRetryDelay,
        Bootstrap bootstrap,
        @Nullable ConnectionLimits limits) {
    private static final ConnectOptions DEFAULTS = new ConnectOptions(
            Duration.ofSeconds(10), false, Duration.ofMillis(10), Duration.ofSeconds(1), Bootstrap.NOTHING, null);

    /** Checks that nothing is missing and no time negative. */
    public ConnectOptions {
        Objects.requireNonNull(bootstrap, "bootstrap");
        if (timeout.isNegative() || retryDelay.isNegative() || maxRetryDelay.isNegative()) {
            throw new IllegalArgumentException("times of ConnectOptions must not be negative");
        }
    }

    /** One attempt of at most ten seconds; with {@link #withRetry}, delays from 10 ms to 1 s. */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with {@link #limits} of its own. */
    public ConnectOptions withLimits(@Nullable ConnectionLimits newLimits) {
        return new ConnectOptions(timeout, retry, retryDelay, maxRetryDelay, bootstrap, newLimits);
    }

    /** A copy with another {@link #timeout}. */
    public ConnectOptions withTimeout(Duration newTimeout) {
        return new ConnectOptions(newTimeout, retry, retryDelay, maxRetryDelay, bootstrap, limits);
    }

    /** A copy that tries until the server is up, or the timeout is over. */
    public ConnectOptions withRetry() {
        return new ConnectOptions(timeout, true, retryDelay, maxRetryDelay, bootstrap, limits);
    }

    /** A copy with other delays between attempts. */
    public ConnectOptions withRetryDelays(Duration first, Duration max) {
        return new ConnectOptions(timeout, retry, first, max, bootstrap, limits);
    }

    /** A copy with another {@link #bootstrap}. */
    public ConnectOptions withBootstrap(Bootstrap newBootstrap) {
        return new ConnectOptions(timeout, retry, retryDelay, maxRetryDelay, newBootstrap, limits);
    }
}

package io.multiprocess;

import io.multiprocess.transport.TlsOptions;
import io.multiprocess.vat.ConnectionLimits;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * How to connect. Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param timeout how long connecting may take in all, retries included
 * @param retry whether to try again, until the timeout, while the server is not there: its socket is missing or refuses
 * @param retryDelay how long to wait before the first new attempt
 * @param maxRetryDelay what the delay, which doubles after each attempt, grows to at most
 * @param bootstrap what the peer gets when it asks this side for the bootstrap capability
 * @param limits what the connection may use; null means the vat's
 * @param tls for {@code tcp:} addresses, how to speak TLS, asked at each attempt; null connects without
 */
public record ConnectOptions(
        Duration timeout,
        boolean retry,
        Duration retryDelay,
        Duration maxRetryDelay,
        Bootstrap bootstrap,
        @Nullable ConnectionLimits limits,
        @Nullable Supplier<TlsOptions> tls) {
    private static final ConnectOptions DEFAULTS = new ConnectOptions(
            Duration.ofSeconds(10), false, Duration.ofMillis(10), Duration.ofSeconds(1), Bootstrap.NOTHING, null, null);

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
        return new ConnectOptions(timeout, retry, retryDelay, maxRetryDelay, bootstrap, newLimits, tls);
    }

    /** A copy with another {@link #timeout}. */
    public ConnectOptions withTimeout(Duration newTimeout) {
        return new ConnectOptions(newTimeout, retry, retryDelay, maxRetryDelay, bootstrap, limits, tls);
    }

    /** A copy that tries until the server is up, or the timeout is over. */
    public ConnectOptions withRetry() {
        return new ConnectOptions(timeout, true, retryDelay, maxRetryDelay, bootstrap, limits, tls);
    }

    /** A copy with other delays between attempts. */
    public ConnectOptions withRetryDelays(Duration first, Duration max) {
        return new ConnectOptions(timeout, retry, first, max, bootstrap, limits, tls);
    }

    /** A copy with another {@link #bootstrap}. */
    public ConnectOptions withBootstrap(Bootstrap newBootstrap) {
        return new ConnectOptions(timeout, retry, retryDelay, maxRetryDelay, newBootstrap, limits, tls);
    }

    /** A copy that connects over {@link #tls}, to {@code tcp:} addresses only. */
    public ConnectOptions withTls(TlsOptions options) {
        return withTls(() -> options);
    }

    /**
     * A copy that connects over {@link #tls}, to {@code tcp:} addresses only.
     *
     * @param options is asked for each connection, so that new ones use new certificates
     */
    public ConnectOptions withTls(@Nullable Supplier<TlsOptions> options) {
        return new ConnectOptions(timeout, retry, retryDelay, maxRetryDelay, bootstrap, limits, options);
    }
}

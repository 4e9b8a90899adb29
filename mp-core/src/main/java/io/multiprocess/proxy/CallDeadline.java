package io.multiprocess.proxy;

import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Limits how long the calls of a piece of code may take in all, whatever the proxies' own {@link ProxyContext#setCallTimeout}
 * allows: <pre>{@code
 * int sum = CallDeadline.within(Duration.ofMillis(200), () -> calculator.add(1, 2));
 * }</pre>
 *
 * <p>Applies to calls that the calling thread makes meanwhile on any proxy, also asynchronous ones, which keep their deadline when
 * the code has ended, and to callbacks that run on this thread. Limits within limits: the earliest counts.
 *
 * <p><i>Thread-safe.</i>
 */
public final class CallDeadline {
    /** In terms of {@link System#nanoTime}. */
    private static final ThreadLocal<@Nullable Long> END_NANOS = new ThreadLocal<>();

    /**
     * Code that makes calls.
     *
     * @param <V> what it gives
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface Calls<V, E extends Exception> {
        /** Makes the calls. */
        V make() throws E;
    }

    /**
     * Code that makes calls and gives nothing.
     *
     * @param <E> what it may throw
     */
    @FunctionalInterface
    public interface VoidCalls<E extends Exception> {
        /** Makes the calls. */
        void make() throws E;
    }

    private CallDeadline() {}

    /**
     * Makes calls that must all be answered in time. A call that is not is cancelled and fails.
     *
     * @param time for all of them together, from now
     * @return what the code gives
     * @throws RpcException of kind {@code OVERLOADED}, from the code, when the time is over
     */
    public static <V, E extends Exception> V within(Duration time, Calls<V, E> calls) throws E {
        Long outer = END_NANOS.get();
        long end = System.nanoTime() + time.toNanos();
        END_NANOS.set(outer != null && outer - end < 0 ? outer : Long.valueOf(end));
        try {
            return calls.make();
        } finally {
            END_NANOS.set(outer);
        }
    }

    /**
     * The same for code that gives nothing.
     *
     * @param time for all calls together, from now
     * @throws RpcException of kind {@code OVERLOADED}, from the code, when the time is over
     */
    public static <E extends Exception> void within(Duration time, VoidCalls<E> calls) throws E {
        within(time, () -> {
            calls.make();
            return Boolean.TRUE;
        });
    }

    /** How long a call made now by this thread may take, if its proxy allows so much; 0 is no limit, both ways. */
    static long limitNanos(long proxyNanos) {
        Long end = END_NANOS.get();
        if (end == null) {
            return proxyNanos;
        }
        long left = Math.max(1, end - System.nanoTime());
        return proxyNanos == 0 ? left : Math.min(left, proxyNanos);
    }
}

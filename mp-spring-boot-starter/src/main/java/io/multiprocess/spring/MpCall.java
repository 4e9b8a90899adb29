package io.multiprocess.spring;

import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/**
 * A call between processes, as interceptors and served beans see it.
 *
 * <p>Immutable.
 *
 * @param javaInterface the interface that is called
 * @param method the method, by its name in the schema
 * @param connection the connection that the call goes over
 * @param connectionName the name under which the connection is configured in {@code multiprocess.client.connection};
 *     {@code null} for a call that came to this application's server
 * @param beanName the bean that serves the call; {@code null} for a call that this application makes, and for one to an
 *     object that a bean handed out
 */
public record MpCall(
        Class<?> javaInterface,
        String method,
        VatConnection connection,
        @Nullable String connectionName,
        @Nullable String beanName) {

    private static final ThreadLocal<@Nullable MpCall> CURRENT = new ThreadLocal<>();

    /** Who is at the other end. */
    public PeerCredentials peer() {
        return connection.peer();
    }

    /** What to call it in logs and metrics: {@code Calculator.solveEquation}. */
    public String displayName() {
        return javaInterface.getSimpleName() + "." + method;
    }

    /** The call that the calling thread is serving, {@code null} when it serves none. */
    public static @Nullable MpCall current() {
        return CURRENT.get();
    }

    /**
     * Runs something as part of serving this call: {@link #current()} gives this call meanwhile, and what it gave before
     * afterwards.
     *
     * @throws Exception whatever the work throws
     */
    public void serve(Work work) throws Exception {
        MpCall outer = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /** What is done during a call. */
    @FunctionalInterface
    public interface Work {

        /**
         * Does it.
         *
         * @throws Exception what the call fails with
         */
        void run() throws Exception;
    }
}

package io.multiprocess.spring;

import io.multiprocess.proxy.ProxyCall;
import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

/**
 * A call between processes, as interceptors and served beans see it.
 *
 * <p>Immutable.
 *
 * @param proxyCall the call as the core knows it
 * @param connectionName the name under which the connection is configured in {@code multiprocess.client.connection};
 *     {@code null} for a call that came to this application's server
 * @param beanName the bean that serves the call; {@code null} for a call that this application makes, and for one to an
 *     object that a bean handed out
 */
public record MpCall(
        ProxyCall proxyCall,
        @Nullable String connectionName,
        @Nullable String beanName) {

    private static final ThreadLocal<@Nullable MpCall> CURRENT = new ThreadLocal<>();

    /** The interface that is called. */
    public Class<?> javaInterface() {
        return proxyCall.type().javaType();
    }

    /** The method, by its name in the schema. */
    public String method() {
        String name = proxyCall.method().name();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The connection that the call goes or came over. */
    public VatConnection connection() {
        return proxyCall.vatConnection();
    }

    /** Who is at the other end. */
    public PeerCredentials peer() {
        return connection().peer();
    }

    /** What to call it in logs and metrics: {@code Calculator.solveEquation}. */
    public String displayName() {
        return javaInterface().getSimpleName() + "." + method();
    }

    /**
     * Asked by an interceptor when the rest of the chain has returned: whether the call goes on, as one of a method that returns a
     * {@link java.util.concurrent.CompletionStage} does until the stage completes.
     *
     * @param ending told of the end, on the thread that completes the call, and may replace what it failed with
     * @return false if the call has ended already, and {@code ending} is not told
     */
    public boolean endsLater(ProxyCall.Ending ending) {
        return proxyCall.endsLater(ending);
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

package io.multiprocess.proxy;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What applies to all proxies of a connection. Immutable; {@link #defaults()} with {@code with…} methods that return a changed
 * copy.
 *
 * @param callTimeout how long a call may take, also an asynchronous one; zero for as long as it takes
 * @param clientInterceptors stand around blocking calls, the first one outermost
 * @param serverInterceptors stand around calls of objects that are served, the first one outermost
 * @param completionDecorator asked on the thread that makes an asynchronous call; what it returns is run, once, where the call's stage
 *     is completed, so that it can bring along what belongs to the calling thread
 */
public record ProxyOptions(
        Duration callTimeout,
        List<ClientInterceptor> clientInterceptors,
        List<ServerInterceptor> serverInterceptors,
        UnaryOperator<Runnable> completionDecorator) {
    private static final ProxyOptions DEFAULTS =
            new ProxyOptions(Duration.ZERO, List.of(), List.of(), UnaryOperator.identity());

    /** Copies the lists. */
    public ProxyOptions {
        if (callTimeout.isNegative()) {
            throw new IllegalArgumentException("callTimeout must not be negative: " + callTimeout);
        }
        clientInterceptors = List.copyOf(clientInterceptors);
        serverInterceptors = List.copyOf(serverInterceptors);
    }

    /** No timeout, no interceptors, nothing brought along. */
    public static ProxyOptions defaults() {
        return DEFAULTS;
    }

    /** A copy with another {@link #callTimeout}. */
    public ProxyOptions withCallTimeout(Duration timeout) {
        return new ProxyOptions(timeout, clientInterceptors, serverInterceptors, completionDecorator);
    }

    /** A copy with other {@link #clientInterceptors}. */
    public ProxyOptions withClientInterceptors(List<ClientInterceptor> interceptors) {
        return new ProxyOptions(callTimeout, interceptors, serverInterceptors, completionDecorator);
    }

    /** A copy with other {@link #serverInterceptors}. */
    public ProxyOptions withServerInterceptors(List<ServerInterceptor> interceptors) {
        return new ProxyOptions(callTimeout, clientInterceptors, interceptors, completionDecorator);
    }

    /** A copy with another {@link #completionDecorator}. */
    public ProxyOptions withCompletionDecorator(UnaryOperator<Runnable> decorator) {
        return new ProxyOptions(callTimeout, clientInterceptors, serverInterceptors, decorator);
    }
}

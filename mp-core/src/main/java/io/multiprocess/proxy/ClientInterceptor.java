package io.multiprocess.proxy;

/**
 * Stands around blocking calls of proxies, on the calling thread: between the building of the params and the reading of the
 * results.
 */
@FunctionalInterface
public interface ClientInterceptor {
    /**
     * Called for each call; must call {@code next} once, unless it throws.
     *
     * @param call the call
     * @param next sends the call and waits for the answer; what the call failed with is thrown
     */
    void intercept(ProxyCall call, Runnable next);
}

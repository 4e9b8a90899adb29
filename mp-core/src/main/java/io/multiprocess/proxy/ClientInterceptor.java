package io.multiprocess.proxy;

/**
 * Stands around calls of proxies, on the calling thread: between the building of the params and the reading of the results. Of an
 * asynchronous call it stands around the sending; {@link ProxyCall#endsLater} tells it of the end.
 */
@FunctionalInterface
public interface ClientInterceptor {
    /**
     * Called for each call; must call {@code next} once, unless it throws.
     *
     * @param call the call
     * @param next sends the call and, unless it is asynchronous, waits for the answer; what the call failed with is thrown
     */
    void intercept(ProxyCall call, Runnable next);
}

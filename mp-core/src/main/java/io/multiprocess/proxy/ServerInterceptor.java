package io.multiprocess.proxy;

/**
 * Stands around calls of objects that are served, on the thread that runs them. Exceptions of the object pass through before
 * they become an answer, so that an interceptor may replace them, by declared ones as well. Of an asynchronous method it stands
 * around the start; {@link ProxyCall#endsLater} tells it of the end.
 */
@FunctionalInterface
public interface ServerInterceptor {
    /** The rest of the chain. */
    @FunctionalInterface
    interface Next {
        /**
         * Goes on with the call.
         *
         * @throws Exception what the object threw
         */
        void proceed() throws Exception;
    }

    /**
     * Called for each call; must call {@code next} once, unless it throws.
     *
     * @param call the call
     * @param next decodes the params, calls the object and builds the results
     * @throws Exception the call's failure
     */
    void intercept(ProxyCall call, Next next) throws Exception;
}

package io.multiprocess.proxy;

/**
 * A {@link CustomMessage} for a parameter that goes in and comes out, with a say in what surrounds the call on the serving side.
 *
 * <p>Spec: libmultiprocess, {@code CustomPassMessage}.
 *
 * @param <J> the Java type
 * @param <R> reader of the struct
 * @param <B> builder of the struct
 */
public interface CustomPass<J, R, B> extends CustomMessage<J, R, B> {
    /**
     * The method that is served.
     *
     * @param <J> the Java type
     */
    @FunctionalInterface
    interface Method<J> {
        /**
         * Calls it.
         *
         * @throws Exception what it threw
         */
        void call(J value) throws Exception;
    }

    /**
     * Makes the argument, calls the method with it, once, and builds what goes back. Must not keep the builder.
     *
     * @throws Exception what the method threw
     */
    void pass(InvokeContext context, R input, B output, Method<J> method) throws Exception;

    /** On the calling side: changes the caller's own object to what came back. */
    void update(InvokeContext context, R input, J value);
}

package io.multiprocess.spring;

/**
 * Runs around every call that this application serves, or around those of one service.
 *
 * <p>A bean of this type is global; global interceptors run in their {@link org.springframework.core.annotation.Order
 * order}, outside those that {@link MpService#interceptors()} names. One that is named there and is to be nothing else is a bean whose {@link #isGlobal()} is false.
 *
 * <p>Called from many threads at once, on the thread that runs the call.
 */
@FunctionalInterface
public interface MpServerInterceptor {

    /**
     * Runs the call with {@code next}, or refuses it by throwing. What it throws is what the caller is told. One that
     * returns a {@link java.util.concurrent.CompletionStage} has only been started when {@code next} returns;
     * {@link MpCall#endsLater} tells of its end.
     *
     * @throws Exception what the call fails with
     */
    void intercept(MpCall call, MpCall.Work next) throws Exception;

    /** Whether it runs around all calls; if not, only around those of services that name it. */
    default boolean isGlobal() {
        return true;
    }
}

package io.multiprocess.spring;

/**
 * Runs around every call that this application makes to another process.
 *
 * <p>Beans of this type run in their {@link org.springframework.core.annotation.Order order}. Called from many threads at
 * once, on the thread that makes the call.
 */
@FunctionalInterface
public interface MpClientInterceptor {

    /**
     * Makes the call with {@code next}, or fails it by throwing. One that returns a
     * {@link java.util.concurrent.CompletionStage} has only been sent when {@code next} returns; {@link MpCall#endsLater}
     * tells of its end.
     *
     * @throws Exception what the caller gets
     */
    void intercept(MpCall call, MpCall.Work next) throws Exception;

    /** Whether it runs around the calls of an interface over a connection. */
    default boolean supports(Class<?> javaInterface, String connectionName) {
        return true;
    }
}

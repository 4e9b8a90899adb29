package io.multiprocess.spring;

/**
 * Brings what belongs to the thread that makes an asynchronous call, such as its logging context, to the thread that completes the
 * call's {@link java.util.concurrent.CompletionStage}, where what depends on the stage runs.
 *
 * <p>One bean of this type is used. Without one, Micrometer's context propagation is, where it is on the class path. Called from
 * many threads at once.
 */
@FunctionalInterface
public interface MpCompletionDecorator {

    /**
     * Asked on the thread that makes the call.
     *
     * @param completion completes the stage
     * @return runs {@code completion} once, with what belongs to the calling thread around it
     */
    Runnable decorate(Runnable completion);
}

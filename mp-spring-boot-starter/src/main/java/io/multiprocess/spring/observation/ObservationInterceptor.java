package io.multiprocess.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.spring.MpCall;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

import java.util.function.Function;

/**
 * Observes calls, each until it ends: an asynchronous one until its stage completes. Outermost of the interceptors.
 *
 * <p>Thread-safe.
 *
 * @param <C> the side's context
 */
abstract class ObservationInterceptor<C extends MpObservationContext> implements Ordered {

    private final ObservationRegistry registry;
    private final @Nullable ObservationConvention<C> convention;
    private final ObservationConvention<C> defaultConvention;
    private final Function<MpCall, C> context;

    ObservationInterceptor(
            ObservationRegistry registry,
            @Nullable ObservationConvention<C> convention,
            ObservationConvention<C> defaultConvention,
            Function<MpCall, C> context) {
        this.registry = registry;
        this.convention = convention;
        this.defaultConvention = defaultConvention;
        this.context = context;
    }

    @Override
    public final int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /**
     * Observes one call.
     *
     * @throws Exception what the call failed with
     */
    public final void intercept(MpCall call, MpCall.Work next) throws Exception {
        Observation observation =
                Observation.createNotStarted(convention, defaultConvention, () -> context.apply(call), registry);
        observation.start();
        Observation.Scope scope = observation.openScope();
        boolean goesOn = false;
        try {
            next.run();
            goesOn = call.endsLater(failure -> {
                stop(observation, failure);
                return failure;
            });
        } catch (Throwable e) {
            observation.error(e);
            throw e;
        } finally {
            scope.close();
            if (!goesOn) {
                observation.stop();
            }
        }
    }

    private static void stop(Observation observation, @Nullable Throwable failure) {
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}

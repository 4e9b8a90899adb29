package io.multiprocess.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpServerInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;

/** Observes every call that is served. Outermost of the interceptors. Thread-safe. */
public final class ObservationServerInterceptor implements MpServerInterceptor, Ordered {

    private static final MpServerObservationConvention DEFAULT = new DefaultMpServerObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable MpServerObservationConvention convention;

    /**
     * Observes with a registry.
     *
     * @param convention what to call things; {@code null} for the default
     */
    public ObservationServerInterceptor(
            ObservationRegistry registry, @Nullable MpServerObservationConvention convention) {
        this.registry = registry;
        this.convention = convention;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void intercept(MpCall call, MpCall.Work next) throws Exception {
        Observation observation =
                Observation.createNotStarted(convention, DEFAULT, () -> new MpServerObservationContext(call), registry);
        observation.start();
        Observation.Scope scope = observation.openScope();
        try {
            next.run();
        } catch (Throwable e) {
            observation.error(e);
            throw e;
        } finally {
            scope.close();
            observation.stop();
        }
    }
}

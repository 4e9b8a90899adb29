package io.multiprocess.spring.observation;

import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.spring.MpServerInterceptor;
import org.jspecify.annotations.Nullable;

/** Observes every call that is served. Thread-safe. */
public final class ObservationServerInterceptor extends ObservationInterceptor<MpServerObservationContext>
        implements MpServerInterceptor {

    /**
     * Observes with a registry.
     *
     * @param convention what to call things; {@code null} for the default
     */
    public ObservationServerInterceptor(
            ObservationRegistry registry, @Nullable MpServerObservationConvention convention) {
        super(registry, convention, new DefaultMpServerObservationConvention(), MpServerObservationContext::new);
    }
}

package io.multiprocess.spring.observation;

import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.spring.MpClientInterceptor;
import org.jspecify.annotations.Nullable;

/** Observes every call that is made. Thread-safe. */
public final class ObservationClientInterceptor extends ObservationInterceptor<MpClientObservationContext>
        implements MpClientInterceptor {

    /**
     * Observes with a registry.
     *
     * @param convention what to call things; {@code null} for the default
     */
    public ObservationClientInterceptor(
            ObservationRegistry registry, @Nullable MpClientObservationConvention convention) {
        super(registry, convention, new DefaultMpClientObservationConvention(), MpClientObservationContext::new);
    }
}

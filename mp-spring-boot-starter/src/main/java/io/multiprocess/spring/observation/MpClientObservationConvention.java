package io.multiprocess.spring.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** A bean of this type decides on names and key values of {@code multiprocess.client}. Thread-safe. */
public interface MpClientObservationConvention extends ObservationConvention<MpClientObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof MpClientObservationContext;
    }
}

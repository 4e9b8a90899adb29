package io.multiprocess.spring.observation;

import io.micrometer.observation.Observation;

/**
 * {@code multiprocess.server} with the key values {@code interface}, {@code method}, {@code connection} and
 * {@code outcome}. Thread-safe.
 */
public final class DefaultMpServerObservationConvention extends MpObservationConvention<MpServerObservationContext>
        implements MpServerObservationConvention {

    /** The convention. */
    public DefaultMpServerObservationConvention() {
        super("multiprocess.server");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof MpServerObservationContext;
    }
}

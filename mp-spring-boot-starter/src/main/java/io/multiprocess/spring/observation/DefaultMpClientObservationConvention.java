package io.multiprocess.spring.observation;

import io.micrometer.observation.Observation;

/**
 * {@code multiprocess.client} with the key values {@code interface}, {@code method}, {@code connection} and
 * {@code outcome}. Thread-safe.
 */
public final class DefaultMpClientObservationConvention extends MpObservationConvention<MpClientObservationContext>
        implements MpClientObservationConvention {

    /** The convention. */
    public DefaultMpClientObservationConvention() {
        super("multiprocess.client");
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof MpClientObservationContext;
    }
}

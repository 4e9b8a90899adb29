package io.multiprocess.spring.observation;

import io.micrometer.observation.Observation;
import io.multiprocess.spring.MpCall;

/** A call that is observed. Confined to the thread of the call. */
public abstract class MpObservationContext extends Observation.Context {

    private final MpCall call;

    MpObservationContext(MpCall call) {
        this.call = call;
    }

    /** The call. */
    public final MpCall getCall() {
        return call;
    }
}

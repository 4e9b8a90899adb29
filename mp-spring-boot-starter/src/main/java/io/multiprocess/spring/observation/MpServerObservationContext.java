package io.multiprocess.spring.observation;

import io.multiprocess.spring.MpCall;

/** The observation of a call that this application serves. Confined to the thread of the call. */
public final class MpServerObservationContext extends MpObservationContext {

    /** Nothing observed yet. */
    public MpServerObservationContext(MpCall call) {
        super(call);
    }
}

package io.multiprocess.spring.observation;

import io.multiprocess.spring.MpCall;

/** The observation of a call that this application makes. Confined to the thread of the call. */
public final class MpClientObservationContext extends MpObservationContext {

    /** Nothing observed yet. */
    public MpClientObservationContext(MpCall call) {
        super(call);
    }
}

package io.multiprocess.capability;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** One thread gives up the last reference while another tries to take one: either it gets one, or it is told so. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The reference was taken in time, and nothing was dropped.")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "It came too late, and the capability was dropped once.")
@State
public class CapabilityReferencesStress {
    private final CountingCapability capability = new CountingCapability();
    private int taken;

    @Actor
    public void release() {
        capability.release();
    }

    @Actor
    public void take() {
        try {
            capability.addRef();
            taken = 1;
        } catch (IllegalStateException e) {
            taken = 0;
        }
    }

    @Arbiter
    public void result(II_Result result) {
        result.r1 = taken;
        result.r2 = capability.drops;
    }

    private static final class CountingCapability extends Capability {
        private int drops;

        @Override
        public OutgoingCall newCall(long interfaceId, int methodId, int paramsSizeHintWords) {
            throw new IllegalStateException("not called here");
        }

        @Override
        public void deliver(CallContext call) {
            throw new IllegalStateException("not called here");
        }

        @Override
        protected void released() {
            drops++;
        }
    }
}

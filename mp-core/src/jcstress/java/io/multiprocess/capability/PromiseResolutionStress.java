package io.multiprocess.capability;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * One thread resolves a promise while another asks to be told and resolves it too: one resolution counts, the listener is told once,
 * and the other target is released. Two actors, so that it runs on two processors.
 */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "One resolution, one listener told, the other target released.")
@State
public class PromiseResolutionStress {
    private final Promise promise = new Promise();
    private final Capability first = Capability.broken(RpcException.failed("first"));
    private final Capability second = Capability.broken(RpcException.failed("second"));
    private int firstCounted;
    private int secondCounted;
    private volatile int told;

    @Actor
    public void resolveToFirst() {
        firstCounted = promise.resolve(first) ? 1 : 0;
    }

    @Actor
    public void listenAndResolveToSecond() {
        promise.whenResolved(resolution -> told = told + 1);
        secondCounted = promise.resolve(second) ? 1 : 0;
    }

    @Arbiter
    public void result(III_Result result) {
        result.r1 = firstCounted + secondCounted;
        result.r2 = told;
        result.r3 = (first.isReleased() ? 1 : 0) + (second.isReleased() ? 1 : 0);
    }
}

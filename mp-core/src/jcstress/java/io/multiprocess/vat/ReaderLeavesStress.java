package io.multiprocess.vat;

import io.multiprocess.capability.PendingCall;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.util.concurrent.TimeUnit;

/**
 * One thread gives up its call almost at once, maybe while it reads, or just as the reading is handed to it; the other one waits
 * for its answer and must not be left without a reader.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = Expect.ACCEPTABLE, desc = "The one that waits was answered.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "The one that waits was not answered.")
@State
public class ReaderLeavesStress {
    @Actor
    public void leaves(II_Result result) {
        result.r1 = answered(1, TimeUnit.MICROSECONDS.toNanos(30));
    }

    @Actor
    public void stays(II_Result result) {
        result.r2 = answered(2, TimeUnit.SECONDS.toNanos(20));
    }

    private static int answered(int number, long nanos) {
        PendingCall call = EchoServer.call(StressedPair.ROOT, EchoServer.ECHO_ON_WORKER, new byte[] {(byte) number});
        if (!StressedPair.answered(call, nanos)) {
            return 0;
        }
        return EchoServer.bytes(call)[0] == number ? 1 : 2;
    }
}

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
 * Two threads wait for answers over one connection. One of them reads for both; when it has its own answer it hands the reading over
 * to the other, which may be parked, on its way to that, or leading again with its next call. If nobody read, or a wake-up were
 * lost, a call would not be answered in time.
 */
@JCStressTest
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "Both had their two answers.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "An answer did not come, or was another's.")
@State
public class ReaderHandOverStress {
    @Actor
    public void oneCaller(II_Result result) {
        result.r1 = answered(1) + answered(2);
    }

    @Actor
    public void otherCaller(II_Result result) {
        result.r2 = answered(3) + answered(4);
    }

    private static int answered(int number) {
        byte[] bytes = {(byte) number};
        // One on the server's loop, the other on a thread of its own: answers come from two threads.
        PendingCall call = EchoServer.call(
                StressedPair.ROOT, number % 2 == 0 ? EchoServer.ECHO : EchoServer.ECHO_ON_WORKER, bytes);
        if (!StressedPair.answered(call, TimeUnit.SECONDS.toNanos(20))) {
            return 0;
        }
        byte[] answer = EchoServer.bytes(call);
        return answer.length == 1 && answer[0] == number ? 1 : 0;
    }
}

package io.multiprocess.thread;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A callback arrives while its thread stops waiting: it runs on that thread, or is refused; it is never lost. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "taken and run")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "refused and not run")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "lost, or run although refused")
@State
public class WaiterStress {
    private final Waiter waiter = new Waiter(Thread.currentThread());
    private int ran;

    public WaiterStress() {
        waiter.enter();
    }

    @Actor
    public void waits() {
        Runnable task = waiter.poll();
        if (task != null) {
            task.run();
        }
        waiter.leave();
    }

    @Actor
    public void posts(II_Result result) {
        result.r1 = waiter.postIfWaiting(() -> ran++) ? 1 : 0;
    }

    @Arbiter
    public void look(II_Result result) {
        result.r2 = ran;
    }
}

package io.multiprocess.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;

/** A task is given while the loop is closed: it runs, or is refused, and the loop's thread ends either way. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "In time: it has run.")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "Too late: it was refused.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "Taken and not run, run although refused, or the thread lives on.")
@State
public class EventLoopCloseStress {
    private final EventLoop loop = new EventLoop("stress", SelectorProvider.provider(), task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }, 100_000);
    private volatile int ran;

    @Actor
    public void gives(III_Result result) {
        result.r1 = loop.tryExecute(() -> ran = ran + 1) ? 1 : 0;
    }

    @Actor
    public void closes() {
        loop.close();
    }

    @Arbiter
    public void look(III_Result result) {
        try {
            result.r3 = loop.awaitEnd(TimeUnit.SECONDS.toNanos(10)) ? 1 : 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the threads of a stress test", e);
        }
        result.r2 = ran;
    }
}

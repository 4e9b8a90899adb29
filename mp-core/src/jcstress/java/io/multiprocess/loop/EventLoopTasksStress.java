package io.multiprocess.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Two threads give a loop tasks while it goes to sleep and is woken for others: no task is forgotten, as it would be by a loop that
 * sleeps without looking, or a giver that believes it awake; and none runs twice.
 */
@JCStressTest
@Outcome(id = "2, 2", expect = Expect.ACCEPTABLE, desc = "Each of the two that either gave has run once.")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "A task was forgotten, or ran twice.")
@State
public class EventLoopTasksStress {
    private static final EventLoop LOOP = new EventLoop("stress", SelectorProvider.provider(), task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }, 100_000);

    private final CountDownLatch left = new CountDownLatch(4);
    // Confined to the loop.
    private int first;
    private int second;

    @Actor
    public void givesFirst() {
        LOOP.execute(this::first);
        LOOP.execute(this::first);
    }

    @Actor
    public void givesSecond() {
        LOOP.execute(this::second);
        LOOP.execute(this::second);
    }

    private void first() {
        first++;
        left.countDown();
    }

    private void second() {
        second++;
        left.countDown();
    }

    @Arbiter
    public void look(II_Result result) {
        try {
            if (left.await(10, TimeUnit.SECONDS)) {
                result.r1 = first;
                result.r2 = second;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the threads of a stress test", e);
        }
    }
}

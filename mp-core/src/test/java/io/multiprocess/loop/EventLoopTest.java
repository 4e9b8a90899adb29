package io.multiprocess.loop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class EventLoopTest {
    private final EventLoop loop = new EventLoop("test-loop", SelectorProvider.provider(), Thread::new, 0);

    @AfterEach
    void close() throws InterruptedException {
        loop.close();
        assertThat(loop.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }

    @Test
    void tasksRunInOrderOnOneThread() throws Exception {
        List<Integer> seen = new ArrayList<>();
        CompletableFuture<Thread> last = new CompletableFuture<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            loop.execute(() -> seen.add(number));
        }
        loop.execute(() -> last.complete(Thread.currentThread()));
        assertThat(last.get().getName()).isEqualTo("test-loop");
        assertThat(seen).hasSize(1000).isSorted();
    }

    @Test
    void aTaskNeverRunsInsideAnother() throws Exception {
        CompletableFuture<String> order = new CompletableFuture<>();
        StringBuilder seen = new StringBuilder();
        loop.execute(() -> {
            loop.execute(() -> order.complete(seen.append('b').toString()));
            seen.append('a');
        });
        assertThat(order.get()).isEqualTo("ab");
    }

    @Test
    void aFailingTaskDoesNotStopTheLoop() throws Exception {
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        loop.execute(() -> {
            throw new AssertionError("on purpose");
        });
        loop.execute(() -> after.complete(loop.inLoop()));
        assertThat(after.get()).isTrue();
    }

    @Test
    void timersRunInTheirOrderUnlessCancelled() throws Exception {
        List<String> seen = new ArrayList<>();
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        loop.schedule(() -> last.complete(true), TimeUnit.MILLISECONDS.toNanos(1000));
        loop.schedule(() -> seen.add("second"), TimeUnit.MILLISECONDS.toNanos(300));
        loop.schedule(() -> seen.add("first"), TimeUnit.MILLISECONDS.toNanos(5));
        EventLoop.Timer cancelled = loop.schedule(() -> seen.add("never"), TimeUnit.MILLISECONDS.toNanos(20));
        cancelled.cancel();
        last.get();
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void channelsAreServedWhenReady() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Integer> read = new CompletableFuture<>();
        CountDownLatch registered = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, ops -> {
                    ByteBuffer buffer = ByteBuffer.allocate(8);
                    try {
                        read.complete(pipe.source().read(buffer));
                        pipe.source().close();
                    } catch (java.io.IOException e) {
                        read.completeExceptionally(e);
                    }
                });
            } catch (java.io.IOException e) {
                read.completeExceptionally(e);
            }
            registered.countDown();
        });
        registered.await();
        pipe.sink().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertThat(read.get()).isEqualTo(3);
        pipe.sink().close();
    }

    @Test
    void ticksComeUntilTheyAreNotWanted() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        CompletableFuture<Integer> done = new CompletableFuture<>();
        loop.execute(() -> loop.addTick(() -> {
            if (ticks.incrementAndGet() < 3) {
                return 1;
            }
            loop.schedule(() -> done.complete(ticks.get()), 5 * EventLoop.TICK_NANOS);
            return 0;
        }));
        assertThat(done.get()).isEqualTo(3);
    }

    @Test
    void tasksGivenBeforeCloseRunAndLaterOnesAreRefused() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            loop.execute(ran::incrementAndGet);
        }
        loop.close();
        assertThat(loop.awaitEnd(TimeUnit.SECONDS.toNanos(10))).isTrue();
        assertThat(ran).hasValue(100);
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(loop.tryExecute(() -> {})).isFalse();
    }

    @Test
    void anInterruptDoesNotMakeItSpinOrEnd() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        loop.execute(() -> thread.complete(Thread.currentThread()));
        thread.get().interrupt();
        CompletableFuture<Boolean> after = new CompletableFuture<>();
        loop.execute(
                () -> loop.execute(() -> after.complete(Thread.currentThread().isInterrupted())));
        assertThat(after.get()).isFalse();
    }
}

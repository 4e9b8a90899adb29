package io.multiprocess.capability;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls on objects of this process. */
class LocalCallTest {

    private static final long INTERFACE_ID = 0x8000000000000001L;

    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final CallExecutor executor = loop::execute;

    @AfterEach
    void stop() throws InterruptedException {
        loop.shutdown();
        assertThat(loop.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasPipelinedOutlivesAResponseClosedOnceTheCallIsDone() throws InterruptedException {
        Capability answered = Capability.local((interfaceId, methodId, context) -> context.complete(), executor);
        Capability target = Capability.local(
                (interfaceId, methodId, context) -> {
                    context.results(4).initAs(CapabilityBuilder.FACTORY).set(context.resultsTable(), answered);
                    context.complete();
                },
                executor);
        for (int round = 0; round < 20_000; round++) {
            PendingCall call = target.newCall(INTERFACE_ID, 0, 4).send();
            Capability pipelined = call.pipelined();
            while (!call.isDone()) {
                Thread.onSpinWait();
            }
            call.response().close();

            PendingCall next = pipelined.newCall(INTERFACE_ID, 1, 4).send();
            CountDownLatch done = new CountDownLatch(1);
            next.onCompletion(pending -> done.countDown());
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(next.failure()).as("round %d", round).isNull();
            next.response().close();
            pipelined.release();
        }
        target.release();
        answered.release();
        assertThat(answered.isReleased()).isTrue();
    }

    @Test
    void aLocalCallEndsAtItsDeadline() throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Capability target =
                Capability.local((interfaceId, methodId, context) -> context.onCancel(cancelled::countDown), executor);
        OutgoingCall call = target.newCall(INTERFACE_ID, 0, 4);
        call.timeoutNanos(20_000_000);
        PendingCall pending = call.send();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(pending.failure()).hasMessageContaining("within 20 ms");
        target.release();
    }

    @Test
    void twoPromisesResolvedToEachOtherByTwoThreadsDoNotBothSucceed() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        for (int round = 0; round < 5_000; round++) {
            Promise one = new Promise();
            Promise two = new Promise();
            one.addRef();
            two.addRef();
            CyclicBarrier start = new CyclicBarrier(2);
            Future<?> resolving = other.submit(() -> {
                start.await();
                return two.resolve(one);
            });
            start.await();
            one.resolve(two);
            resolving.get();
            assertThat(one.mostResolved().brokenReason()).hasMessage("promise resolved to itself");
            assertThat(two.mostResolved().brokenReason()).hasMessage("promise resolved to itself");
            one.release();
            two.release();
        }
        other.shutdown();
    }
}

package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.thread.ConnectionThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Which thread runs what. */
@Timeout(30)
class ThreadMappingTest {
    private FooPair pair;
    private FooImplementation foo;

    @BeforeEach
    void connect() throws Exception {
        pair = new FooPair();
        foo = pair.foo();
        foo.initThreadMap();
    }

    @AfterEach
    void closeAndFindNothingLeft() {
        pair.closeAndFindNothingLeft();
    }

    @Test
    void aThreadKeepsItsThreadOnTheServer() {
        Thread first = serverThread();
        assertThat(serverThread()).isSameAs(first);
        String pid = Long.toString(ProcessHandle.current().pid());
        assertThat(first.getName())
                .matches("server-" + pid + "/\\d+ \\(from [^ ]+-" + pid + "/"
                        + Thread.currentThread().getName() + "-\\d+\\)");
    }

    @Test
    void eachThreadHasItsOwn() throws Exception {
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        pair.service().setFn(() -> workers.add(Thread.currentThread()));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    for (int n = 0; n < 50; n++) {
                        foo.callFnAsync();
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(workers).hasSizeBetween(1, 8);
    }

    @Test
    void theServersThreadEndsWithTheClients() throws Exception {
        Thread caller = new Thread(() -> foo.callFnAsync());
        caller.start();
        caller.join();

        await().untilAsserted(() -> {
            ConnectionThreads threads = ProxyConnection.of(pair.server()).threads();
            assertThat(threads.madeThreads()).isZero();
            assertThat(threads.knownThreads()).isZero();
        });
    }

    @Test
    void aCallbackFindsTheCallersLocksAndThreadLocals() {
        ReentrantLock lock = new ReentrantLock();
        ThreadLocal<String> local = new ThreadLocal<>();
        local.set("set by the caller");
        FooCallback callback = arg -> {
            lock.lock();
            assertThat(lock.getHoldCount()).isEqualTo(2);
            lock.unlock();
            assertThat(local.get()).isEqualTo("set by the caller");
            return arg + 1;
        };
        lock.lock();
        assertThat(foo.callback(callback, 1)).isEqualTo(2);
        lock.unlock();
    }

    @Test
    void recursionStaysOnTheSameTwoThreads() {
        AtomicReference<Thread> worker = new AtomicReference<>();
        pair.service().setFn(() -> worker.set(Thread.currentThread()));
        foo.callFnAsync();

        assertThat(descend(Thread.currentThread(), worker.get(), worker, 25)).isEqualTo(25);
    }

    private int descend(Thread caller, Thread server, AtomicReference<Thread> worker, int levels) {
        return levels == 0
                ? 0
                : foo.passFn(() -> {
                    assertThat(Thread.currentThread()).isSameAs(caller);
                    foo.callFnAsync();
                    assertThat(worker.get()).isSameAs(server);
                    return 1 + descend(caller, server, worker, levels - 1);
                });
    }

    @Test
    void aCallbackThatNobodyWaitsForRunsOnAThreadOfTheClients() throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();
        FooCallback callback = arg -> {
            ran.set(Thread.currentThread());
            return arg;
        };
        foo.saveCallback(callback);
        AtomicInteger result = new AtomicInteger();
        Thread unasked = new Thread(() -> result.set(pair.service().callbackSaved(6)));
        unasked.start();
        unasked.join();

        assertThat(result).hasValue(6);
        assertThat(ran.get().getName()).startsWith("client-").contains("(from server-");
        foo.saveCallback(null);
    }

    @Test
    void aThreadThatWaitsOverOneConnectionIsCalledBackOverAnother() throws Exception {
        FooPair other = new FooPair();
        try {
            other.foo().initThreadMap();
            AtomicReference<Thread> ran = new AtomicReference<>();
            Thread caller = Thread.currentThread();
            // The second connection's server calls back while the caller waits over the first one, inside a callback of
            // that.
            int result = foo.callback(
                    first -> other.foo()
                            .callback(
                                    second -> {
                                        ran.set(Thread.currentThread());
                                        return second + foo.callback(third -> third + 1, second);
                                    },
                                    first + 10),
                    1);
            assertThat(result).isEqualTo(11 + 12);
            assertThat(ran.get()).isSameAs(caller);
        } finally {
            other.closeAndFindNothingLeft();
        }
    }

    @Test
    void anInterruptedCallerGivesUpAndTheServersThreadIsInterrupted() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        pair.service().setFn(() -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                foo.callFnAsync();
            } catch (RuntimeException e) {
                failure.set(e);
            }
            assertThat(Thread.interrupted()).isTrue();
            pair.service().setFn(() -> {});
            foo.callFnAsync();
        });
        caller.start();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        caller.join(10_000);
        assertThat(failure.get()).isInstanceOf(CallInterruptedException.class);
        assertThat(foo.add(1, 2)).isEqualTo(3);
    }

    @Test
    void aTimeoutEndsTheWaitAndLeavesTheConnectionUsable() {
        CountDownLatch never = new CountDownLatch(1);
        pair.service().setFn(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                // That is the cancellation.
            }
        });
        ProxyClient.of(foo).setCallTimeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> foo.callFnAsync()).hasMessageContaining("was not answered within 50 ms");
        ProxyClient.of(foo).setCallTimeout(Duration.ZERO);
        assertThat(foo.add(1, 2)).isEqualTo(3);
    }

    @Test
    void aCallThatIsCancelledWhileItIsQueuedNeverRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        pair.service().setFn(() -> {
            calls.incrementAndGet();
            running.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Capability worker = pair.makeThread("one thread");
        PendingCall first = pair.callFnAsync(worker);
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        PendingCall second = pair.callFnAsync(worker);
        PendingCall third = pair.callFnAsync(worker);
        second.cancel();
        // A call later than the cancellation has been answered: the server knows of it.
        assertThat(foo.add(1, 2)).isEqualTo(3);
        goOn.countDown();

        first.await(TimeUnit.SECONDS.toNanos(10)).close();
        third.await(TimeUnit.SECONDS.toNanos(10)).close();
        assertThat(calls).hasValue(2);
        worker.release();
    }

    @Test
    void aBlockingCallOnTheEventLoopFailsAndSaysWhatToDo() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        foo.saveCallback(arg -> arg);
        pair.service().setFn(() -> {
            try {
                pair.service().callbackSaved(1);
            } catch (RuntimeException e) {
                failure.set(e);
            }
        });
        foo.callFn();

        assertThat(failure.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("context :Proxy.Context");
        foo.saveCallback(null);
    }

    private Thread serverThread() {
        AtomicReference<Thread> worker = new AtomicReference<>();
        pair.service().setFn(() -> worker.set(Thread.currentThread()));
        foo.callFnAsync();
        return worker.get();
    }
}

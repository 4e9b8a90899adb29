package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.thread.ConnectionThreads;
import io.multiprocess.vat.ConnectionStatistics;
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
    void threadsThatEndReleaseWhatTheyHeld() throws Exception {
        ConnectionThreads atServer = ProxyConnection.of(pair.server()).threads();
        ConnectionThreads atClient = ProxyConnection.of(pair.client()).threads();
        ConnectionStatistics before = pair.server().statistics();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        CountDownLatch allCalled = new CountDownLatch(20);
        CountDownLatch end = new CountDownLatch(1);
        pair.service().setFn(() -> workers.add(Thread.currentThread()));
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread caller = new Thread(() -> {
                foo.callFnAsync();
                foo.callback(arg -> arg, 1);
                allCalled.countDown();
                awaitUninterrupted(end);
            });
            caller.start();
            callers.add(caller);
        }
        assertThat(allCalled.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(workers).hasSize(20).allMatch(Thread::isAlive);
        assertThat(atServer.madeThreads()).isEqualTo(20);
        assertThat(atClient.knownThreads()).isEqualTo(20);
        end.countDown();
        for (Thread caller : callers) {
            caller.join();
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(atServer.madeThreads()).isZero();
            assertThat(atServer.knownThreads()).isZero();
            assertThat(atClient.knownThreads()).isZero();
            assertThat(workers).noneMatch(Thread::isAlive);
            assertThat(pair.server().statistics().exports()).isEqualTo(before.exports());
            assertThat(pair.server().statistics().imports()).isEqualTo(before.imports());
            assertThat(pair.client().statistics().exports()).isEqualTo(before.imports());
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
        ReentrantLock callersLock = new ReentrantLock();
        ThreadLocal<String> callersLocal = new ThreadLocal<>();
        callersLocal.set("the caller's");
        ReentrantLock workersLock = new ReentrantLock();
        ThreadLocal<String> workersLocal = new ThreadLocal<>();
        pair.service().setFn(() -> {
            worker.set(Thread.currentThread());
            workersLock.lock();
            workersLocal.set("the worker's");
        });
        foo.callFnAsync();
        Thread caller = Thread.currentThread();
        Thread server = worker.get();
        pair.service().setFn(() -> {
            assertThat(Thread.currentThread()).isSameAs(server);
            assertThat(workersLock.isHeldByCurrentThread()).isTrue();
            assertThat(workersLocal.get()).isEqualTo("the worker's");
        });

        callersLock.lock();
        assertThat(descend(
                        () -> {
                            assertThat(Thread.currentThread()).isSameAs(caller);
                            assertThat(callersLock.isHeldByCurrentThread()).isTrue();
                            assertThat(callersLocal.get()).isEqualTo("the caller's");
                            foo.callFnAsync();
                        },
                        200))
                .isEqualTo(200);
        callersLock.unlock();
    }

    /** Each level is a callback inside the call of the level above. */
    private int descend(Runnable atEachLevel, int levels) {
        return levels == 0
                ? 0
                : foo.passFn(() -> {
                    atEachLevel.run();
                    return 1 + descend(atEachLevel, levels - 1);
                });
    }

    @Test
    void callsWithoutThreadGoToTheThreadOfThePoolWithTheFewestCalls() throws Exception {
        Capability threadMap = pair.threadMap();
        pair.makePool(threadMap, 3);
        threadMap.release();
        CountDownLatch running = new CountDownLatch(3);
        CountDownLatch goOn = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pair.service().setFn(() -> {
            threads.add(Thread.currentThread());
            running.countDown();
            awaitUninterrupted(goOn);
        });
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(pair.callFnAsync(null));
        }
        // Each blocks a thread of its own, or this would not end.
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 3; i++) {
            calls.add(pair.callFnAsync(null));
        }
        goOn.countDown();
        for (PendingCall call : calls) {
            call.await(TimeUnit.SECONDS.toNanos(20)).close();
        }
        assertThat(threads).hasSize(3);
        assertThat(threads.stream().map(Thread::getName))
                .allMatch(name -> name.matches("server-\\d+/\\d+ \\(pool/[012]\\)"));
    }

    @Test
    void aThreadHasOneServerThreadForEachConnection() throws Exception {
        List<FooPair> pairs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pairs.add(new FooPair());
        }
        try {
            Set<Thread> workers = ConcurrentHashMap.newKeySet();
            for (FooPair each : pairs) {
                each.foo().initThreadMap();
                each.service().setFn(() -> workers.add(Thread.currentThread()));
            }
            for (int round = 0; round < 20; round++) {
                for (FooPair each : pairs) {
                    each.foo().callFnAsync();
                }
            }
            assertThat(workers).hasSize(3);
        } finally {
            pairs.forEach(FooPair::closeAndFindNothingLeft);
        }
    }

    @Test
    void aPeerCallsBackOverAConnectionOfItsOwnWhileTheCallerWaits() throws Exception {
        // The other way round: what is the server of this pair is the client of that one.
        FooPair back = new FooPair();
        try {
            back.foo().initThreadMap();
            Thread caller = Thread.currentThread();
            AtomicReference<Thread> atB = new AtomicReference<>();
            AtomicReference<Thread> atA = new AtomicReference<>();
            pair.service().setIntFn(n -> {
                atB.set(Thread.currentThread());
                return n == 0 ? 0 : 1 + back.foo().callIntFnAsync(n - 1);
            });
            back.service().setIntFn(n -> {
                atA.set(Thread.currentThread());
                return n == 0 ? 0 : 1 + foo.callIntFnAsync(n - 1);
            });
            assertThat(foo.callIntFnAsync(10)).isEqualTo(10);
            // Nothing says that the two connections lead to the same process: each call has a thread of its own.
            assertThat(Set.of(caller, atA.get(), atB.get())).hasSize(3);
            assertThat(foo.callIntFnAsync(11)).isEqualTo(11);
        } finally {
            back.closeAndFindNothingLeft();
        }
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

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // Nobody has a reason to here.
            }
        }
    }

    private Thread serverThread() {
        AtomicReference<Thread> worker = new AtomicReference<>();
        pair.service().setFn(() -> worker.set(Thread.currentThread()));
        foo.callFnAsync();
        return worker.get();
    }
}

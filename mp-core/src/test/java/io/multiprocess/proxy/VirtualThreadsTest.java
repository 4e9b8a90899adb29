package io.multiprocess.proxy;

import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooImplementation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Virtual threads as callers and, by option, as the server's threads. The tests are compiled for 17, so what is newer is reached by
 * name.
 */
@Timeout(120)
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with 21")
class VirtualThreadsTest {
    private static final int CALLERS = 200;
    private static final int ROUNDS = 20;

    @Test
    void manyVirtualCallersEachHaveAThreadOfTheirOwn() throws Exception {
        FooPair pair = new FooPair();
        play(pair, false);
    }

    @Test
    void theServersThreadsMayBeVirtualToo() throws Exception {
        ThreadFactory virtual = virtualThreads();
        FooPair pair = new FooPair(options -> options.withThreadFactory(virtual));
        play(pair, true);
    }

    private static void play(FooPair pair, boolean virtualServer) throws Exception {
        FooImplementation foo = pair.foo();
        foo.initThreadMap();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        pair.service().setIntFn(n -> {
            workers.add(Thread.currentThread());
            return n + 1;
        });
        CountDownLatch allCalled = new CountDownLatch(CALLERS);
        ExecutorService callers = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int caller = i;
                all.add(callers.submit(() -> {
                    Thread self = Thread.currentThread();
                    assertThat(isVirtual(self)).isTrue();
                    for (int round = 0; round < ROUNDS; round++) {
                        int number = caller * ROUNDS + round;
                        assertThat(foo.add(number, 1)).isEqualTo(number + 1);
                        assertThat(foo.callIntFnAsync(number)).isEqualTo(number + 1);
                        FooCallback callback = arg -> {
                            assertThat(Thread.currentThread()).isSameAs(self);
                            return 10 * arg;
                        };
                        assertThat(foo.callback(callback, number)).isEqualTo(10 * number);
                    }
                    allCalled.countDown();
                    // None ends before all have called, so that each needs a thread of its own at the server.
                    assertThat(allCalled.await(100, TimeUnit.SECONDS)).isTrue();
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(100, TimeUnit.SECONDS);
            }
        } finally {
            callers.shutdown();
        }
        assertThat(workers).hasSize(CALLERS);
        for (Thread worker : workers) {
            assertThat(isVirtual(worker)).isEqualTo(virtualServer);
            assertThat(worker.getName()).startsWith("server-").contains("(from client-");
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ProxyConnection.of(pair.server()).threads().madeThreads() == 0);
        pair.closeAndFindNothingLeft();
    }

    private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
        Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
        return (ThreadFactory)
                Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

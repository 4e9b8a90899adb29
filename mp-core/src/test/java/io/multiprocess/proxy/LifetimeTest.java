package io.multiprocess.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooCallbackProxyClient;
import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/** How long objects live, and who ends them. */
@Timeout(30)
class LifetimeTest {
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

    /** Counts how often it is closed. */
    private static class Counted implements FooCallback {
        final AtomicInteger closes = new AtomicInteger();

        @Override
        public int call(int arg) {
            return arg;
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    @Test
    void destroyClosesAnObjectThatWasHandedOverBeforeItReturns() {
        Counted object = new Counted();
        FooCallback proxy = handOver(object);
        assertThat(proxy.call(3)).isEqualTo(3);

        proxy.close();
        assertThat(object.closes).hasValue(1);
        proxy.close();
        assertThat(object.closes).hasValue(1);
    }

    @Test
    void anObjectHandedOverTwiceIsClosedWithItsLastServer() {
        Counted object = new Counted();
        FooCallback first = handOver(object);
        FooCallback second = handOver(object);

        first.close();
        assertThat(object.closes).hasValue(0);
        assertThat(second.call(1)).isEqualTo(1);
        second.close();
        assertThat(object.closes).hasValue(1);
    }

    @Test
    void aCallThatRacesCloseIsMadeBeforeItOrFailsHere() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 300; i++) {
                Counted object = new Counted();
                FooCallback proxy = handOver(object);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<Integer> called = other.submit(() -> {
                    start.await();
                    try {
                        return proxy.call(5);
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("called after the proxy was closed");
                        return 5;
                    } catch (RpcException e) {
                        // Sent before, and overtaken on its thread there by the destroy on another.
                        assertThat(e).hasMessageContaining("called after destroy");
                        return 5;
                    }
                });
                start.await();
                proxy.close();
                assertThat(called.get(20, TimeUnit.SECONDS)).isEqualTo(5);
                await().pollDelay(Duration.ZERO).untilAtomic(object.closes, is(1));
            }
        } finally {
            other.shutdown();
        }
        assertThat(foo.add(1, 2)).isEqualTo(3);
    }

    @Test
    void threadMapsMayBeTradedWhileNewThreadsCall() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        pair.service().setFn(calls::incrementAndGet);
        for (int i = 0; i < 100; i++) {
            Thread caller = new Thread(foo::callFnAsync);
            caller.start();
            foo.initThreadMap();
            caller.join();
        }
        assertThat(calls).hasValue(100);
        assertThat(pair.client().isConnected()).isTrue();
    }

    @Test
    void aLentObjectStaysItsOwners() {
        Counted object = new Counted();
        foo.saveCallback(object);
        assertThat(foo.callbackSaved(4)).isEqualTo(4);
        foo.saveCallback(null);

        assertThat(object.closes).hasValue(0);
    }

    @Test
    void callsAfterDestroyFailAtBothEnds() {
        Counted object = new Counted();
        ProxyConnection server = ProxyConnection.of(pair.server());
        Capability exported = server.export(FooCallbackProxyClient.TYPE, object, true);
        FooCallback one = transfer(exported);
        FooCallback same = transfer(exported);
        exported.release();

        one.close();
        assertThatThrownBy(() -> one.call(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> same.call(1))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("called after destroy");
        same.close();
        assertThat(object.closes).hasValue(1);
    }

    @Test
    void aDisconnectClosesTheNewestFirst() {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Boolean> onLoop = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 10; i++) {
            int number = i;
            handOver(new Counted() {
                @Override
                public void close() {
                    onLoop.add(pair.server().onEventLoop());
                    order.add(number);
                }
            });
        }
        pair.client().close();

        await().untilAsserted(() -> assertThat(order).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
        assertThat(onLoop).hasSize(10).containsOnly(false);
    }

    @Test
    void aProxyPassedOnIsServedAgain() throws Exception {
        FooPair third = new FooPair();
        try {
            third.foo().initThreadMap();
            Counted object = new Counted();
            FooCallback proxy = handOver(object);
            assertThat(third.foo().callback(proxy, 7)).isEqualTo(7);
            assertThat(object.closes).hasValue(0);
            proxy.close();
            assertThat(object.closes).hasValue(1);
        } finally {
            third.closeAndFindNothingLeft();
        }
    }

    @Test
    void stateTellsWhereAProxyStands() {
        FooCallback proxy = handOver(new Counted());
        FooCallback other = handOver(new Counted());
        assertThat(ProxyClient.of(proxy).state()).isEqualTo(ProxyState.LIVE);
        proxy.close();
        assertThat(ProxyClient.of(proxy).state()).isEqualTo(ProxyState.DESTROYED);
        pair.client().close();
        assertThat(ProxyClient.of(other).state()).isEqualTo(ProxyState.DISCONNECTED);
        other.close();
        assertThat(ProxyClient.isProxy(proxy)).isTrue();
        assertThat(ProxyClient.isProxy(new FooService())).isFalse();
    }

    @Test
    void aForgottenProxyIsReleased() {
        Counted object = new Counted();
        assertThat(handOver(object).call(1)).isEqualTo(1);

        await().untilAsserted(() -> {
            System.gc();
            // Something goes out now and then; what is let go rides along with it.
            foo.add(1, 2);
            assertThat(object.closes).hasValue(1);
        });
    }

    @Test
    void forgottenProxiesAreLoggedOncePerType() {
        ProxyType<FooCallback> type = new ProxyType<>(FooCallback.class, "logged.capnp:Once", 1) {
            @Override
            public FooCallback newClient(ProxyContext context) {
                return FooCallbackProxyClient.TYPE.newClient(context);
            }

            @Override
            public ProxyServer<FooCallback> newServer(FooCallback impl, ProxyServerContext context) {
                return FooCallbackProxyClient.TYPE.newServer(impl, context);
            }
        };
        List<ILoggingEvent> events = Collections.synchronizedList(new ArrayList<>());
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel() == Level.WARN
                        && event.getFormattedMessage().contains(type.displayName())) {
                    events.add(event);
                }
            }
        };
        appender.start();
        Logger logger = (Logger) LoggerFactory.getLogger(ProxyClient.class);
        logger.addAppender(appender);
        AtomicInteger closed = new AtomicInteger();
        try {
            for (int i = 0; i < 3; i++) {
                Capability exported = ProxyConnection.of(pair.server())
                        .export(
                                FooCallbackProxyClient.TYPE,
                                new Counted() {
                                    @Override
                                    public void close() {
                                        closed.incrementAndGet();
                                    }
                                },
                                true);
                ProxyConnection.of(pair.client()).client(type, pair.transfer(exported));
                exported.release();
            }
            await().untilAsserted(() -> {
                System.gc();
                foo.add(1, 2);
                assertThat(closed).hasValue(3);
            });
        } finally {
            logger.detachAppender(appender);
        }
        assertThat(events).hasSize(1);
        assertThat(events.get(0).getFormattedMessage()).contains("forgotten without being closed");
    }

    @Test
    void aProxyPassedBackIsServedAgain() {
        AtomicReference<Thread> caller = new AtomicReference<>();
        Counted object = new Counted() {
            @Override
            public int call(int arg) {
                caller.set(Thread.currentThread());
                return arg + 1;
            }
        };
        FooCallback proxy = handOver(object);
        int served = ProxyConnection.of(pair.client()).servedObjects();
        foo.saveCallback(proxy);
        assertThat(ProxyConnection.of(pair.client()).servedObjects()).isEqualTo(served + 1);
        // To the server, the object of its own is one of the client's: calls go there and come back, and run on a
        // thread for the client.
        assertThat(foo.callbackSaved(4)).isEqualTo(5);
        assertThat(caller.get()).isNotSameAs(Thread.currentThread());
        foo.saveCallback(null);
        assertThat(object.closes).hasValue(0);
        proxy.close();
        assertThat(object.closes).hasValue(1);
    }

    @Test
    void nothingIsSentAfterDestroy() {
        List<String> arrived = Collections.synchronizedList(new ArrayList<>());
        Capability exported = Capability.local(
                (interfaceId, methodId, call) -> {
                    arrived.add(interfaceId == FooCapnp.FooCallback.ID && methodId == 0 ? "destroy" : "call");
                    call.results(1);
                    call.complete();
                },
                task -> new Thread(task).start());
        FooCallback proxy = transfer(exported);
        exported.release();

        proxy.call(1);
        proxy.close();
        assertThatThrownBy(() -> proxy.call(1)).isInstanceOf(IllegalStateException.class);
        proxy.close();
        assertThat(foo.add(1, 2)).isEqualTo(3);
        assertThat(arrived).containsExactly("call", "destroy");
    }

    /** The client's proxy of an object that the server has handed over. */
    private FooCallback handOver(FooCallback object) {
        Capability exported = ProxyConnection.of(pair.server()).export(FooCallbackProxyClient.TYPE, object, true);
        try {
            return transfer(exported);
        } finally {
            exported.release();
        }
    }

    private FooCallback transfer(Capability exported) {
        return ProxyConnection.of(pair.client()).client(FooCallbackProxyClient.TYPE, pair.transfer(exported));
    }
}

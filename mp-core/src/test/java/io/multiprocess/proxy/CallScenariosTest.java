package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Response;
import io.multiprocess.foo.ExtendedCallback;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooCustom;
import io.multiprocess.foo.FooEmpty;
import io.multiprocess.foo.FooEnum;
import io.multiprocess.foo.FooException;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooMessage;
import io.multiprocess.foo.FooMutable;
import io.multiprocess.foo.FooStruct;
import io.multiprocess.thread.ThreadHooks;
import io.multiprocess.thread.schema.ProxyProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The scenarios of libmultiprocess's {@code test.cpp}; what they are called there is in {@code libmultiprocess-scenarios.txt}. */
@Timeout(30)
class CallScenariosTest {
    private static final String INTERRUPTED = "IPC client method call interrupted by disconnect.";
    private static final String AFTER = "IPC client method called after disconnect.";
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int INIT_THREAD_MAP = 4;
    private static final int CALL_FN_ASYNC = 18;
    private static final int CALL_INT_FN_ASYNC = 21;

    private FooPair pair;
    private FooImplementation foo;

    @BeforeEach
    void connect() throws Exception {
        pair = new FooPair();
        foo = pair.foo();
    }

    @AfterEach
    void closeAndFindNothingLeft() {
        pair.closeAndFindNothingLeft();
    }

    @RepeatedTest(50)
    void everyMethodOfFoo() throws Exception {
        assertThat(foo.add(1, 2)).isEqualTo(3);
        assertThat(foo.addOut(3, 4)).isEqualTo(7);
        assertThat(foo.addInOut(3, 7)).isEqualTo(10);
        assertThat(foo.mapSize(Map.of("a", "1", "b", "2"))).isEqualTo(2);

        FooStruct struct = new FooStruct(
                "name",
                Set.of(1, 2),
                List.of(false, true, false),
                OptionalInt.of(3),
                Set.of(1, 2),
                Map.of("a", 1, "b", 2));
        assertThat(foo.pass(struct)).isEqualTo(struct);
        FooStruct unset = new FooStruct("", Set.of(), List.of(), OptionalInt.empty(), Set.of(), Map.of());
        assertThat(foo.pass(unset)).isEqualTo(unset);
        assertThatThrownBy(() -> foo.raise(struct))
                .isInstanceOfSatisfying(
                        FooException.class, e -> assertThat(e.value()).isEqualTo(struct));

        foo.initThreadMap();
        callbacks();
        values();
        functions();
    }

    private void callbacks() {
        ExtendedCallback extended = new ExtendedCallback() {
            @Override
            public int call(int arg) {
                return arg + 1;
            }

            @Override
            public int callExtended(int arg) {
                return arg + 10;
            }
        };
        assertThat(foo.callback(extended, 1)).isEqualTo(2);
        assertThat(foo.callbackUnique(arg -> arg + 1, 3)).isEqualTo(4);
        assertThat(foo.callbackShared(arg -> arg + 1, 5)).isEqualTo(6);
        foo.saveCallback(arg -> arg + 1);
        assertThat(foo.callbackSaved(7)).isEqualTo(8);
        assertThat(foo.callbackSaved(8)).isEqualTo(9);
        foo.saveCallback(null);
        assertThat(foo.callbackExtended(extended, 11)).isEqualTo(21);
    }

    private void values() {
        assertThat(foo.passCustom(new FooCustom("v1", 5)))
                .usingRecursiveComparison()
                .isEqualTo(new FooCustom("v1", 5));
        assertThat(foo.passEmpty(new FooEmpty())).isNotNull();
        assertThat(foo.passData(new byte[0])).isEmpty();
        assertThat(foo.passData(new byte[] {1, -1})).containsExactly(1, -1);
        assertThat(foo.passMessage(new FooMessage("init")).message()).isEqualTo("init build read call build read");
        FooMutable mutable = new FooMutable("init");
        foo.passMutable(mutable);
        assertThat(mutable.message()).isEqualTo("init build pass call return read");
        for (FooEnum value : FooEnum.values()) {
            assertThat(foo.passEnum(value)).isEqualTo(value);
        }
        assertThat(foo.passDouble(1.25)).isEqualTo(1.25);
        List<byte[]> pointers = foo.passDataPointers(Arrays.asList("Hi".getBytes(UTF_8), null));
        assertThat(pointers).hasSize(2);
        assertThat(pointers.get(0)).isEqualTo("Hi".getBytes(UTF_8));
        assertThat(pointers.get(1)).isNull();
    }

    private void functions() {
        assertThat(foo.passFn(() -> 10)).isEqualTo(10);
        assertThat(foo.passFn(() -> foo.passFn(() -> 1))).isEqualTo(1);
        AtomicInteger calls = new AtomicInteger();
        pair.service().setFn(calls::incrementAndGet);
        foo.callFn();
        foo.callFnAsync();
        assertThat(calls).hasValue(2);
        assertThat(foo.callIntFnAsync(4)).isEqualTo(5);
    }

    @RepeatedTest(50)
    void callAfterTheClientHasClosed() {
        assertThat(foo.add(1, 2)).isEqualTo(3);
        pair.client().close();

        assertThatThrownBy(() -> foo.add(1, 2)).hasMessage(AFTER);
    }

    @RepeatedTest(50)
    void callAfterTheServerHasClosed() {
        assertThat(foo.add(1, 2)).isEqualTo(3);
        pair.server().close();

        // Which of the two it is depends on whether the client has noticed yet.
        assertThatThrownBy(() -> foo.add(1, 2)).message().isIn(INTERRUPTED, AFTER);
    }

    @RepeatedTest(50)
    void disconnectDuringACallOnTheEventLoop() {
        pair.service().setFn(pair.client()::close);

        assertThatThrownBy(() -> foo.callFn()).hasMessage(INTERRUPTED);
    }

    @RepeatedTest(50)
    void disconnectWhileTheServerBlocks() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        foo.initThreadMap();
        pair.service().setFn(() -> {
            pair.client().close();
            awaitUninterrupted(goOn);
            ended.countDown();
        });

        assertThatThrownBy(() -> foo.callFnAsync()).hasMessage(INTERRUPTED);
        goOn.countDown();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @RepeatedTest(50)
    void disconnectWhileTheServerMakesAThread() {
        foo.initThreadMap();
        AtomicInteger calls = new AtomicInteger();
        pair.service().setFn(calls::incrementAndGet);
        pair.hooks(new ThreadHooks() {
            @Override
            public void makeThread() {
                pair.server().close();
            }
        });

        assertThatThrownBy(() -> foo.callFnAsync()).message().isIn(INTERRUPTED, AFTER);
        assertThat(calls).hasValue(0);
    }

    @RepeatedTest(50)
    void disconnectOnceTheThreadHasStarted() throws Exception {
        foo.initThreadMap();
        pair.service().setFn(() -> {});
        CompletableFuture<String> started = new CompletableFuture<>();
        pair.hooks(new ThreadHooks() {
            @Override
            public void makeThreadCreated() {
                pair.server().close();
                pair.awaitServerEnded();
                started.complete(Thread.currentThread().getName());
            }
        });

        assertThatThrownBy(() -> foo.callFnAsync()).message().isIn(INTERRUPTED, AFTER);
        // The hook is on the thread that was to run the call, which may still find it there.
        assertThat(started.get(10, TimeUnit.SECONDS)).matches("server-\\d+/\\d+ \\(from .+\\)");
    }

    @RepeatedTest(50)
    void disconnectAsTheCallStarts() throws Exception {
        foo.initThreadMap();
        CountDownLatch started = new CountDownLatch(1);
        pair.hooks(new ThreadHooks() {
            @Override
            public void asyncRequestStart() {
                pair.server().close();
                pair.awaitServerEnded();
                started.countDown();
            }
        });

        assertThatThrownBy(() -> foo.callFnAsync()).message().isIn(INTERRUPTED, AFTER);
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @RepeatedTest(50)
    void disconnectBeforeTheAnswerIsSent() throws Exception {
        foo.initThreadMap();
        CountDownLatch done = new CountDownLatch(1);
        pair.hooks(new ThreadHooks() {
            @Override
            public void asyncRequestDone() {
                pair.server().close();
                pair.awaitServerEnded();
                done.countDown();
            }
        });

        assertThatThrownBy(() -> foo.callFnAsync()).message().isIn(INTERRUPTED, AFTER);
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @RepeatedTest(50)
    void savedCallbackOutlivesItsConnection() {
        foo.initThreadMap();
        FooCallback callback = arg -> arg;
        foo.saveCallback(callback);
        assertThat(foo.callbackSaved(5)).isEqualTo(5);
        pair.client().close();
        pair.awaitServerEnded();

        // Closes the server's proxy of it, whose destroy cannot be sent any more.
        pair.service().saveCallback(null);
    }

    @RepeatedTest(50)
    void simultaneousCallsOnOneRemoteThread() throws Exception {
        List<Integer> order = new ArrayList<>();
        pair.service().setIntFn(n -> {
            order.add(n);
            return n;
        });
        Capability threadMap = exchangeThreadMaps();
        OutgoingCall making = threadMap.newCall(ProxyProtocol.ThreadMap.ID, 0, 8);
        making.params().initAs(ProxyProtocol.ThreadMap.MakeThreadParams.factory).setName("one thread");
        PendingCall made = making.send();
        Capability thread = made.pipelined(0);

        List<PendingCall> calls = new ArrayList<>();
        for (int n = 100; n <= 300; n += 100) {
            calls.add(callIntFnAsync(n, thread));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(result(calls.get(i))).isEqualTo(100 * (i + 1));
        }
        assertThat(order).containsExactly(100, 200, 300);
        made.await(ANSWER_NANOS).close();
        thread.release();
        threadMap.release();
    }

    @RepeatedTest(50)
    void callsWithoutThreadRunOnThePool() throws Exception {
        pair.service().setIntFn(n -> n * 2);
        Capability threadMap = exchangeThreadMaps();
        OutgoingCall pool = threadMap.newCall(ProxyProtocol.ThreadMap.ID, 1, 2);
        pool.params().initAs(ProxyProtocol.ThreadMap.MakePoolParams.factory).setCount(2);
        pool.send().await(ANSWER_NANOS).close();

        List<PendingCall> calls = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            calls.add(callIntFnAsync(n, null));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(result(calls.get(i))).isEqualTo(2 * (i + 1));
        }

        OutgoingCall second = threadMap.newCall(ProxyProtocol.ThreadMap.ID, 1, 2);
        second.params().initAs(ProxyProtocol.ThreadMap.MakePoolParams.factory).setCount(1);
        assertThatThrownBy(() -> second.send().await(ANSWER_NANOS))
                .hasMessageContaining("makePool called on connection with existing pool");
        threadMap.release();
    }

    @RepeatedTest(50)
    void callWithoutThreadOrPool() {
        OutgoingCall call = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, CALL_FN_ASYNC, 8);
        call.params().initAs(FooCapnp.FooInterface.CallFnAsyncParams.factory).initContext();

        assertThatThrownBy(() -> call.send().await(ANSWER_NANOS))
                .hasMessageContaining("no thread specified and no pool configured");
    }

    private Capability exchangeThreadMaps() throws Exception {
        OutgoingCall call = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, INIT_THREAD_MAP, 4);
        call.params().initAs(FooCapnp.FooInterface.InitThreadMapParams.factory);
        try (Response response = call.send().await(ANSWER_NANOS)) {
            return response.results()
                    .getAs(FooCapnp.FooInterface.InitThreadMapResults.factory)
                    .getThreadMap()
                    .capability()
                    .addRef();
        }
    }

    private PendingCall callIntFnAsync(int arg, Capability thread) {
        OutgoingCall call = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, CALL_INT_FN_ASYNC, 8);
        FooCapnp.FooInterface.CallIntFnAsyncParams.Builder params =
                call.params().initAs(FooCapnp.FooInterface.CallIntFnAsyncParams.factory);
        ProxyProtocol.Context.Builder context = params.initContext();
        if (thread != null) {
            context.setThread(call.paramsTable(), thread);
        }
        params.setArg(arg);
        return call.send();
    }

    private static int result(PendingCall call) throws Exception {
        try (Response response = call.await(ANSWER_NANOS)) {
            return response.results()
                    .getAs(FooCapnp.FooInterface.CallIntFnAsyncResults.factory)
                    .getResult();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // The call was cancelled; this scenario is about one that does not care.
            }
        }
    }
}

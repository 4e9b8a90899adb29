package io.multiprocess.vat;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.transport.TestTransport;
import org.awaitility.Awaitility;
import org.capnproto.Data;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import static io.multiprocess.vat.EchoServer.bytes;
import static io.multiprocess.vat.EchoServer.call;
import static io.multiprocess.vat.EchoServer.callSoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two vats, a stream between them, and threads that call. */
@Timeout(60)
@SuppressWarnings("NullAway") // what is set by connect() is there in every test
class VatConnectionTest {
    @TempDir
    Path folder;

    private final TwoPartyVatNetwork left = new TwoPartyVatNetwork("left", DaemonThreads::make, 200, 100_000);
    private final TwoPartyVatNetwork right = new TwoPartyVatNetwork("right", DaemonThreads::make, 200, 100_000);
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads::make);
    private final AtomicReference<EchoServer> leftServer = new AtomicReference<>();
    private final AtomicReference<EchoServer> rightServer = new AtomicReference<>();
    private VatConnection client;
    private VatConnection server;
    private ConnectionLimits limits = ConnectionLimits.defaults();

    @AfterEach
    void close() {
        left.close();
        right.close();
        threads.shutdownNow();
        Awaitility.await()
                .until(() -> left.connections().isEmpty() && right.connections().isEmpty());
    }

    private void connect(TestTransport transport) throws Exception {
        StreamConnection[] pair = transport.pair(folder);
        client = left.open(pair[0], setup(true, leftServer));
        server = right.open(pair[1], setup(false, rightServer));
    }

    private ConnectionSetup setup(boolean initiator, AtomicReference<EchoServer> made) {
        return new ConnectionSetup(
                initiator,
                limits,
                connection -> {
                    EchoServer echo = new EchoServer(connection);
                    made.set(echo);
                    return echo;
                },
                List.of());
    }

    private static byte[] random(int size, long seed) {
        byte[] data = new byte[size];
        new Random(seed).nextBytes(data);
        return data;
    }

    private static byte[] answer(VatConnection connection, PendingCall call) throws Exception {
        assertThat(connection.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + 20_000_000_000L))
                .as("answered in time")
                .isTrue();
        return bytes(call);
    }

    @ParameterizedTest
    @EnumSource
    void aCallIsAnswered(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        for (int i = 0; i < 100; i++) {
            byte[] data = random(i, i);
            assertThat(answer(client, call(root, i % 2, data))).isEqualTo(data);
        }
        root.release();
        Awaitility.await()
                .untilAsserted(() -> assertThat(client.statistics().isIdle()).isTrue());
        Awaitility.await()
                .untilAsserted(() -> assertThat(server.statistics().isIdle()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void manyCallsThatNobodyWaitsForAreAnswered(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            calls.add(callSoon(root, i % 2, random(i, i)));
        }
        for (int i = 0; i < calls.size(); i++) {
            assertThat(answer(client, calls.get(i))).isEqualTo(random(i, i));
        }
        root.release();
    }

    @Test
    void callsThatNobodyWaitsForAreKeptUntilAnotherIsSent() throws Exception {
        connect(TestTransport.UNIX);
        Capability root = client.bootstrap();
        answer(client, call(root, EchoServer.ECHO, new byte[8]));
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        left.loop(SelectorProvider.provider()).execute(() -> {
            blocked.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        List<PendingCall> calls = new ArrayList<>();
        try {
            blocked.await();
            for (int i = 0; i < 20; i++) {
                calls.add(callSoon(root, EchoServer.HOLD, new byte[] {(byte) i}));
            }
            EchoServer echo = rightServer.get();
            // The first few went out at once, the others wait for the event loop, which is not there.
            Awaitility.await().until(() -> echo.held.size() >= 4);
            assertThat(client.statistics().unsentBytes()).isPositive();
            calls.add(call(root, EchoServer.HOLD, new byte[] {20}));
            Awaitility.await().until(() -> echo.held.size() == 21);
            assertThat(client.statistics().unsentBytes()).isZero();
            assertThat(echo.held)
                    .extracting(held -> (int) held.params().getAs(Data.factory).toArray()[0])
                    .isSorted();
        } finally {
            goOn.countDown();
        }
        for (int i = 0; i < calls.size(); i++) {
            rightServer.get().finishHeld();
            assertThat(answer(client, calls.get(i))).containsExactly(i);
        }
        root.release();
    }

    @ParameterizedTest
    @EnumSource
    void failuresComeBack(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        PendingCall call = call(root, EchoServer.FAIL, new byte[3]);
        client.await(call, Mailbox.ofCurrentThread(), Mailbox.FOREVER);
        assertThatThrownBy(call::response).isInstanceOf(RpcException.class).hasMessage("as asked");
    }

    @ParameterizedTest
    @EnumSource
    void manyThreadsOnOneConnectionGetTheirOwnAnswers(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        List<Future<?>> done = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int thread = t;
            done.add(threads.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    byte[] data = random(i % 200, thread * 1000L + i);
                    assertThat(answer(client, call(root, (thread + i) % 2, data)))
                            .isEqualTo(data);
                }
                return null;
            }));
        }
        for (Future<?> future : done) {
            future.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesMayWriteAMegabyteAtOnceFromManyThreads(TestTransport transport) throws Exception {
        connect(transport);
        Capability there = client.bootstrap();
        Capability back = server.bootstrap();
        byte[] megabyte = random(1 << 20, 7);
        List<Future<?>> done = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            boolean fromLeft = t % 2 == 0;
            int method = t / 2 % 2;
            done.add(threads.submit(() -> {
                for (int i = 0; i < 5; i++) {
                    VatConnection connection = fromLeft ? client : server;
                    assertThat(answer(connection, call(fromLeft ? there : back, method, megabyte)))
                            .isEqualTo(megabyte);
                }
                return null;
            }));
        }
        for (Future<?> future : done) {
            future.get();
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersComeInTheOrderOfCallsWhenPipelined(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(call(root, i / 100 % 2, random(20, i)));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(answer(client, calls.get(i))).isEqualTo(random(20, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutEndsTheWaitAndTheConnectionStaysUsable(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        PendingCall held = call(root, EchoServer.HOLD, new byte[1]);
        // A call that is cancelled before it has begun never begins.
        CallContext context = rightServer.get().held.poll(30, TimeUnit.SECONDS);
        assertThat(context).isNotNull();
        assertThat(client.await(held, Mailbox.ofCurrentThread(), System.nanoTime() + 20_000_000))
                .isFalse();
        held.cancel();
        assertThat(answer(client, call(root, EchoServer.ECHO, new byte[5]))).hasSize(5);
        Awaitility.await().until(context::isCancelled);
        context.complete();
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatNobodyWaitsForEndsAtItsDeadline(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        OutgoingCall limited = root.newCall(EchoServer.ID, EchoServer.HOLD, 2);
        limited.timeoutNanos(TimeUnit.HOURS.toNanos(1));
        PendingCall held = limited.send();
        CompletableFuture<RpcException> told = new CompletableFuture<>();
        held.onCompletion(call -> told.complete(call.failure()));
        CallContext context = rightServer.get().held.poll(30, TimeUnit.SECONDS);
        assertThat(context).isNotNull();
        held.expireAfter(20_000_000);
        assertThat(told.get(30, TimeUnit.SECONDS))
                .hasMessageContaining("within 20 ms")
                .matches(failure -> failure.kind() == RpcException.Kind.OVERLOADED);
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(context::isCancelled);
        context.complete();

        OutgoingCall soon = root.newCall(EchoServer.ID, EchoServer.HOLD, 2);
        soon.timeoutNanos(1);
        PendingCall late = soon.send();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(late::isDone);
        assertThat(late.failure()).hasMessageContaining("timed out");
        assertThat(answer(client, call(root, EchoServer.ECHO, new byte[5]))).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void cancellingReachesAPeerThatHasStoppedToRead(TestTransport transport) throws Exception {
        limits = limits.withRpc(limits.rpc().withCallWordsInFlight(1000)).withStalledReadTime(Duration.ofMillis(50));
        connect(transport);
        Capability root = client.bootstrap();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(call(root, EchoServer.HOLD, new byte[1]));
        }
        // A call that is cancelled before it has begun never begins.
        Awaitility.await()
                .atMost(Duration.ofSeconds(50))
                .until(() -> rightServer.get().held.size() >= 15);
        calls.forEach(PendingCall::cancel);
        for (int i = 0; i < 15; i++) {
            CallContext context = rightServer.get().held.remove();
            Awaitility.await().atMost(Duration.ofSeconds(50)).until(context::isCancelled);
            context.complete();
        }
        Awaitility.await().atMost(Duration.ofSeconds(50)).until(() -> {
            rightServer.get().held.removeIf(context -> {
                context.complete();
                return true;
            });
            return client.statistics().questions() == 0;
        });
        assertThat(answer(client, call(root, EchoServer.ECHO, new byte[5]))).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void twoVatsThatAreBothAtTheirLimitGoOn(TestTransport transport) throws Exception {
        limits = limits.withRpc(limits.rpc().withCallWordsInFlight(1000)).withStalledReadTime(Duration.ofMillis(50));
        connect(transport);
        Capability there = client.bootstrap();
        Capability back = server.bootstrap();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(call(there, EchoServer.HOLD, new byte[1]));
            calls.add(call(back, EchoServer.HOLD, new byte[1]));
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(50))
                .until(() -> leftServer.get().held.size() >= 20
                        && rightServer.get().held.size() >= 20);
        Future<?> left = threads.submit(() -> completeHeld(leftServer.get()));
        Future<?> right = threads.submit(() -> completeHeld(rightServer.get()));
        for (PendingCall call : calls) {
            VatConnection connection = call.connection() == client ? client : server;
            assertThat(connection.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + 30_000_000_000L))
                    .isTrue();
            RpcException failure = call.failure();
            assertThat(failure == null || failure.kind() == RpcException.Kind.OVERLOADED)
                    .as("%s", failure)
                    .isTrue();
        }
        left.cancel(true);
        right.cancel(true);
        assertThat(answer(client, call(there, EchoServer.ECHO, new byte[5]))).hasSize(5);
        assertThat(answer(server, call(back, EchoServer.ECHO, new byte[5]))).hasSize(5);
    }

    private static Void completeHeld(EchoServer server) throws InterruptedException {
        for (; ; ) {
            EchoServer.echo(server.held.take());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pausesInTheMiddleOfWhatWasReadKeepItsOrder(TestTransport transport) throws Exception {
        // On a machine with no time for the worker, no call may end for long.
        limits = limits.withRpc(limits.rpc().withCallWordsInFlight(100)).withStalledReadTime(Duration.ofMinutes(1));
        connect(transport);
        Capability root = client.bootstrap();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            calls.add(call(root, EchoServer.ECHO_ON_WORKER, random(i % 50, i)));
        }
        for (int i = 0; i < calls.size(); i++) {
            assertThat(answer(client, calls.get(i))).isEqualTo(random(i % 50, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWaitAndTheConnectionStaysUsable(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        Future<Boolean> interrupted = threads.submit(() -> {
            PendingCall held = call(root, EchoServer.HOLD, new byte[1]);
            waiting.complete(Thread.currentThread());
            try {
                client.await(held, Mailbox.ofCurrentThread(), Mailbox.FOREVER);
                return false;
            } catch (InterruptedException e) {
                held.cancel();
                return true;
            }
        });
        assertThat(rightServer.get().held.poll(30, TimeUnit.SECONDS)).isNotNull();
        waiting.get().interrupt();
        assertThat(interrupted.get()).isTrue();
        assertThat(answer(client, call(root, EchoServer.ECHO, new byte[5]))).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void closingEitherEndReachesEveryWaiter(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        List<Future<PendingCall>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(threads.submit(() -> {
                PendingCall held = call(root, EchoServer.HOLD, new byte[1]);
                client.await(held, Mailbox.ofCurrentThread(), Mailbox.FOREVER);
                return held;
            }));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(rightServer.get().held.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
        (transport == TestTransport.TCP ? client : server).close();
        for (Future<PendingCall> future : waiting) {
            PendingCall failed = future.get();
            assertThat(failed.failure()).isNotNull();
            assertThat(failed.failure().kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        }
        assertThat(client.isConnected()).isFalse();
        PendingCall late = call(root, EchoServer.ECHO, new byte[1]);
        assertThat(late.isDone()).isTrue();
        Awaitility.await().until(() -> !server.isConnected());
        Awaitility.await().until(() -> rightServer.get().released.get() == 1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToBeDoneAtTheEndIsDoneOnceTheLastAddedFirst(TestTransport transport) throws Exception {
        connect(transport);
        List<Integer> order = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(2);
        for (int i = 1; i <= 3; i++) {
            int number = i;
            VatConnection.Removal removal = server.onClose(() -> {
                synchronized (order) {
                    order.add(number);
                }
                done.countDown();
            });
            if (i == 2) {
                assertThat(removal.remove()).isTrue();
                assertThat(removal.remove()).isFalse();
            }
        }
        client.close();
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        synchronized (order) {
            assertThat(order).containsExactly(3, 1);
        }
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        server.onClose(() -> late.complete(server.onEventLoop()));
        assertThat(late.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void closingGracefullyWaitsForCallsUnderWay(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        PendingCall held = call(root, EchoServer.HOLD, new byte[1]);
        var context = rightServer.get().held.poll(30, TimeUnit.SECONDS);
        assertThat(context).isNotNull();
        Future<Boolean> closing = threads.submit(() -> server.closeGracefully(Duration.ofSeconds(20)));
        EchoServer.echo(context);
        assertThat(answer(client, held)).hasSize(1);
        assertThat(closing.get()).isTrue();
        Awaitility.await().until(() -> !client.isConnected());
    }

    @ParameterizedTest
    @EnumSource
    void whatAPeerSentBeforeItWentReachesACallerThatIsSlowToRead(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        PendingCall held = call(root, EchoServer.HOLD, new byte[7]);
        CallContext context = rightServer.get().held.poll(30, TimeUnit.SECONDS);
        assertThat(context).isNotNull();
        SlowMailbox slow = new SlowMailbox();
        Future<byte[]> answered = threads.submit(() -> {
            slow.thread = Thread.currentThread();
            client.await(held, slow, Mailbox.FOREVER);
            return bytes(held);
        });
        assertThat(slow.stopped.await(30, TimeUnit.SECONDS)).isTrue();
        EchoServer.echo(context);
        server.close();
        CountDownLatch ended = new CountDownLatch(1);
        client.onClose(ended::countDown);
        // Fails, now or when the peer's system has said that nobody is there.
        for (int i = 0; i < 3; i++) {
            call(root, EchoServer.ECHO, new byte[5]);
            ended.await(1, TimeUnit.SECONDS);
        }
        slow.goOn.countDown();
        assertThat(answered.get(30, TimeUnit.SECONDS)).hasSize(7);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    /** A thread that gets no time on a processor once it waits. */
    private static final class SlowMailbox implements Mailbox {
        final CountDownLatch stopped = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        volatile Thread thread;
        private volatile Runnable wakeUp;

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public boolean hasWork() {
            stopped.countDown();
            try {
                goOn.await();
                LockSupport.unpark(thread); // this wait may have used up that of the other one
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }

        @Override
        public Runnable poll() {
            return null;
        }

        @Override
        public void wake() {
            Runnable current = wakeUp;
            if (current != null) {
                current.run();
            } else {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void wakeWith(Runnable newWakeUp) {
            wakeUp = newWakeUp;
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TCP", "TLS"}) // which do not tell that nobody reads
    void aPeerThatWillNeverReadAgainIsGivenUp(TestTransport transport) throws Exception {
        StreamConnection[] pair = transport.pair(folder);
        client = left.open(pair[0], setup(true, leftServer));
        if (pair[1].readChannel() instanceof SocketChannel socket) {
            socket.shutdownInput();
        } else {
            pair[1].readChannel().close();
        }
        PendingCall call = call(client.bootstrap(), EchoServer.ECHO, new byte[5]);
        assertThat(client.await(call, Mailbox.ofCurrentThread(), System.nanoTime() + 30_000_000_000L))
                .isTrue();
        assertThat(call.failure()).hasMessageContaining("the connection was lost: Broken pipe");
        assertThat(client.isConnected()).isFalse();
        pair[1].close();
    }

    @ParameterizedTest
    @EnumSource
    void garbageEndsTheConnectionWithAReason(TestTransport transport) throws Exception {
        StreamConnection[] pair = transport.pair(folder);
        server = right.open(pair[1], setup(false, rightServer));
        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1})}, 1);
        Awaitility.await().until(() -> !server.isConnected());
        assertThat(server.closeReason()).hasMessageContaining("segments");
        pair[0].close();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatSaysNothingIsSentAway(TestTransport transport) throws Exception {
        limits = limits.withHandshakeTime(Duration.ofMillis(50));
        StreamConnection[] pair = transport.pair(folder);
        server = right.open(pair[1], setup(false, rightServer));
        Awaitility.await().until(() -> !server.isConnected());
        assertThat(server.closeReason()).hasMessageContaining("50 ms");
        pair[0].close();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatNeverReadsIsGivenUpAndNobodyHangs(TestTransport transport) throws Exception {
        limits = limits.withWriteQueueBytes(1 << 20).withStalledWriteTime(Duration.ofMillis(300));
        StreamConnection[] pair = transport.pair(folder);
        client = left.open(pair[0], setup(true, leftServer));
        Capability root = client.bootstrap();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(call(root, EchoServer.ECHO, new byte[1 << 20]));
            if (!client.isConnected()) {
                break;
            }
        }
        for (PendingCall call : calls) {
            client.await(call, Mailbox.ofCurrentThread(), Mailbox.FOREVER);
            assertThat(call.failure()).isNotNull();
        }
        assertThat(client.closeReason()).hasMessageContaining("has not read");
        pair[1].close();
    }

    @ParameterizedTest
    @EnumSource
    void waitingOnTheEventLoopIsRefused(TestTransport transport) throws Exception {
        connect(transport);
        Capability root = client.bootstrap();
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        client.callExecutor().execute(() -> {
            try {
                PendingCall held = call(root, EchoServer.HOLD, new byte[1]);
                client.await(held, Mailbox.ofCurrentThread(), Mailbox.FOREVER);
                refused.complete(new AssertionError("it waited"));
            } catch (Throwable e) {
                refused.complete(e);
            }
        });
        assertThat(refused.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("Proxy.Context");
    }

    @Test
    void anAttributeMayBeMadeOfOthers() throws Exception {
        connect(TestTransport.IN_PROCESS);
        // So many that two of them surely fall into one bucket of whatever table holds them.
        List<Class<?>> types = new ArrayList<>(List.of(Integer.class));
        for (int i = 0; i < 64; i++) {
            types.add(types.get(i).arrayType());
        }
        assertThat(attribute(types)).isSameAs(client.attribute(types.get(0), () -> null));
    }

    private <T> Object attribute(List<Class<?>> types) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) types.get(0);
        return client.attribute(type, () -> {
            if (types.size() > 1) {
                attribute(types.subList(1, types.size()));
            }
            return type.cast(type.isArray() ? Array.newInstance(type.componentType(), 0) : Integer.valueOf(7));
        });
    }
}

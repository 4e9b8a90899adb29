package io.multiprocess.async;

import io.multiprocess.Address;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.CallDeadline;
import io.multiprocess.proxy.ClientInterceptor;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyOptions;
import io.multiprocess.proxy.ServerInterceptor;
import io.multiprocess.proxy.ServerInvokeContext;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What {@code CompletionStage} methods do, on both sides. */
@Timeout(30)
class AsyncCallTest {
    @TempDir
    private Path folder;

    private final ExecutorService later = Executors.newSingleThreadExecutor();
    private final Service service = new Service();
    private Vat vat;
    private Listener listener;
    private AsyncService proxy;
    private VatConnection client;

    /** Answers from a thread of its own. */
    private final class Service implements AsyncService {
        final AtomicReference<Thread> thread = new AtomicReference<>();
        final CompletableFuture<ServerInvokeContext> neverCalled = new CompletableFuture<>();
        final CompletableFuture<Void> neverDone = new CompletableFuture<>();

        @Override
        public CompletionStage<Integer> twice(int arg) {
            return CompletableFuture.supplyAsync(() -> 2 * arg, later);
        }

        @Override
        public CompletionStage<Integer> twiceOnThread(int arg) {
            thread.set(Thread.currentThread());
            return CompletableFuture.supplyAsync(() -> 2 * arg, later);
        }

        @Override
        public CompletionStage<Void> fail(String reason) {
            return CompletableFuture.runAsync(
                    () -> {
                        throw new IllegalStateException(reason);
                    },
                    later);
        }

        @Override
        public CompletionStage<Integer> callBack(IntUnaryOperator callback, int arg) {
            int result = callback.applyAsInt(arg);
            ProxyClient.close(callback);
            return CompletableFuture.completedFuture(result);
        }

        @Override
        public CompletionStage<Void> never() {
            neverCalled.complete(ServerInvokeContext.current());
            return neverDone;
        }
    }

    @BeforeEach
    void connect() throws Exception {
        vat = Vat.create();
        Address address = Address.unix(folder.resolve("socket"));
        listener = vat.listen(address, AsyncServiceProxyClient.TYPE, service);
        client = vat.connect(address);
        proxy = ProxyConnection.of(client).root(AsyncServiceProxyClient.TYPE, true);
    }

    @AfterEach
    void close() {
        service.neverDone.complete(null);
        ProxyClient.close(proxy);
        await().untilAsserted(() -> assertThat(client.statistics().isIdle()).isTrue());
        listener.close();
        vat.close();
        later.shutdown();
    }

    @Test
    void aCallThatNobodyWaitsForEndsAtTheProxysDeadline() throws Exception {
        // A call that is late already when its turn comes never runs.
        for (int millis = 50; !service.neverCalled.isDone(); millis *= 2) {
            ProxyClient.of(proxy).setCallTimeout(Duration.ofMillis(millis));
            CompletionStage<Void> stage = proxy.never();
            String within = "within " + millis + " ms";
            assertThatThrownBy(() -> get(stage))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RpcException.class)
                    .hasMessageContaining(within);
        }
        await().until(service.neverCalled.get()::isCancelled);
        ProxyClient.of(proxy).setCallTimeout(Duration.ZERO);
        assertThat(get(proxy.twice(21))).isEqualTo(42);
    }

    @Test
    void aDeadlineOfSomeCodeAppliesToWhatItStarts() {
        CompletionStage<Void> stage = CallDeadline.within(Duration.ofMillis(50), proxy::never);
        assertThatThrownBy(() -> get(stage)).hasMessageContaining("was not answered within");
    }

    @Test
    void theStageGivesTheResult() throws Exception {
        assertThat(get(proxy.twice(21))).isEqualTo(42);
        assertThat(get(proxy.twiceOnThread(4))).isEqualTo(8);
        assertThat(service.thread.get().getName()).contains("(from ");
    }

    @Test
    void manyCallsAreUnderWayAtOnceAndAnswersKeepTheirOrder() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        Thread caller = Thread.currentThread();
        for (int i = 0; i < 1_000; i++) {
            CompletionStage<Void> noted = proxy.twiceOnThread(i).thenAccept(value -> {
                // What is complete before anything depends on it is noted right here, beside the others.
                if (Thread.currentThread() != caller) {
                    order.add(value);
                }
            });
            all.add(noted.toCompletableFuture());
        }
        for (CompletableFuture<Void> one : all) {
            one.get(10, TimeUnit.SECONDS);
        }
        assertThat(order).isSorted();
    }

    @Test
    void failuresAreInTheStage() {
        assertThatThrownBy(() -> get(proxy.fail("no")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(RpcException.class)
                .hasMessage("java.lang.IllegalStateException: no");
    }

    @Test
    void aCallbackRunsThoughNobodyWaits() throws Exception {
        AtomicReference<Thread> ran = new AtomicReference<>();
        CompletionStage<Integer> result = proxy.callBack(
                arg -> {
                    ran.set(Thread.currentThread());
                    return arg + 1;
                },
                1);
        assertThat(get(result)).isEqualTo(2);
        assertThat(ran.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void whatDependsOnAStageMayCallAgain() throws Exception {
        int result = get(proxy.twice(1).thenCompose(proxy::twice).thenCompose(proxy::twiceOnThread));
        assertThat(result).isEqualTo(8);
    }

    @Test
    void cancellingTheStageCancelsTheCall() throws Exception {
        CompletionStage<Void> stage = proxy.never();
        ServerInvokeContext call = get(service.neverCalled);
        stage.toCompletableFuture().cancel(true);

        await().until(call::isCancelled);
    }

    @Test
    void aDisconnectFailsWhatIsUnderWay() throws Exception {
        CompletionStage<Void> stage = proxy.never();
        get(service.neverCalled);
        listener.connections().forEach(VatConnection::close);

        assertThatThrownBy(() -> get(stage)).cause().hasMessage("IPC client method call interrupted by disconnect.");
    }

    @Test
    void interceptorsAreToldOfTheEndTheInnermostFirst() throws Exception {
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        intercept(
                List.of(client("c1", events), client("c2", events)),
                List.of(server("s1", events), server("s2", events)));

        assertThat(get(proxy.twice(21))).isEqualTo(42);

        // Starts and ends of the two sides overlap.
        assertThat(events)
                .filteredOn(event -> event.contains("s"))
                .containsExactly("+s1", "+s2", "-s2", "-s1", "s2 null", "s1 null");
        assertThat(events)
                .filteredOn(event -> event.contains("c"))
                .containsExactly("+c1", "+c2", "-c2", "-c1", "c2 null", "c1 null");
    }

    @Test
    void interceptorsMayReplaceWhatTheStageFailedWith() {
        intercept(
                List.of((call, next) -> {
                    next.run();
                    assertThat(call.endsLater(failure -> new IllegalArgumentException(failure.getMessage() + "!")))
                            .isTrue();
                }),
                List.of((call, next) -> {
                    next.proceed();
                    assertThat(call.endsLater(failure -> new IllegalStateException(failure.getMessage() + "?")))
                            .isTrue();
                }));

        assertThatThrownBy(() -> get(proxy.fail("no")))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("java.lang.IllegalStateException: no?!");
    }

    @Test
    void anInterceptorThatFailsAtTheEndChangesNothing() throws Exception {
        intercept(List.of(), List.of((call, next) -> {
            next.proceed();
            assertThat(call.endsLater(failure -> {
                        throw new IllegalStateException("broken");
                    }))
                    .isTrue();
        }));

        assertThat(get(proxy.twice(21))).isEqualTo(42);
    }

    @Test
    void anInterceptorThatRefusesACallFailsItsStage() {
        intercept(
                List.of((call, next) -> {
                    throw new IllegalStateException("refused");
                }),
                List.of());

        assertThatThrownBy(() -> get(proxy.twice(1))).cause().hasMessage("refused");
    }

    @Test
    void anInterceptorThatFailsAfterSendingDropsTheCall() {
        intercept(
                List.of((call, next) -> {
                    next.run();
                    throw new IllegalStateException("too late");
                }),
                List.of());

        assertThatThrownBy(() -> get(proxy.twice(1))).cause().hasMessage("too late");
    }

    @Test
    void whatBelongsToTheCallingThreadIsBroughtAlong() throws Exception {
        ThreadLocal<String> local = new ThreadLocal<>();
        ProxyConnection.of(client).setOptions(ProxyOptions.defaults().withCompletionDecorator(completion -> {
            String captured = local.get();
            return () -> {
                local.set(captured);
                completion.run();
                local.remove();
            };
        }));
        local.set("brought");

        // The answer waits until the second stage depends on the first.
        CompletableFuture<Void> go = new CompletableFuture<>();
        later.execute(go::join);
        CompletionStage<String> seen = proxy.twice(21).thenApply(result -> result + " " + local.get());
        go.complete(null);

        assertThat(get(seen)).isEqualTo("42 brought");
    }

    private void intercept(List<ClientInterceptor> clients, List<ServerInterceptor> servers) {
        ProxyConnection.of(client).setOptions(ProxyOptions.defaults().withClientInterceptors(clients));
        listener.connections()
                .forEach(connection -> ProxyConnection.of(connection)
                        .setOptions(ProxyOptions.defaults().withServerInterceptors(servers)));
    }

    private static ClientInterceptor client(String name, List<String> events) {
        return (call, next) -> {
            events.add("+" + name);
            next.run();
            events.add("-" + name);
            assertThat(call.endsLater(failure -> told(name, failure, events))).isTrue();
        };
    }

    private static ServerInterceptor server(String name, List<String> events) {
        return (call, next) -> {
            events.add("+" + name);
            next.proceed();
            events.add("-" + name);
            assertThat(call.endsLater(failure -> told(name, failure, events))).isTrue();
        };
    }

    private static Throwable told(String name, Throwable failure, List<String> events) {
        events.add(name + " " + failure);
        return failure;
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

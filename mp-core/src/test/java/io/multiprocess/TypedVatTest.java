package io.multiprocess;

import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.interop.Root;
import io.multiprocess.interop.RootProxyClient;
import io.multiprocess.interop.Worker;
import io.multiprocess.interop.WorkerCallback;
import io.multiprocess.proxy.ProxyClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Proxies through the front door, over a real socket. */
@Timeout(60)
@SuppressWarnings("NullAway") // JUnit sets the folder
class TypedVatTest {
    @TempDir
    Path folder;

    private final Vat server = Vat.create(VatOptions.defaults().withName("server"));
    private final Vat client = Vat.create(VatOptions.defaults().withName("client"));

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private Address address() {
        return Address.unix(folder.resolve("root.sock"));
    }

    /** A worker of the server's process. */
    private static class LocalWorker implements Worker {
        @Override
        public int twice(int value) {
            return 2 * value;
        }

        @Override
        public int callThrough(WorkerCallback callback, int value) {
            return callback.call(value) + 1;
        }

        @Override
        public String threadName() {
            return Thread.currentThread().getName();
        }
    }

    @Test
    void callsAndCallbacksCrossTheSocket() throws Exception {
        server.listen(address(), RootProxyClient.TYPE, (Root) LocalWorker::new);
        Root root = client.connect(address(), RootProxyClient.TYPE);
        try (Worker worker = root.makeWorker()) {
            assertThat(worker.twice(21)).isEqualTo(42);
            Thread caller = Thread.currentThread();
            List<Thread> called = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                assertThat(worker.callThrough(
                                value -> {
                                    called.add(Thread.currentThread());
                                    return 10 * value;
                                },
                                i))
                        .isEqualTo(10 * i + 1);
            }
            assertThat(called).hasSize(200).containsOnly(caller);
            // A thread keeps the name of the first vat that it called through: this one has called through none yet.
            assertThat(CompletableFuture.supplyAsync(worker::threadName, task -> new Thread(task).start())
                            .get(10, TimeUnit.SECONDS))
                    .contains("(from client");
        }
    }

    @Test
    void manyThreadsCallThroughOneConnection() throws Exception {
        server.listen(address(), RootProxyClient.TYPE, (Root) LocalWorker::new);
        Root root = client.connect(address(), RootProxyClient.TYPE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Worker worker = root.makeWorker()) {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                done.add(threads.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        assertThat(worker.callThrough(value -> worker.twice(value), i))
                                .isEqualTo(2 * i + 1);
                    }
                    return null;
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aLastingRootSurvivesItsServer() throws Exception {
        try (ClientConnection lasting = client.client(
                address(), ClientOptions.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(1)))) {
            Root root = lasting.root(RootProxyClient.TYPE);
            assertThatThrownBy(root::makeWorker).hasMessageContaining("nobody listens");
            Listener listener = server.listen(address(), RootProxyClient.TYPE, (Root) LocalWorker::new);
            Worker first =
                    Awaitility.await().ignoreExceptions().until(root::makeWorker, worker -> worker.twice(2) == 4);
            listener.close();
            Awaitility.await().until(() -> lasting.current() == null);
            assertThatThrownBy(() -> first.twice(1)).hasMessageContaining("IPC client method call");
            server.listen(address(), RootProxyClient.TYPE, (Root) LocalWorker::new);
            Worker second =
                    Awaitility.await().ignoreExceptions().until(root::makeWorker, worker -> worker.twice(2) == 4);
            assertThat(second.twice(5)).isEqualTo(10);
        }
    }

    @Test
    void aLastingRootSurvivesSeveralLivesOfItsServer() throws Exception {
        try (ClientConnection lasting =
                client.client(address(), ClientOptions.defaults().withBackoff(Duration.ZERO, Duration.ZERO))) {
            FooImplementation foo = lasting.root(FooImplementationProxyClient.TYPE);
            assertThatThrownBy(() -> foo.add(1, 2))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED));

            for (int life = 0; life < 3; life++) {
                try (Vat one = Vat.create()) {
                    one.listen(address(), Bootstrap.of(FooImplementationProxyClient.TYPE, new FooService()));
                    assertThat(foo.add(life, 2)).isEqualTo(life + 2);
                    foo.initThreadMap();
                    FooCallback callback = arg -> arg + 1;
                    assertThat(foo.callback(callback, life)).isEqualTo(life + 1);
                }
                assertThatThrownBy(() -> foo.add(1, 2)).isInstanceOf(RpcException.class);
                Files.deleteIfExists(folder.resolve("root.sock"));
            }
        }
    }

    @Test
    void objectsFromBeforeAReconnectFailAndReachNothingThatIsNew() throws Exception {
        try (ClientConnection lasting =
                client.client(address(), ClientOptions.defaults().withBackoff(Duration.ZERO, Duration.ZERO))) {
            Root root = lasting.root(RootProxyClient.TYPE);
            List<Worker> old = new ArrayList<>();
            for (int life = 0; life < 3; life++) {
                AtomicInteger calls = new AtomicInteger();
                try (Vat one = Vat.create()) {
                    one.listen(address(), RootProxyClient.TYPE, (Root) () -> new LocalWorker() {
                        @Override
                        public int twice(int value) {
                            calls.incrementAndGet();
                            return super.twice(value);
                        }
                    });
                    // To the peer it has the number that the first worker of each life has.
                    Worker present = root.makeWorker();
                    assertThat(present.twice(1)).isEqualTo(2);
                    for (Worker former : old) {
                        assertThatThrownBy(() -> former.twice(1))
                                .isInstanceOfSatisfying(
                                        RpcException.class,
                                        e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED))
                                .hasMessage("IPC client method called after disconnect.");
                        former.close();
                    }
                    assertThat(calls).hasValue(1);
                    assertThat(present.twice(2)).isEqualTo(4);
                    old.clear();
                    old.add(present);
                    old.add(root.makeWorker());
                    assertThat(old.get(1).twice(3)).isEqualTo(6);
                }
                Awaitility.await().until(() -> lasting.current() == null);
            }
        }
    }

    @Test
    void closingTheRootClosesItsConnection() throws Exception {
        try (Listener listener =
                server.listen(address(), Bootstrap.of(FooImplementationProxyClient.TYPE, new FooService()))) {
            FooImplementation foo = client.connect(address(), FooImplementationProxyClient.TYPE);
            assertThat(foo.add(1, 2)).isEqualTo(3);
            ProxyClient.close(foo);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(listener.connections()).isEmpty());
        }
    }
}

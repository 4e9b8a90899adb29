package io.multiprocess.proxy;

import com.sun.management.UnixOperatingSystemMXBean;
import io.multiprocess.Address;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.VatOptions;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooException;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.foo.FooStruct;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A hundred connections that open, call, cancel and die, for some seconds or, with {@code -Psoak}, ten minutes; afterwards
 * everything is back where it was.
 */
class SoakTest {

    private static final long SECONDS = Long.getLong("soak.seconds", 4);
    private static final int CONNECTIONS = 100;
    private static final int THREADS = 10;

    /** How much more heap may be in use afterwards, for what the JDK and the test itself cache. */
    private static final long HEAP_ALLOWANCE_BYTES = 8 << 20;

    /** What the JDK may open or start once, at any time. A leak is a multiple of the connections, thousands of them. */
    private static final int DESCRIPTORS_ALLOWANCE = 4;

    private static final int THREADS_ALLOWANCE = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Longer than threads of pools wait for their next task. */
    private static final Duration IDLE_TIME = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();

    /** What there was when the last call was over and nothing had been collected. */
    private Usage height = Usage.now();

    /** Ends of connections, of both sides, until they hold nothing any more. */
    private final Queue<VatConnection> ends = new ConcurrentLinkedQueue<>();

    /** What there is of everything. */
    private record Usage(long heapBytes, long descriptors, int threads) {

        static Usage now() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long descriptors = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
            return new Usage(
                    runtime.totalMemory() - runtime.freeMemory(),
                    descriptors,
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }

        boolean isLike(Usage other) {
            return threads == other.threads && descriptors == other.descriptors;
        }

        boolean isBackAt(Usage before) {
            return heapBytes <= before.heapBytes + HEAP_ALLOWANCE_BYTES
                    && descriptors <= before.descriptors + DESCRIPTORS_ALLOWANCE
                    && threads <= before.threads + THREADS_ALLOWANCE;
        }

        @Override
        public String toString() {
            return heapBytes / 1024 + " KiB heap, " + descriptors + " descriptors, " + threads + " threads";
        }
    }

    @Test
    void everythingIsBackWhereItWas() throws Exception {
        soak(Math.min(2, SECONDS)); // loads classes, and makes what the JDK and the test keep
        AtomicReference<Usage> start = new AtomicReference<>(Usage.now());
        await().atMost(PATIENCE)
                .pollInterval(SECONDS > 60 ? IDLE_TIME : Duration.ofSeconds(1))
                .until(() -> {
                    Usage now = Usage.now();
                    return start.getAndSet(now).isLike(now);
                });
        Usage before = start.get();
        calls.set(0);
        failures.set(0);
        opened.set(0);

        soak(SECONDS);

        AtomicReference<Usage> end = new AtomicReference<>();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                end.set(Usage.now());
                return end.get().isBackAt(before);
            });
        } finally {
            System.out.printf(
                    "soak: %d s, %d connections opened, %d calls, %d of them failed as meant%n"
                            + "soak: before: %s%nsoak: at its height: %s%nsoak: after: %s%n",
                    SECONDS, opened.get(), calls.get(), failures.get(), before, height, end);
        }
        assertThat(opened.get()).isGreaterThanOrEqualTo(CONNECTIONS);
        assertThat(failures.get()).isPositive();
    }

    /** Two vats that live for a while; returns when nothing is left of them. */
    private void soak(long seconds) throws Exception {
        Address address = Address.unix(folder.resolve("socket"));
        try (Vat clients = Vat.create(VatOptions.defaults().withName("soak-client"));
                Vat server = Vat.create(VatOptions.defaults().withName("soak-server"));
                Listener listener = server.listen(address, connection -> {
                    ends.add(connection);
                    FooService service = new FooService();
                    service.setFn(SoakTest::waitForInterrupt);
                    return ProxyConnection.of(connection).server(FooImplementationProxyClient.TYPE, service);
                })) {
            run(clients, listener.address(), seconds);
            await().atMost(PATIENCE).untilAsserted(() -> {
                ends.removeIf(SoakTest::isEmpty);
                assertThat(ends).as("ends that hold something").isEmpty();
                assertThat(clients.connections()).isEmpty();
                assertThat(server.connections()).isEmpty();
                assertThat(ServedObjects.size()).as("served objects").isZero();
            });
        }
    }

    private static boolean isEmpty(VatConnection end) {
        ProxyConnection connection = ProxyConnection.of(end);
        return !end.isConnected()
                && end.statistics().isIdle()
                && connection.servedObjects() == 0
                && connection.threads().madeThreads() == 0
                && connection.threads().knownThreads() == 0;
    }

    private void run(Vat vat, Address address, long seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + seconds * 1_000_000_000;
        List<Future<?>> users = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            long seed = i;
            users.add(threads.submit(() -> new User(vat, address, seed).run(end)));
        }
        try {
            for (Future<?> user : users) {
                user.get();
            }
            height = Usage.now();
        } finally {
            threads.shutdownNow();
        }
        await().atMost(PATIENCE).until(threads::isTerminated);
    }

    private static void waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A thread with its share of the connections. */
    private final class User {
        private final Vat vat;
        private final Address address;
        private final Random random;
        private final VatConnection[] connections = new VatConnection[CONNECTIONS / THREADS];
        private final FooImplementation[] foos = new FooImplementation[connections.length];

        User(Vat vat, Address address, long seed) {
            this.vat = vat;
            this.address = address;
            this.random = new Random(seed);
        }

        void run(long end) {
            try {
                while (System.nanoTime() - end < 0) {
                    int which = random.nextInt(connections.length);
                    try {
                        if (connections[which] == null) {
                            open(which);
                        } else {
                            act(which);
                        }
                    } catch (RpcException | IllegalStateException e) {
                        failures.incrementAndGet();
                        Thread.interrupted();
                        if (!connections[which].isConnected()) {
                            die(which);
                        }
                    }
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                for (int i = 0; i < connections.length; i++) {
                    die(i);
                }
            }
        }

        private void open(int which) throws IOException, InterruptedException {
            VatConnection connection = vat.connect(address);
            ends.add(connection);
            connections[which] = connection;
            foos[which] = ProxyConnection.of(connection).root(FooImplementationProxyClient.TYPE, true);
            foos[which].initThreadMap();
            if (opened.incrementAndGet() % CONNECTIONS == 0) {
                ends.removeIf(SoakTest::isEmpty);
            }
        }

        private void die(int which) {
            if (connections[which] != null) {
                connections[which].close();
                connections[which] = null;
                foos[which] = null;
            }
        }

        private void act(int which) throws IOException {
            FooImplementation foo = foos[which];
            calls.incrementAndGet();
            switch (random.nextInt(40)) {
                case 0 -> die(which);
                case 1 -> dieInTheMiddleOfCalls(which);
                case 2 -> ProxyClient.of(foo).close(); // which closes the connection
                case 3 -> raiseAndCatch(foo);
                case 4 -> CallDeadline.within(Duration.ofMillis(1 + random.nextInt(10)), foo::callFnAsync);
                case 5 -> {
                    Thread.currentThread().interrupt();
                    foo.callFnAsync();
                }
                case 6 -> sendRubbish();
                case 7, 8, 9 -> cancelled(foo).cancel();
                case 10, 11 -> cancelled(foo).expireAfter(1 + random.nextInt(2_000_000));
                case 12, 13 ->
                    assertThat(foo.passData(new byte[random.nextInt(100_000)])).isNotNull();
                case 14, 15 -> assertThat(foo.passFn(() -> 7)).isEqualTo(7);
                case 16, 17, 18 -> assertThat(foo.callback(new Doubler(), 21)).isEqualTo(42);
                case 19 -> foo.saveCallback(new Doubler());
                default -> assertThat(foo.add(1, 2)).isEqualTo(3);
            }
        }

        private void raiseAndCatch(FooImplementation foo) {
            try {
                foo.raise(STRUCT);
            } catch (FooException e) {
                failures.incrementAndGet();
            }
        }

        private PendingCall cancelled(FooImplementation foo) {
            OutgoingCall call = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, 0, 4);
            call.params().initAs(FooCapnp.FooInterface.AddParams.factory).setA(1);
            return call.send();
        }

        private void dieInTheMiddleOfCalls(int which) {
            for (int i = random.nextInt(20); i >= 0; i--) {
                cancelled(foos[which]);
            }
            die(which);
        }

        /** A peer that knows nothing of the protocol, or dies within a message. */
        private void sendRubbish() throws IOException {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length > 8) {
                ByteBuffer.wrap(bytes).putLong(0, Long.reverseBytes((long) random.nextInt(100) << 32));
            }
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(folder.resolve("socket")));
                channel.write(ByteBuffer.wrap(bytes));
            }
        }
    }

    private static final FooStruct STRUCT =
            new FooStruct("soak", Set.of(1), List.of(true), OptionalInt.of(3), Set.of(2), Map.of("a", 1));

    private static final class Doubler implements FooCallback {
        @Override
        public int call(int arg) {
            return 2 * arg;
        }
    }
}

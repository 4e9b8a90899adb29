package io.multiprocess;

import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client of {@link KillTest}: two threads call whatever server there is, connecting again after it died, until the process is told
 * to end. What is not as it should be is printed at once, the time of the longest call in the end.
 */
final class KillClient {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final AtomicLong LONGEST_NANOS = new AtomicLong();
    private static final AtomicLong CALLS = new AtomicLong();

    /** Set after the first round, until which this process mostly loads classes. */
    private static final AtomicBoolean CALLED = new AtomicBoolean();

    private KillClient() {}

    public static void main(String[] args) throws Exception {
        Vat vat = Vat.create(VatOptions.defaults().withName("client"));
        ClientConnection client = vat.client(
                Address.parse(args[0]),
                ClientOptions.defaults().withBackoff(Duration.ofMillis(20), Duration.ofMillis(100)));
        FooImplementation foo = client.root(FooImplementationProxyClient.TYPE);
        ScheduledExecutorService callers = Executors.newScheduledThreadPool(2);
        for (int i = 0; i < 2; i++) {
            callers.scheduleWithFixedDelay(() -> callAll(foo), 0, 10, TimeUnit.MILLISECONDS);
        }
        while (System.in.read() != '\n') {
            // Told to end by one line.
        }
        callers.shutdown();
        if (!callers.awaitTermination(60, TimeUnit.SECONDS)) {
            System.out.println("WRONG: a call hangs");
        }
        vat.close();
        System.out.println(
                "longest " + TimeUnit.NANOSECONDS.toMillis(LONGEST_NANOS.get()) + " ms, " + CALLS.get() + " calls");
        System.exit(0);
    }

    private static void callAll(FooImplementation foo) {
        int number = NUMBERS.incrementAndGet();
        FooCallback tenfold = arg -> 10 * arg;
        try {
            check(number + 1, timed(() -> foo.add(number, 1)));
            timed(() -> {
                foo.initThreadMap();
                return 0;
            });
            check(number + 1, timed(() -> foo.callIntFnAsync(number)));
            check(10 * number, timed(() -> foo.callback(tenfold, number)));
            check(number, timed(() -> foo.passFn(() -> foo.add(number - 1, 1))));
            if (number % 10 == 0) {
                // The service has one for all its clients: this one goes with another client's, dead or alive.
                timed(() -> {
                    foo.saveCallback(tenfold);
                    return 0;
                });
            }
            if (CALLED.compareAndSet(false, true)) {
                System.out.println("called");
            }
        } catch (RpcException e) {
            // The server is gone, or was when the call came; or what it had to do with another client that is.
            String text = String.valueOf(e.getMessage());
            if (e.kind() != RpcException.Kind.DISCONNECTED && !text.contains("disconnect")) {
                System.out.println("WRONG: " + e);
            }
        } catch (Throwable e) {
            System.out.println("WRONG: " + e);
        }
    }

    private interface Call {
        int call();
    }

    private static int timed(Call call) {
        long start = System.nanoTime();
        try {
            return call.call();
        } finally {
            CALLS.incrementAndGet();
            if (CALLED.get()) {
                LONGEST_NANOS.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
        }
    }

    private static void check(int expected, int answer) {
        if (expected != answer) {
            System.out.println("WRONG: " + answer + " instead of " + expected);
        }
    }
}

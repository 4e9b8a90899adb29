package io.multiprocess.foo;

import io.multiprocess.Address;
import io.multiprocess.Vat;
import io.multiprocess.VatOptions;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyConnection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * Calls every method of the {@code FooInterface} that is served on a socket, whatever the server is written in, and prints
 * a line with PASS or FAIL for each. The exit status is the number of failures, 100 at most.
 */
public final class FooClient {
    private static final FooStruct STRUCT = new FooStruct(
            "n\u00e4me \ud83d\ude00",
            new LinkedHashSet<>(List.of(1, 2)),
            List.of(false, true, false),
            OptionalInt.of(3),
            new LinkedHashSet<>(List.of(3, 1, 2)),
            new LinkedHashMap<>(Map.of("a", 1, "b", 2)));

    private final Address address;
    private final FooImplementation foo;
    private int failures;

    private FooClient(Address address, FooImplementation foo) {
        this.address = address;
        this.foo = foo;
    }

    /** Takes the socket's path as its only argument, or from the environment variable {@code SOCKET}. */
    public static void main(String[] args) throws Exception {
        Address address = Address.parse("unix:" + (args.length > 0 ? args[0] : System.getenv("SOCKET")));
        try (Vat vat = Vat.create(VatOptions.defaults())) {
            FooClient client = new FooClient(address, connect(vat, address));
            client.callEveryMethod();
            client.letSavedCallbackGo(vat);
            client.useManyThreads();
            client.useManyConnections(vat);
            System.out.println(client.failures == 0 ? "all passed" : client.failures + " failed");
            System.out.flush();
            System.exit(Math.min(client.failures, 100));
        }
    }

    private static FooImplementation connect(Vat vat, Address address) throws IOException, InterruptedException {
        return vat.connect(address, FooImplementationProxyClient.TYPE);
    }

    private void callEveryMethod() {
        check("add", () -> foo.add(1, 2) == 3);
        check("addOut", () -> foo.addOut(3, 4) == 7);
        check("addInOut", () -> foo.addInOut(3, 7) == 10);
        check("mapSize", () -> foo.mapSize(Map.of("a", "b", "c", "d")) == 2);
        check("pass", () -> foo.pass(STRUCT).equals(STRUCT));
        check("pass, optional unset", () -> foo.pass(withoutOptional()).equals(withoutOptional()));
        check("raise", () -> {
            try {
                foo.raise(STRUCT);
                return false;
            } catch (FooException e) {
                return e.value().equals(STRUCT);
            }
        });
        check("initThreadMap", () -> {
            foo.initThreadMap();
            return true;
        });
        check("callback, on the calling thread", () -> {
            Callback callback = new Callback(arg -> arg + 1);
            return foo.callback(callback, 1) == 2 && callback.thread == Thread.currentThread();
        });
        check("callbackUnique", () -> foo.callbackUnique(new Callback(arg -> arg * 2), 4) == 8);
        check("callbackShared", () -> foo.callbackShared(new Callback(arg -> arg * 3), 4) == 12);
        check("callbackExtended", () -> foo.callbackExtended(new Callback(arg -> arg), 11) == 21);
        check("saveCallback", () -> {
            foo.saveCallback(new Callback(arg -> -arg));
            return true;
        });
        check("callbackSaved, twice", () -> foo.callbackSaved(7) == -7 && foo.callbackSaved(8) == -8);
        check("saveCallback of null", () -> {
            foo.saveCallback(null);
            return true;
        });
        check("passCustom", () -> {
            FooCustom custom = foo.passCustom(new FooCustom("v1", 5));
            return custom.v1.equals("v1") && custom.v2 == 5;
        });
        check("passEmpty", () -> foo.passEmpty(new FooEmpty()).equals(new FooEmpty()));
        check("passData, empty", () -> foo.passData(new byte[0]).length == 0);
        check("passData, 8 MiB", () -> {
            byte[] data = new byte[8 << 20];
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (i * 31);
            }
            return Arrays.equals(foo.passData(data), data);
        });
        check(
                "passMessage",
                () -> same(foo.passMessage(new FooMessage("init")).message(), "init build read call build read"));
        check("passMutable", () -> {
            FooMutable mutable = new FooMutable("init");
            foo.passMutable(mutable);
            return same(mutable.message(), "init build pass call return read");
        });
        check("passEnum", () -> foo.passEnum(FooEnum.TWO) == FooEnum.TWO);
        check("passDouble", () -> foo.passDouble(1.25) == 1.25);
        check("passFn", () -> foo.passFn(() -> 10) == 10);
        check("passFn, recursive", () -> foo.passFn(() -> foo.passFn(() -> foo.passFn(() -> 1))) == 1);
        check("passFn, the function fails", () -> {
            try {
                foo.passFn(() -> {
                    throw new IllegalStateException("out of order");
                });
                return false;
            } catch (RuntimeException e) {
                return String.valueOf(e.getMessage()).contains("out of order");
            }
        });
        check("passDataPointers", () -> {
            List<byte[]> out = foo.passDataPointers(Arrays.asList(new byte[] {'H', 'i'}, null));
            return out.size() == 2 && Arrays.equals(out.get(0), new byte[] {'H', 'i'}) && out.get(1) == null;
        });
        check("callFn", () -> {
            foo.callFn();
            return true;
        });
        check("callFnAsync", () -> {
            foo.callFnAsync();
            return true;
        });
        check("callIntFnAsync", () -> foo.callIntFnAsync(4) == 5);
    }

    private void useManyThreads() {
        check("8 threads with 200 calls each, called back on their own thread", () -> {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<Boolean>> all = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    int offset = t * 1000;
                    all.add(threads.submit(() -> {
                        boolean good = true;
                        for (int i = 0; i < 200; i++) {
                            Callback callback = new Callback(arg -> arg + 1);
                            good &= foo.callback(callback, offset + i) == offset + i + 1;
                            good &= callback.thread == Thread.currentThread();
                        }
                        return good;
                    }));
                }
                boolean good = true;
                for (Future<Boolean> one : all) {
                    good &= one.get(60, TimeUnit.SECONDS);
                }
                return good;
            } finally {
                threads.shutdownNow();
            }
        });
    }

    private void useManyConnections(Vat vat) {
        check("20 connections", () -> {
            List<FooImplementation> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                FooImplementation one = connect(vat, address);
                one.initThreadMap();
                all.add(one);
            }
            boolean good = true;
            for (FooImplementation one : all) {
                good &= one.callback(new Callback(arg -> arg + 1), 1) == 2;
            }
            for (FooImplementation one : all) {
                ProxyClient.close(one);
            }
            return good;
        });
    }

    private void letSavedCallbackGo(Vat vat) {
        check("the server holds a saved callback until null is saved", () -> {
            FooImplementation other = connect(vat, address);
            try {
                ProxyConnection connection = ProxyClient.of(other).connection();
                other.initThreadMap();
                other.saveCallback(new Callback(arg -> arg));
                boolean held = connection.servedObjects() == 1;
                other.saveCallback(null);
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
                while (connection.servedObjects() > 0 && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return held && connection.servedObjects() == 0;
            } finally {
                ProxyClient.close(other);
            }
        });
    }

    private static FooStruct withoutOptional() {
        return new FooStruct(
                STRUCT.name(),
                STRUCT.setInt(),
                STRUCT.vectorBool(),
                OptionalInt.empty(),
                STRUCT.unorderedSetInt(),
                STRUCT.mapStringInt());
    }

    private static boolean same(String actual, String expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError("\"" + actual + "\" instead of \"" + expected + "\"");
        }
        return true;
    }

    private void check(String name, Callable<Boolean> method) {
        String problem;
        try {
            problem = method.call() ? null : "wrong answer";
        } catch (Exception | AssertionError e) {
            problem = e.toString();
        }
        if (problem != null) {
            failures++;
        }
        System.out.println(problem == null ? "PASS " + name : "FAIL " + name + ": " + problem);
    }

    private static final class Callback implements ExtendedCallback {
        private final IntUnaryOperator function;
        private volatile Thread thread;

        Callback(IntUnaryOperator function) {
            this.function = function;
        }

        @Override
        public int call(int arg) {
            thread = Thread.currentThread();
            return function.applyAsInt(arg);
        }

        @Override
        public int callExtended(int arg) {
            return call(arg) + 10;
        }
    }
}

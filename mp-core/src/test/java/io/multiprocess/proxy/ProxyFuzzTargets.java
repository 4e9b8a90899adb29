package io.multiprocess.proxy;

import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooCustom;
import io.multiprocess.foo.FooEmpty;
import io.multiprocess.foo.FooEnum;
import io.multiprocess.foo.FooException;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooMessage;
import io.multiprocess.foo.FooMutable;
import io.multiprocess.foo.FooService;
import io.multiprocess.foo.FooStruct;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.vat.ConnectionSetup;
import io.multiprocess.vat.DaemonThreads;
import io.multiprocess.vat.TwoPartyVatNetwork;
import io.multiprocess.vat.VatConnection;
import org.capnproto.DecodeException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Params and results of any kind for generated proxies: nothing but that call may fail. The first byte says which method, the
 * others are the segment with the content.
 */
final class ProxyFuzzTargets {

    /** Ordinals of the methods of the {@code FooInterface}. */
    static final int METHODS = 25;

    private static final FooStruct STRUCT =
            new FooStruct("fuzz", Set.of(1), List.of(true), OptionalInt.of(3), Set.of(2), Map.of("a", 1));

    /** A call whose results are to be read. */
    @FunctionalInterface
    private interface Call {
        Object make(FooImplementation foo) throws FooException;
    }

    /** By what the first byte says. */
    private static final List<Call> CALLS = List.of(
            foo -> foo.add(1, 2),
            foo -> foo.mapSize(Map.of("a", "b")),
            foo -> foo.pass(STRUCT),
            foo -> {
                foo.raise(STRUCT);
                return "";
            },
            foo -> foo.passCustom(new FooCustom("a", 1)),
            foo -> foo.passEmpty(new FooEmpty()),
            foo -> foo.passMessage(new FooMessage("a")),
            foo -> {
                FooMutable mutable = new FooMutable("a");
                foo.passMutable(mutable);
                return mutable;
            },
            foo -> foo.passEnum(FooEnum.ONE),
            foo -> foo.passDouble(1),
            foo -> foo.passData(new byte[3]),
            foo -> foo.passDataPointers(List.of(new byte[3])),
            foo -> foo.passFn(() -> 1),
            foo -> {
                foo.initThreadMap();
                return "";
            },
            foo -> foo.callback(arg -> arg, 1),
            foo -> foo.addInOut(1, 2));

    private static final TwoPartyVatNetwork NETWORK =
            new TwoPartyVatNetwork("fuzzed", DaemonThreads::make, 200, 100_000);
    private static final ExecutorService CALLERS = Executors.newCachedThreadPool(DaemonThreads::make);

    private ProxyFuzzTargets() {}

    /** Bytes as the params of a call. */
    static void serverReaders(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        RawPeer.Pair pair = RawPeer.connect();
        try (RawPeer peer = pair.peer();
                VatConnection vat = NETWORK.open(pair.vat(), setup(false))) {
            peer.bootstrap(0);
            peer.await(RawPeer.RETURN);
            byte[] content = Arrays.copyOfRange(bytes, 1, bytes.length);
            int method = Byte.toUnsignedInt(bytes[0]) % METHODS;
            peer.call(1, 0, FooCapnp.FooInterface.ID, method, content);
            returned(peer, 1, vat);
            // And the object is as good as ever.
            peer.call(2, 0, FooCapnp.FooInterface.ID, 0, RawPeer.NUMBERS);
            returned(peer, 2, vat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void returned(RawPeer peer, int question, VatConnection vat) {
        int answer = peer.await(RawPeer.RETURN);
        if (answer != question || !vat.isConnected()) {
            throw new AssertionError("answer to " + answer + ", " + vat.closeReason());
        }
    }

    /** Bytes as the results of a call. */
    static void clientReaders(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Call call = CALLS.get(Byte.toUnsignedInt(bytes[0]) % CALLS.size());
        RawPeer.Pair pair = RawPeer.connect();
        try (RawPeer peer = pair.peer();
                VatConnection vat = NETWORK.open(pair.vat(), setup(true))) {
            CountDownLatch read = new CountDownLatch(1);
            Future<?> caller = CALLERS.submit(() -> {
                FooImplementation foo = ProxyConnection.of(vat).root(FooImplementationProxyClient.TYPE, true);
                try {
                    var unused = call.make(foo);
                } catch (RpcException | FooException | DecodeException failed) {
                    // which is what it may do
                }
                if (!vat.isConnected()) {
                    throw new AssertionError("the connection ended: " + vat.closeReason());
                }
                read.countDown();
                return foo;
            });
            int question = peer.await(RawPeer.CALL);
            peer.returnResults(question, Arrays.copyOfRange(bytes, 1, bytes.length));
            caller.get(1, TimeUnit.MINUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the call hangs", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private static ConnectionSetup setup(boolean initiator) {
        return new ConnectionSetup(
                initiator,
                ConnectionLimits.defaults(),
                connection ->
                        ProxyConnection.of(connection).server(FooImplementationProxyClient.TYPE, new FooService()),
                List.of());
    }
}

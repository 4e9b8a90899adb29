package io.multiprocess.proxy;

import io.multiprocess.foo.FooCustom;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.vat.ConnectionSetup;
import io.multiprocess.vat.DaemonThreads;
import io.multiprocess.vat.TwoPartyVatNetwork;
import io.multiprocess.vat.VatConnection;
import org.capnproto.DecodeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Results that nobody can read: that call fails, and nothing else. */
@Timeout(120)
class MalformedResultsTest {

    /** A struct with a text that has no end within the message. */
    private static final byte[] ENDLESS_TEXT =
            HexFormat.of().parseHex("0000000000000100000000000100010000000000000000000100000012001d0076c0000000000000");

    private final TwoPartyVatNetwork network = new TwoPartyVatNetwork("malformed", DaemonThreads::make, 200, 100_000);
    private final ExecutorService caller = Executors.newSingleThreadExecutor(DaemonThreads::make);

    @AfterEach
    void close() {
        caller.shutdownNow();
        network.close();
    }

    @Test
    void malformedResultsFailTheCallAndAreLetGo() throws Exception {
        RawPeer.Pair pair = RawPeer.connect();
        try (RawPeer peer = pair.peer();
                VatConnection vat = open(pair)) {
            FooImplementation foo = ProxyConnection.of(vat).root(FooImplementationProxyClient.TYPE, true);
            Future<FooCustom> bad = caller.submit(() -> foo.passCustom(new FooCustom("a", 1)));
            peer.returnResults(peer.await(RawPeer.CALL), ENDLESS_TEXT);
            assertThatThrownBy(bad::get)
                    .cause()
                    .isInstanceOf(DecodeException.class)
                    .hasCauseInstanceOf(IndexOutOfBoundsException.class);
            // Of the capabilities that came with the results.
            peer.await(RawPeer.RELEASE);

            Future<Integer> good = caller.submit(() -> foo.add(1, 2));
            peer.returnResults(peer.await(RawPeer.CALL), RawPeer.NUMBERS);
            assertThat(good.get()).isZero();
        }
    }

    private VatConnection open(RawPeer.Pair pair) throws IOException {
        return network.open(
                pair.vat(),
                new ConnectionSetup(
                        true,
                        ConnectionLimits.defaults(),
                        connection -> ProxyConnection.of(connection)
                                .server(FooImplementationProxyClient.TYPE, new FooService()),
                        List.of()));
    }
}

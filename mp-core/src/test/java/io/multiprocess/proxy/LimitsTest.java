package io.multiprocess.proxy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCapnp.FooInterface;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.foo.FooStruct;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.vat.ConnectionSetup;
import io.multiprocess.vat.DaemonThreads;
import io.multiprocess.vat.TwoPartyVatNetwork;
import io.multiprocess.vat.VatConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a peer may not do to a connection, and what it costs: that call or that connection, and nobody else anything. */
@Timeout(120)
class LimitsTest {

    private static final FooStruct STRUCT =
            new FooStruct("limits", Set.of(1), List.of(true), OptionalInt.of(3), Set.of(2), Map.of("a", 1));

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PASS_DATA_POINTERS = 22;
    private static final long HEAP_ALLOWANCE_BYTES = 8 << 20;

    private final TwoPartyVatNetwork network = new TwoPartyVatNetwork("limited", DaemonThreads::make, 200, 100_000);
    private ConnectionLimits limits = ConnectionLimits.defaults();

    @AfterEach
    void close() {
        network.close();
        await().atMost(PATIENCE).until(() -> network.connections().isEmpty());
    }

    private VatConnection serve(StreamConnection stream) throws Exception {
        return network.open(stream, setup(false, limits));
    }

    private static ConnectionSetup setup(boolean initiator, ConnectionLimits limits) {
        return new ConnectionSetup(
                initiator,
                limits,
                connection ->
                        ProxyConnection.of(connection).server(FooImplementationProxyClient.TYPE, new FooService()),
                List.of());
    }

    /** A client of a server with the limits; its own are the usual ones. */
    private FooImplementation client(List<VatConnection> ends) throws Exception {
        RawPeer.Streams streams = RawPeer.streams();
        ends.add(network.open(streams.one(), setup(true, ConnectionLimits.defaults())));
        ends.add(serve(streams.other()));
        return ProxyConnection.of(ends.get(0)).root(FooImplementationProxyClient.TYPE, true);
    }

    @Test
    void aMessageThatIsTooLongEndsTheConnectionAndBothSidesLearnWhy() throws Exception {
        limits = limits.withRpc(limits.rpc().withWire(limits.rpc().wire().withMessageWords(1000)));
        List<VatConnection> ends = new ArrayList<>();
        FooImplementation foo = client(ends);
        assertThat(foo.passData(new byte[4000])).hasSize(4000);
        assertThatThrownBy(() -> foo.passData(new byte[9000]))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("1000");
        await().atMost(PATIENCE).until(() -> !ends.get(1).isConnected());
        assertThat(ends.get(1).closeReason()).hasMessageContaining("1000");
        assertThatThrownBy(() -> foo.add(1, 2)).isInstanceOf(RpcException.class);
    }

    @Test
    void contentNestedTooDeepFailsThatCallOnly() throws Exception {
        limits = limits.withRpc(limits.rpc().withWire(limits.rpc().wire().withNestingDepth(2)));
        FooImplementation foo = client(new ArrayList<>());
        assertThatThrownBy(() -> foo.pass(STRUCT))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("nesting");
        assertThat(foo.add(1, 2)).isEqualTo(3);
    }

    @Test
    void contentThatUnfoldsFailsThatCallOnly() throws Exception {
        RawPeer.Pair pair = RawPeer.connect();
        try (RawPeer peer = pair.peer();
                VatConnection vat = serve(pair.vat())) {
            peer.bootstrap(0);
            peer.await(RawPeer.RETURN);
            peer.call(1, 0, FooInterface.ID, PASS_DATA_POINTERS, manyPointersToOneText(1000, 2000));
            assertThat(peer.await(RawPeer.RETURN)).isEqualTo(1);
            assertThat(peer.isException()).isTrue();
            peer.call(2, 0, FooInterface.ID, 0, RawPeer.NUMBERS);
            assertThat(peer.await(RawPeer.RETURN)).isEqualTo(2);
            assertThat(peer.isException()).isFalse();
            assertThat(vat.isConnected()).isTrue();
        }
    }

    /** A params struct with a list of pointers that all lead to the same bytes. */
    private static byte[] manyPointersToOneText(int pointers, int words) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * (2 + pointers + words)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(1L << 48).putLong(1 | 6L << 32 | (long) pointers << 35);
        for (int i = 0; i < pointers; i++) {
            bytes.putLong((long) (pointers - i - 1) << 2 | 1 | 2L << 32 | (long) words * 8 << 35);
        }
        return bytes.array();
    }

    @Test
    void oneLineOfTheLogNamesThePeerAndTheReason() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.multiprocess.vat");
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            RawPeer.Pair pair = RawPeer.connect();
            try (RawPeer peer = pair.peer();
                    VatConnection vat = serve(pair.vat())) {
                peer.sendBytes(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}));
                await().atMost(PATIENCE).atMost(PATIENCE).until(() -> !vat.isConnected());
                await().atMost(PATIENCE).atMost(PATIENCE).untilAsserted(() -> {
                    List<String> closed = List.copyOf(lines.list).stream()
                            .map(ILoggingEvent::getFormattedMessage)
                            .filter(line -> line.contains(vat.description()) && line.contains("closed"))
                            .toList();
                    assertThat(closed).hasSize(1);
                    assertThat(closed.get(0)).contains("segments");
                });
            }
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }
    }

    @Test
    void peersOfEveryBadKindCostNobodyElseAnythingAndLeaveNothing() throws Exception {
        FooImplementation foo = client(new ArrayList<>());
        misbehave(4, foo);
        long before = heapBytes();
        misbehave(40, foo);
        await().atMost(PATIENCE).until(() -> heapBytes() <= before + HEAP_ALLOWANCE_BYTES);
        assertThat(network.connections()).hasSize(2);
    }

    private static long heapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void misbehave(int peers, FooImplementation foo) throws Exception {
        Random random = new Random(peers);
        List<RawPeer> open = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            RawPeer.Pair pair = RawPeer.connect();
            serve(pair.vat());
            RawPeer peer = pair.peer();
            open.add(peer);
            switch (i % 4) {
                case 0 -> {
                    byte[] rubbish = new byte[1000];
                    random.nextBytes(rubbish);
                    peer.sendBytes(ByteBuffer.wrap(rubbish));
                }
                case 1 -> {
                    // Announces 60 MiB, sends a little of it, and then nothing.
                    ByteBuffer bytes = ByteBuffer.allocate(8 + 20_000).order(ByteOrder.LITTLE_ENDIAN);
                    bytes.putInt(0).putInt(60 << 17);
                    peer.sendBytes(bytes.clear());
                }
                case 2 -> {
                    // Asks for much, and never reads it.
                    peer.bootstrap(0);
                    for (int call = 1; call <= 50; call++) {
                        peer.call(call, 0, FooInterface.ID, 24, data(5_000));
                    }
                }
                default -> {
                    peer.bootstrap(0);
                    peer.call(1, 0, FooInterface.ID, PASS_DATA_POINTERS, manyPointersToOneText(500, 1000));
                }
            }
            assertThat(foo.add(i, 1)).isEqualTo(i + 1);
        }
        open.forEach(RawPeer::close);
        await().atMost(PATIENCE).until(() -> network.connections().size() == 2);
        assertThat(foo.add(1, 1)).isEqualTo(2);
    }

    /** A params struct with bytes. */
    private static byte[] data(int words) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * (2 + words)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(1L << 48).putLong(1 | 2L << 32 | (long) words * 8 << 35);
        return bytes.array();
    }
}

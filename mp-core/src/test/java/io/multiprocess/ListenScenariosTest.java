package io.multiprocess;

import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.vat.VatConnection;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

/** The scenarios of libmultiprocess's {@code listen_tests.cpp}. */
@Timeout(30)
class ListenScenariosTest {
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final Vat server =
            Vat.create(VatOptions.defaults().withName("mptest-server").withConnectionListener(new ConnectionListener() {
                @Override
                public void opened(VatConnection connection) {
                    connected.incrementAndGet();
                }

                @Override
                public void closed(VatConnection connection) {
                    disconnected.incrementAndGet();
                }
            }));
    private final Vat client = Vat.create(VatOptions.defaults().withName("mptest-client"));
    private final FooService service = new FooService();
    private final List<FooImplementation> proxies = new ArrayList<>();
    private Path folder;
    private Address address;
    private Listener listener;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = Files.createTempDirectory("mptest-listener-");
        address = Address.unix(folder.resolve("socket"));
    }

    @AfterEach
    void close() throws Exception {
        proxies.forEach(ProxyClient::close);
        listener.close();
        client.close();
        server.close();
        eventually().untilAsserted(() -> assertThat(server.connections()).isEmpty());
        Files.deleteIfExists(folder.resolve("socket"));
        Files.delete(folder);
    }

    @RepeatedTest(50)
    void acceptsAConnection() throws Exception {
        listen(Integer.MAX_VALUE);
        assertThat(connected).hasValue(0);

        FooImplementation foo = connect();
        eventually().untilAtomic(connected, is(1));
        assertThat(foo.add(1, 2)).isEqualTo(3);
    }

    @RepeatedTest(50)
    void aSecondClientWaitsForTheFirst() throws Exception {
        listen(1);
        FooImplementation first = connect();
        assertThat(first.add(1, 2)).isEqualTo(3);

        FooImplementation second = connect();
        // A round over the first connection gives the server's loop the time to accept, were it to do so.
        assertThat(first.add(2, 2)).isEqualTo(4);
        assertThat(listener.connections()).hasSize(1);
        eventually().untilAtomic(connected, is(1));
        assertThat(disconnected).hasValue(0);
        ProxyClient.close(first);

        assertThat(second.add(2, 3)).isEqualTo(5);
        eventually().untilAtomic(disconnected, is(1));
        eventually().untilAtomic(connected, is(2));
        ProxyClient.close(second);
        eventually().untilAtomic(disconnected, is(2));

        assertThat(connect().add(3, 4)).isEqualTo(7);
        eventually().untilAtomic(connected, is(3));
    }

    @RepeatedTest(50)
    void aThirdClientWaitsForOneOfTwo() throws Exception {
        listen(2);
        FooImplementation first = connect();
        FooImplementation second = connect();
        assertThat(first.add(1, 2)).isEqualTo(3);
        assertThat(second.add(2, 3)).isEqualTo(5);

        FooImplementation third = connect();
        assertThat(first.add(2, 2)).isEqualTo(4);
        assertThat(listener.connections()).hasSize(2);
        eventually().untilAtomic(connected, is(2));
        assertThat(disconnected).hasValue(0);
        ProxyClient.close(first);

        assertThat(third.add(3, 4)).isEqualTo(7);
        eventually().untilAtomic(disconnected, is(1));
        eventually().untilAtomic(connected, is(3));
    }

    @RepeatedTest(50)
    void aClientGoesBeforeItIsAccepted() throws Exception {
        listen(Integer.MAX_VALUE);
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("socket"))).close();

        // The next one is served as if nothing had been.
        assertThat(connect().add(1, 2)).isEqualTo(3);
        eventually().untilAsserted(() -> assertThat(disconnected.get()).isEqualTo(connected.get() - 1));
    }

    private void listen(int maxConnections) throws Exception {
        listener = server.listen(
                address,
                ListenOptions.defaults().withMaxConnections(maxConnections),
                connection -> ProxyConnection.of(connection).server(FooImplementationProxyClient.TYPE, service));
    }

    private FooImplementation connect() throws Exception {
        FooImplementation foo =
                ProxyConnection.of(client.connect(address)).root(FooImplementationProxyClient.TYPE, true);
        proxies.add(foo);
        return foo;
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(10)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }
}

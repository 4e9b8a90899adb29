package io.multiprocess;

import io.multiprocess.capability.RpcException;
import io.multiprocess.foo.FooCallback;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.proxy.ProxyClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Connecting to objects instead of connections. */
@Timeout(30)
class TypedFrontDoorTest {
    private static final Bootstrap FOO = Bootstrap.of(FooImplementationProxyClient.TYPE, new FooService());

    @TempDir
    private Path folder;

    @Test
    void closingTheRootClosesItsConnection() throws Exception {
        Address address = Address.unix(folder.resolve("socket"));
        try (Vat vat = Vat.create();
                Listener listener = vat.listen(address, FOO)) {
            FooImplementation foo = vat.connect(address, FooImplementationProxyClient.TYPE);
            assertThat(foo.add(1, 2)).isEqualTo(3);
            ProxyClient.close(foo);
            await().untilAsserted(() -> assertThat(listener.connections()).isEmpty());
        }
    }

    @Test
    void aLastingRootSurvivesItsServer() throws Exception {
        Address address = Address.unix(folder.resolve("socket"));
        try (Vat clients = Vat.create();
                ClientConnection client =
                        clients.client(address, ClientOptions.defaults().withBackoff(Duration.ZERO, Duration.ZERO))) {
            FooImplementation foo = client.root(FooImplementationProxyClient.TYPE);
            assertThatThrownBy(() -> foo.add(1, 2))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Kind.DISCONNECTED));

            for (int life = 0; life < 3; life++) {
                try (Vat server = Vat.create()) {
                    server.listen(address, FOO);
                    assertThat(foo.add(life, 2)).isEqualTo(life + 2);
                    foo.initThreadMap();
                    FooCallback callback = arg -> arg + 1;
                    assertThat(foo.callback(callback, life)).isEqualTo(life + 1);
                }
                assertThatThrownBy(() -> foo.add(1, 2)).isInstanceOf(RpcException.class);
                Files.deleteIfExists(folder.resolve("socket"));
            }
        }
    }
}

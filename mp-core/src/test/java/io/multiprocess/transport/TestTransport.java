package io.multiprocess.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Every transport, for tests of what is above: they hold over all of them. */
public enum TestTransport {
    /** Paths over the JDK's channels. */
    UNIX,
    /** Paths over junixsocket. */
    JUNIXSOCKET,
    /** Names without a file. */
    UNIX_ABSTRACT,
    /** TCP. */
    TCP,
    /** TLS over TCP, both sides with a certificate. */
    TLS,
    /** Inherited descriptors. */
    DESCRIPTOR,
    /** Within the process. */
    IN_PROCESS;

    /**
     * Two connected streams, the first that of the side that connected.
     *
     * @param folder for a socket's file; names are made from it, too
     */
    public StreamConnection[] pair(Path folder) throws Exception {
        if (this == DESCRIPTOR) {
            return TransportsTest.descriptors();
        }
        Endpoint endpoint = endpoint(folder);
        Acceptor acceptor = endpoint.bind(TransportContract.OPTIONS);
        try {
            CompletableFuture<StreamConnection> connecting = switch (this) {
                case TCP -> connected(Endpoint.tcp("127.0.0.1", acceptor.port()));
                case TLS ->
                    TlsConnectionTest.connecting(Endpoint.tls(
                            "localhost",
                            acceptor.port(),
                            () -> TlsOptions.of(TestCertificates.context(TestCertificates.ALICE))));
                default -> connected(endpoint);
            };
            StreamConnection accepted = TransportContract.accept(acceptor);
            return new StreamConnection[] {connecting.get(20, TimeUnit.SECONDS), accepted};
        } finally {
            acceptor.close();
        }
    }

    private Endpoint endpoint(Path folder) {
        return switch (this) {
            case UNIX -> Endpoint.unix(folder.resolve("s"), SocketLibrary.JDK);
            case JUNIXSOCKET -> Endpoint.unix(folder.resolve("s"), SocketLibrary.JUNIXSOCKET);
            case UNIX_ABSTRACT -> {
                assumeTrue(TransportsTest.linux(), "abstract socket names exist on Linux only");
                yield Endpoint.unixAbstract("mp-test-" + UUID.randomUUID());
            }
            case TCP -> Endpoint.tcp("127.0.0.1", 0);
            case TLS -> Endpoint.tls("127.0.0.1", 0, TestCertificates::mutual);
            case IN_PROCESS -> Endpoint.inProcess(folder.toString());
            case DESCRIPTOR -> throw new IllegalStateException("descriptors are not listened at");
        };
    }

    private static CompletableFuture<StreamConnection> connected(Endpoint target) throws IOException {
        return CompletableFuture.completedFuture(target.connect(new ConnectAttempt()));
    }
}

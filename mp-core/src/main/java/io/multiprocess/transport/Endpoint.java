package io.multiprocess.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Something to connect to or listen at. Thread-safe. */
public interface Endpoint {
    /**
     * Connects. Blocks; an interrupt or {@link ConnectAttempt#abandon} from another thread ends it.
     *
     * @param attempt lets another thread end the attempt
     * @return a stream whose {@linkplain StreamConnection#handshake handshake}, if it has one, is over
     * @throws IOException with one clear sentence
     */
    StreamConnection connect(ConnectAttempt attempt) throws IOException;

    /**
     * Listens.
     *
     * @throws IOException with one clear sentence
     */
    Acceptor bind(BindOptions options) throws IOException;

    /** The Unix socket at a path. */
    static Endpoint unix(Path path, SocketLibrary library) {
        return library == SocketLibrary.JDK ? new UnixEndpoint(path) : Junixsocket.unix(path);
    }

    /** A name in Linux' abstract name space. */
    static Endpoint unixAbstract(String name) {
        return Junixsocket.unixAbstract(name);
    }

    /** A TCP host and port; the host {@code *} means every interface. */
    static Endpoint tcp(String host, int port) {
        return new TcpEndpoint(host, port, null);
    }

    /**
     * A TCP host and port, over TLS.
     *
     * @param tls is asked for each connection, on threads that must not block
     */
    static Endpoint tls(String host, int port, Supplier<TlsOptions> tls) {
        return new TcpEndpoint(host, port, tls);
    }

    /** An inherited descriptor. */
    static Endpoint descriptor(int number) {
        return Junixsocket.descriptor(number);
    }

    /** A name within this virtual machine. */
    static Endpoint inProcess(String name) {
        return new InProcessEndpoint(name);
    }
}

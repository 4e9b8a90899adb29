package io.multiprocess;

import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.vat.VatConnection;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * This process as others see it: connects to other processes, listens for them, serves them and spawns them.
 *
 * <p>A process usually has one. It owns the event loop's threads, which are daemons and start when first needed. Thread-safe.
 */
public interface Vat extends AutoCloseable {
    /** A vat with {@linkplain VatOptions#defaults default options}. */
    static Vat create() {
        return create(VatOptions.defaults());
    }

    /** A vat with the given options. Opens nothing and starts no thread yet. */
    static Vat create(VatOptions options) {
        return new LocalVat(options);
    }

    /** The options it was made with. */
    VatOptions options();

    /** Connects with {@linkplain ConnectOptions#defaults default options}. */
    default VatConnection connect(Address address) throws IOException, InterruptedException {
        return connect(address, ConnectOptions.defaults());
    }

    /**
     * Connects to a listening vat.
     *
     * @throws java.net.ConnectException if nobody listens there; the message is one clear sentence
     * @throws java.net.SocketTimeoutException if it took longer than the options allow
     * @throws javax.net.ssl.SSLException if the peers cannot agree on TLS: a certificate that is not trusted, has expired or is for
     *     another host, a peer that does not speak TLS, …; the message is one clear sentence
     * @throws IOException if connecting is not possible for another reason: no permission, path too long, …
     * @throws InterruptedException if interrupted meanwhile
     */
    VatConnection connect(Address address, ConnectOptions options) throws IOException, InterruptedException;

    /**
     * Connects, and gives a proxy of the object that the peer offers. Closing the proxy ({@code ProxyClient.close(proxy)}, or
     * its own {@code close()}) closes the connection.
     *
     * @param root how to make the proxy: {@code InitProxyClient.TYPE}
     * @throws IOException as {@link #connect(Address, ConnectOptions)}
     * @throws InterruptedException if interrupted meanwhile
     */
    default <T> T connect(Address address, ProxyType<T> root) throws IOException, InterruptedException {
        return ProxyConnection.of(connect(address)).root(root, true);
    }

    /** A lasting connection to one address, which is made when first needed. */
    default ClientConnection client(Address address, ClientOptions options) {
        return client(() -> address, options);
    }

    /** A lasting connection; the address is asked for again at each attempt to connect. */
    ClientConnection client(Supplier<Address> address, ClientOptions options);

    /** Listens with {@linkplain ListenOptions#defaults default options}. */
    default Listener listen(Address address, Bootstrap bootstrap) throws IOException {
        return listen(address, ListenOptions.defaults(), bootstrap);
    }

    /**
     * Listens, and offers one object to everyone who connects. The object is the caller's: it is never closed from here.
     *
     * @param root how to serve it: {@code InitProxyClient.TYPE}
     * @throws IOException as {@link #listen(Address, ListenOptions, Bootstrap)}
     */
    default <T> Listener listen(Address address, ProxyType<T> root, T object) throws IOException {
        return listen(address, Bootstrap.of(root, object));
    }

    /**
     * Accepts connections at an address until the listener or the vat is closed.
     *
     * @throws java.net.BindException if the address is taken, or the socket's file cannot be made: path too long, missing
     *     folder, no permission; the message is one clear sentence
     * @throws IOException if listening is not possible for another reason
     */
    Listener listen(Address address, ListenOptions options, Bootstrap bootstrap) throws IOException;

    /**
     * Serves one connected stream, usually an inherited {@code fd:N}.
     *
     * @throws IOException if the address is not a connected stream
     */
    VatConnection serve(Address address, Bootstrap bootstrap) throws IOException;

    /**
     * Serves the process that spawned this one. Accepts what a libmultiprocess parent, or a {@link #spawn} of this library,
     * passes as last argument.
     *
     * @param argument the descriptor's number
     * @throws IllegalArgumentException if the argument is no number
     * @throws IOException if the descriptor is not a connected stream
     */
    default VatConnection startSpawned(String argument, Bootstrap bootstrap) throws IOException {
        final Address address;
        try {
            address = Address.parse("fd:" + argument);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + argument + "' is not the descriptor number that a parent process passes", e);
        }
        return serve(address, bootstrap);
    }

    /** Spawns with {@linkplain SpawnOptions#defaults default options}. */
    default SpawnedProcess spawn(List<String> command) throws IOException {
        return spawn(command, SpawnOptions.defaults());
    }

    /**
     * Starts a child process connected over a socket pair. The number of the child's descriptor is appended to the command.
     *
     * @throws IOException if the process cannot be started
     */
    SpawnedProcess spawn(List<String> command, SpawnOptions options) throws IOException;

    /** The open connections, of listeners and others. */
    Collection<VatConnection> connections();

    /**
     * Stops all listeners, lets the calls under way finish, then closes.
     *
     * @param grace how long to wait for calls under way
     * @return whether all calls were finished in time
     * @throws InterruptedException if interrupted while waiting; the vat is closed then
     */
    boolean stop(Duration grace) throws InterruptedException;

    /** Closes all listeners and connections and ends the event loops. Does nothing the second time. */
    @Override
    void close();
}

package io.multiprocess;

import io.multiprocess.transport.ChildSocket;
import io.multiprocess.transport.ConnectAttempt;
import io.multiprocess.transport.Endpoint;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.vat.ConnectionEvents;
import io.multiprocess.vat.ConnectionLimits;
import io.multiprocess.vat.ConnectionSetup;
import io.multiprocess.vat.TwoPartyVatNetwork;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The vat of this process. */
final class LocalVat implements Vat {
    private final VatOptions options;
    private final TwoPartyVatNetwork network;

    private final Object lock = new Object();
    // Guarded by lock.
    private final Set<VatListener> listeners = new LinkedHashSet<>();
    private final Set<ReconnectingClient> clients = new LinkedHashSet<>();
    private boolean closed;

    LocalVat(VatOptions options) {
        this.options = options;
        network = new TwoPartyVatNetwork(
                options.name(),
                options.threadFactory(),
                options.loggedMessageChars(),
                options.spinTime().toNanos());
    }

    @Override
    public VatOptions options() {
        return options;
    }

    TwoPartyVatNetwork network() {
        return network;
    }

    @Override
    public VatConnection connect(Address address, ConnectOptions connectOptions)
            throws IOException, InterruptedException {
        return connect(address, connectOptions, List.of(), () -> false);
    }

    /** Connects, unless it is given up meanwhile; the events come besides those of the vat's own listener. */
    VatConnection connect(
            Address address, ConnectOptions connectOptions, List<ConnectionEvents> more, BooleanSupplier givenUp)
            throws IOException, InterruptedException {
        checkOpen();
        Endpoint endpoint = address.endpoint(options.socketLibrary(), connectOptions.tls());
        long end = System.nanoTime() + connectOptions.timeout().toNanos();
        long delayNanos = Math.max(1, connectOptions.retryDelay().toNanos());
        StreamConnection stream;
        for (; ; ) {
            try {
                stream = attempt(address, endpoint, end - System.nanoTime());
                break;
            } catch (ConnectException e) {
                long left = end - System.nanoTime();
                if (!connectOptions.retry() || left <= 0 || givenUp.getAsBoolean()) {
                    throw e;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(delayNanos, left));
                delayNanos = Math.min(
                        2 * delayNanos,
                        Math.max(1, connectOptions.maxRetryDelay().toNanos()));
                checkOpen();
            }
        }
        return network.open(stream, setup(true, connectOptions.limits(), connectOptions.bootstrap(), more));
    }

    private StreamConnection attempt(Address address, Endpoint endpoint, long leftNanos)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (leftNanos <= 0) {
            throw new SocketTimeoutException("connecting to " + address + " took too long");
        }
        ConnectAttempt attempt = new ConnectAttempt();
        var timer = network.loop(SelectorProvider.provider()).schedule(attempt::abandon, leftNanos);
        try {
            return endpoint.connect(attempt);
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            if (e instanceof SocketTimeoutException) {
                throw e;
            }
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException("interrupted while connecting to " + address);
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            timer.cancel();
        }
    }

    ConnectionSetup setup(
            boolean initiator, @Nullable ConnectionLimits limits, Bootstrap bootstrap, List<ConnectionEvents> more) {
        List<ConnectionEvents> events = new ArrayList<>(more.size() + 1);
        if (options.connectionListener() != ConnectionListener.NONE) {
            events.add(events(options.connectionListener()));
        }
        events.addAll(more);
        return new ConnectionSetup(initiator, limits == null ? options.limits() : limits, bootstrap::bootstrap, events);
    }

    static ConnectionEvents events(ConnectionListener listener) {
        return new ConnectionEvents() {
            @Override
            public void opened(VatConnection connection) {
                listener.opened(connection);
            }

            @Override
            public void closed(VatConnection connection) {
                listener.closed(connection);
            }
        };
    }

    @Override
    public ClientConnection client(Supplier<Address> address, ClientOptions clientOptions) {
        ReconnectingClient client = new ReconnectingClient(this, address, clientOptions);
        synchronized (lock) {
            checkOpen();
            clients.add(client);
        }
        return client;
    }

    void removed(ReconnectingClient client) {
        synchronized (lock) {
            clients.remove(client);
        }
    }

    @Override
    public Listener listen(Address address, ListenOptions listenOptions, Bootstrap bootstrap) throws IOException {
        checkOpen();
        VatListener listener = new VatListener(this, address, listenOptions, bootstrap);
        synchronized (lock) {
            if (!closed) {
                listeners.add(listener);
            }
        }
        if (isClosed()) {
            listener.close();
            checkOpen();
        }
        listener.start();
        return listener;
    }

    void removed(VatListener listener) {
        synchronized (lock) {
            listeners.remove(listener);
        }
    }

    @Override
    public VatConnection serve(Address address, Bootstrap bootstrap) throws IOException {
        checkOpen();
        StreamConnection stream =
                address.endpoint(options.socketLibrary(), null).connect(new ConnectAttempt());
        // Whoever passed the stream on decides when to begin.
        ConnectionLimits limits = options.limits().withHandshakeTime(Duration.ZERO);
        return network.open(stream, setup(false, limits, bootstrap, List.of()));
    }

    @Override
    public SpawnedProcess spawn(List<String> command, SpawnOptions spawnOptions) throws IOException {
        checkOpen();
        if (command.isEmpty()) {
            throw new IllegalArgumentException("the command to spawn is empty");
        }
        ChildSocket socket = ChildSocket.open();
        boolean started = false;
        try {
            List<String> whole = new ArrayList<>(command);
            whole.add(Integer.toString(ChildSocket.CHILD_DESCRIPTOR));
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(spawnOptions.directory())
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(spawnOptions.environment());
            builder = spawnOptions.customizer().apply(builder).redirectInput(socket.redirect());
            Process process = builder.start();
            try {
                StreamConnection stream = socket.started(process.pid());
                VatConnection connection = network.open(stream, setup(true, null, spawnOptions.bootstrap(), List.of()));
                started = true;
                return new ChildProcess(process, connection);
            } finally {
                if (!started) {
                    process.destroyForcibly();
                }
            }
        } finally {
            if (!started) {
                socket.close();
            }
        }
    }

    @Override
    public Collection<VatConnection> connections() {
        return network.connections();
    }

    @Override
    public boolean stop(Duration grace) throws InterruptedException {
        long end = System.nanoTime() + grace.toNanos();
        boolean all = true;
        try {
            for (VatListener listener : copyOfListeners()) {
                listener.stopAccepting();
            }
            for (VatListener listener : copyOfListeners()) {
                all &= listener.stop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            for (VatConnection connection : network.connections()) {
                all &= connection.closeGracefully(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            return all;
        } finally {
            close();
        }
    }

    private List<VatListener> copyOfListeners() {
        synchronized (lock) {
            return new ArrayList<>(listeners);
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    void checkOpen() {
        if (isClosed()) {
            throw new IllegalStateException("vat " + options.name() + " is closed");
        }
    }

    @Override
    public void close() {
        List<ReconnectingClient> closing;
        synchronized (lock) {
            closed = true;
            closing = new ArrayList<>(clients);
        }
        copyOfListeners().forEach(VatListener::close);
        closing.forEach(ReconnectingClient::close);
        network.close();
    }

    @Override
    public String toString() {
        return "vat " + options.name();
    }
}

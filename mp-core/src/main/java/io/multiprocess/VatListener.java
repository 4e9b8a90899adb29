package io.multiprocess;

import io.multiprocess.loop.EventLoop;
import io.multiprocess.transport.Acceptor;
import io.multiprocess.transport.BindOptions;
import io.multiprocess.transport.Handshake;
import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.vat.ConnectionEvents;
import io.multiprocess.vat.ThreadNames;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Accepts connections at one address, on the event loop. */
final class VatListener implements Listener {
    private static final Logger log = LoggerFactory.getLogger(VatListener.class);

    /** How many clients are accepted in a row before other channels get their turn. */
    private static final int ACCEPTS_PER_TURN = 64;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LocalVat vat;
    private final Address address;
    private final ListenOptions options;
    private final Bootstrap bootstrap;
    private final Acceptor acceptor;
    private final EventLoop loop;
    private final ConnectionEvents slots = new ConnectionEvents() {
        @Override
        public void closed(VatConnection connection) {
            synchronized (lock) {
                connections.remove(connection);
            }
            freeSlot();
        }
    };

    private final Object lock = new Object();
    // Guarded by lock.
    private final Set<VatConnection> connections = new LinkedHashSet<>();
    private final Set<AcceptedHandshake> handshakes = new LinkedHashSet<>();
    private int slotsTaken;
    private boolean closed;

    // Confined to the event loop.
    private @Nullable SelectionKey key;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private boolean pausing;

    VatListener(LocalVat vat, Address address, ListenOptions options, Bootstrap bootstrap) throws IOException {
        this.vat = vat;
        this.options = options;
        this.bootstrap = bootstrap;
        acceptor = address.endpoint(vat.options().socketLibrary(), options.tls())
                .bind(new BindOptions(
                        options.permissions(),
                        options.group(),
                        options.existingSocket() == ListenOptions.ExistingSocket.REPLACE_STALE,
                        options.backlog()));
        this.address = address.kind() == Address.Kind.TCP ? Address.tcp(address.target(), acceptor.port()) : address;
        loop = vat.network().loop(acceptor.channel().provider());
    }

    void start() {
        loop.execute(this::register);
        if (address.kind() == Address.Kind.TCP && options.tls() == null && !isLoopback(address.target())) {
            log.warn(
                    "{{}} IPC server: {} is open to other machines without TLS: whoever reaches it may call, and whoever is"
                            + " between may listen (ListenOptions.withTls)",
                    thread(),
                    address);
        }
        log.info("{{}} IPC server: listening at {}", thread(), address);
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.equals("*") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private void register() {
        try {
            int ops = (SelectionKey.OP_ACCEPT | SelectionKey.OP_READ)
                    & acceptor.channel().validOps();
            key = loop.register(acceptor.channel(), ops, ready -> accept());
            // Loads what a pause needs, for which there may be no descriptor when it is needed.
            loop.schedule(this::endPause, 0);
        } catch (IOException | RuntimeException e) {
            if (!isClosed()) {
                log.error("{{}} IPC server: cannot accept at {}", thread(), address, e);
            }
        }
    }

    private void accept() {
        for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
            if (!takeSlot()) {
                setInterest();
                return;
            }
            StreamConnection stream = null;
            boolean used = false;
            try {
                stream = acceptor.accept();
                if (stream == null) {
                    return;
                }
                pauseNanos = FIRST_PAUSE_NANOS;
                used = receive(stream);
            } catch (IOException | RuntimeException | Error e) {
                if (stream != null) {
                    stream.close();
                }
                if (isClosed()) {
                    return;
                }
                if (stream == null) {
                    pause(e);
                    return;
                }
                log.warn("{{}} IPC server: a client cannot be served at {}", thread(), address, e);
            } finally {
                if (!used) {
                    giveSlotBack();
                }
            }
        }
    }

    /** Out of descriptors, usually: accepting again at once would fail again, and again. */
    private void pause(Throwable reason) {
        log.warn(
                "{{}} IPC server: accepting at {} failed, next attempt in {} ms: {}",
                thread(),
                address,
                TimeUnit.NANOSECONDS.toMillis(pauseNanos),
                reason.toString());
        pausing = true;
        setInterest();
        loop.schedule(this::endPause, pauseNanos);
        pauseNanos = Math.min(MAX_PAUSE_NANOS, 2 * pauseNanos);
    }

    private void endPause() {
        pausing = false;
        setInterest();
    }

    /** Returns whether the slot is used. */
    private boolean receive(StreamConnection stream) throws IOException {
        Handshake handshake = stream.handshake();
        if (handshake == null) {
            return admit(stream);
        }
        Duration limit = (options.limits() == null ? vat.options().limits() : options.limits()).handshakeTime();
        AcceptedHandshake accepted = new AcceptedHandshake(
                loop, vat.network().handshakeExecutor(), stream, handshake, limit, this::handshakeEnded);
        synchronized (lock) {
            if (closed) {
                stream.close();
                return false;
            }
            handshakes.add(accepted);
        }
        accepted.start();
        return true;
    }

    private void handshakeEnded(AcceptedHandshake accepted, @Nullable Exception failure) {
        boolean used = false;
        boolean wanted;
        synchronized (lock) {
            wanted = handshakes.remove(accepted) && !closed;
        }
        Exception problem = failure;
        if (problem == null && wanted) {
            try {
                used = admit(accepted.stream());
            } catch (IOException | RuntimeException e) {
                problem = e;
            }
        }
        if (problem != null && wanted) {
            log.warn("{{}} IPC server: a client is sent away from {}: {}", thread(), address, problem.getMessage());
        }
        if (!used) {
            accepted.stream().close();
            freeSlot();
        }
    }

    /** Returns whether the slot was used. */
    private boolean admit(StreamConnection stream) throws IOException {
        PeerCredentials peer = stream.peer();
        boolean admitted = false;
        try {
            admitted = options.admission().test(peer);
        } catch (RuntimeException e) {
            log.error("{{}} IPC server: the admission check at {} failed", thread(), address, e);
        }
        if (!admitted) {
            log.warn("{{}} IPC server: {} is not allowed at {}", thread(), peer.describe(), address);
            stream.close();
            return false;
        }
        VatConnection connection =
                vat.network().open(stream, vat.setup(false, options.limits(), bootstrap, List.of(slots)));
        boolean late;
        synchronized (lock) {
            connections.add(connection);
            late = closed || !connection.isConnected();
            if (late) {
                connections.remove(connection);
            }
        }
        if (late && isClosed()) {
            connection.close();
        }
        return true;
    }

    private boolean takeSlot() {
        synchronized (lock) {
            if (closed || slotsTaken >= options.maxConnections()) {
                return false;
            }
            slotsTaken++;
            return true;
        }
    }

    private void giveSlotBack() {
        synchronized (lock) {
            slotsTaken--;
        }
    }

    private void freeSlot() {
        boolean wasFull;
        synchronized (lock) {
            wasFull = slotsTaken == options.maxConnections();
            slotsTaken--;
        }
        if (wasFull) {
            loop.tryExecute(this::setInterest);
        }
    }

    private void setInterest() {
        SelectionKey registered = key;
        if (registered == null) {
            return;
        }
        boolean wanted;
        synchronized (lock) {
            wanted = !closed && !pausing && slotsTaken < options.maxConnections();
        }
        try {
            registered.interestOps(
                    wanted
                            ? (SelectionKey.OP_ACCEPT | SelectionKey.OP_READ)
                                    & acceptor.channel().validOps()
                            : 0);
        } catch (CancelledKeyException e) {
            log.trace("{} was closed meanwhile", address, e);
        }
    }

    /** The calling thread, as it is called in logs. */
    private String thread() {
        return ThreadNames.current(vat.options().name());
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Collection<VatConnection> connections() {
        synchronized (lock) {
            return new ArrayList<>(connections);
        }
    }

    /** Frees the address; connections go on. */
    void stopAccepting() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        acceptor.close();
        List<AcceptedHandshake> unfinished;
        synchronized (lock) {
            unfinished = new ArrayList<>(handshakes);
            handshakes.clear();
        }
        unfinished.forEach(AcceptedHandshake::abandon);
        loop.wakeup();
        log.info("{{}} IPC server: no longer listening at {}", thread(), address);
    }

    @Override
    public boolean stop(Duration grace) throws InterruptedException {
        stopAccepting();
        long end = System.nanoTime() + grace.toNanos();
        boolean all = true;
        try {
            for (VatConnection connection : connections()) {
                all &= connection.closeGracefully(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
            return all;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        stopAccepting();
        connections().forEach(VatConnection::close);
        vat.removed(this);
    }

    @Override
    public String toString() {
        return "listener at " + address;
    }
}

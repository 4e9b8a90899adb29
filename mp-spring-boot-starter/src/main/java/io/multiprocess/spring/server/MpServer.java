package io.multiprocess.spring.server;

import io.multiprocess.Address;
import io.multiprocess.Bootstrap;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.spring.event.MpServerShutdownEvent;
import io.multiprocess.spring.event.MpServerStartedEvent;
import io.multiprocess.spring.event.MpServerTerminatedEvent;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Serves the application's beans while the application context runs.
 *
 * <p>Stopping accepts no more connections, lets calls in flight finish for the grace period, then closes. While it runs, a
 * thread that is no daemon keeps the process alive, as a web server does; a server of an inherited descriptor ends, and
 * with it an application that does nothing else, when the process at the other end goes.
 *
 * <p>Thread-safe.
 */
public final class MpServer implements SmartLifecycle {

    private static final Logger LOGGER = LoggerFactory.getLogger(MpServer.class);

    private final Vat vat;
    private final MpServerSettings settings;
    private final Bootstrap bootstrap;
    private final ApplicationEventPublisher publisher;
    private @Nullable Running running;

    /**
     * Listens nowhere yet.
     *
     * @param vat listens; not closed by this
     * @param bootstrap makes what each client gets first
     */
    public MpServer(Vat vat, MpServerSettings settings, Bootstrap bootstrap, ApplicationEventPublisher publisher) {
        this.vat = vat;
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.publisher = publisher;
    }

    /**
     * One run of the server.
     *
     * @param served connections of inherited descriptors, which nobody accepts
     * @param end released when the run is over
     */
    private record Running(List<Listener> listeners, List<VatConnection> served, CountDownLatch end) {

        List<Address> addresses(List<Address> configured) {
            return listeners.isEmpty()
                    ? configured
                    : listeners.stream().map(Listener::address).toList();
        }

        /** Lets calls in flight finish; returns whether all did in time. */
        boolean drain(Duration grace) throws InterruptedException {
            long deadline = System.nanoTime() + grace.toNanos();
            boolean drained = true;
            for (Listener listener : listeners) {
                drained &= listener.stop(remaining(deadline));
            }
            for (VatConnection connection : served) {
                drained &= connection.closeGracefully(remaining(deadline));
            }
            return drained;
        }

        private static Duration remaining(long deadline) {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }

        void close() {
            listeners.forEach(Listener::close);
            served.forEach(VatConnection::close);
        }
    }

    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        Running started = new Running(new ArrayList<>(), new ArrayList<>(), new CountDownLatch(1));
        try {
            for (Address address : settings.addresses()) {
                listen(started, address);
            }
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        running = started;
        keepAlive(started.end());
        List<Address> addresses = started.addresses(settings.addresses());
        publisher.publishEvent(new MpServerStartedEvent(this, addresses));
        started.served().forEach(connection -> connection.onClose(this::servedConnectionClosed));
    }

    private void listen(Running run, Address address) {
        try {
            if (address.kind() == Address.Kind.DESCRIPTOR) {
                run.served().add(vat.serve(address, bootstrap));
            } else {
                run.listeners().add(vat.listen(address, settings.listenOptions(address), bootstrap));
            }
        } catch (IOException e) {
            throw new MpServerException(address, e);
        }
    }

    private static void keepAlive(CountDownLatch end) {
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "multiprocess-server");
        thread.setDaemon(false);
        thread.start();
    }

    private void servedConnectionClosed() {
        Running run;
        synchronized (this) {
            run = running;
            if (run == null
                    || !run.listeners().isEmpty()
                    || run.served().stream().anyMatch(VatConnection::isConnected)) {
                return;
            }
        }
        stop();
    }

    @Override
    public void stop() {
        Running run;
        synchronized (this) {
            run = running;
            running = null;
        }
        if (run == null) {
            return;
        }
        List<Address> addresses = run.addresses(settings.addresses());
        publisher.publishEvent(new MpServerShutdownEvent(this, addresses));
        try {
            Duration grace = settings.gracePeriod();
            if (!run.drain(grace)) {
                LOGGER.info("Multiprocess server at {} stopped with calls still in flight", addresses);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            run.close();
            run.end().countDown();
        }
        publisher.publishEvent(new MpServerTerminatedEvent(this, addresses));
    }

    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "multiprocess-server-stop");
        thread.start();
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.autoStartup();
    }

    @Override
    public int getPhase() {
        return settings.phase();
    }

    /** The addresses it listens at, with the ports that were picked; empty while it does not run. */
    public synchronized List<Address> addresses() {
        return running == null ? List.of() : running.addresses(settings.addresses());
    }

    /** The connections that are open. */
    public Collection<VatConnection> connections() {
        Running run;
        synchronized (this) {
            run = running;
        }
        if (run == null) {
            return List.of();
        }
        List<VatConnection> connections = new ArrayList<>();
        run.listeners().forEach(listener -> connections.addAll(listener.connections()));
        run.served().stream().filter(VatConnection::isConnected).forEach(connections::add);
        return connections;
    }
}

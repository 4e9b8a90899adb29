package io.multiprocess.vat;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.loop.EventLoop;
import io.multiprocess.rpc.ConnectionHost;
import io.multiprocess.rpc.Delivery;
import io.multiprocess.rpc.RpcConnection;
import io.multiprocess.rpc.RpcStats;
import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.wire.LargeMemory;
import io.multiprocess.wire.OutgoingMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A connection over a stream: the lock that all its parts share, and what is done when that is given up.
 *
 * <p>The parts: {@link ReadingTurn} says which thread reads, {@link ConnectionReader} reads, {@link ConnectionWriter} sends,
 * {@link DeliveryQueue} runs what arrived, {@link RpcConnection} knows what all that means.
 *
 * <p>Thread-safe. Fields are guarded by {@link #lock} unless they say otherwise. No lock of another object of the project is
 * taken under it.
 */
@SuppressWarnings("LockNotBeforeTry") // release() gives up the lock that its callers took
final class TwoPartyConnection implements VatConnection, ConnectionHost {
    private static final Logger log = LoggerFactory.getLogger(TwoPartyConnection.class);

    private static final AtomicLong IDS = new AtomicLong();

    /** Of the calls that nobody waits for, so many are under way before more of them go out together. */
    private static final int CALLS_SENT_AT_ONCE = 4;

    private final long id = IDS.incrementAndGet();
    private final TwoPartyVatNetwork network;
    private final StreamConnection stream;
    private final ConnectionSetup setup;
    private final EventLoop loop;
    /** Where application code runs that must not block; one thread for the whole vat. */
    private final EventLoop dispatchLoop;

    private final CleanupQueue cleanup;
    private final String description;
    private final ConcurrentMap<Class<?>, Object> attributes = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final ReadingTurn turn;
    private final ConnectionReader reader;
    private final ConnectionWriter writer;
    private final DeliveryQueue deliveries = new DeliveryQueue(this);
    private @Nullable RpcConnection core; // set once, before anybody else sees the connection

    // The end.
    private volatile boolean connected = true; // changed under the lock
    private volatile @Nullable RpcException closeReason;
    private boolean closing;
    private boolean closeTasksTaken;
    private final ArrayDeque<CloseTask> closeTasks = new ArrayDeque<>(2);
    private final ArrayList<Mailbox> wakeUps = new ArrayList<>(2);

    TwoPartyConnection(TwoPartyVatNetwork network, StreamConnection stream, ConnectionSetup setup) {
        this.network = network;
        this.stream = stream;
        this.setup = setup;
        loop = network.loop(stream.readChannel().provider());
        dispatchLoop = network.loop(SelectorProvider.provider());
        cleanup = network.newCleanupQueue();
        turn = new ReadingTurn(this, network, stream, loop, lock);
        reader = new ConnectionReader(this, stream, setup.limits(), network.largeMemory(), loop, lock);
        writer = new ConnectionWriter(this, stream, setup.limits(), loop, lock);
        PeerCredentials peer = stream.peer();
        String who = peer.describe();
        description = "connection " + id + " ("
                + (peer.address().isEmpty() || who.equals(peer.address()) ? who : peer.address() + ", " + who) + ")";
    }

    /**
     * Begins; once, before anybody but the network knows the connection.
     *
     * @param bootstrap its reference is taken over if this succeeds
     * @return false if the network has ended the connection already
     */
    boolean start(@Nullable Capability bootstrap) {
        lock.lock();
        try {
            if (closing) {
                return false;
            }
            core = RpcConnection.create(this, setup.limits().rpc(), bootstrap);
        } finally {
            lock.unlock();
        }
        logInfo(setup.initiator() ? "opened" : "accepted");
        long handshakeNanos = setup.limits().handshakeTime().toNanos();
        if (!setup.initiator() && handshakeNanos > 0) {
            reader.expectWithin(handshakeNanos);
        }
        loop.execute(turn::register);
        for (ConnectionEvents events : setup.events()) {
            cleanup.execute(() -> events.opened(this));
        }
        return true;
    }

    // ---------------------------------------------------------------- what the parts see of each other

    RpcConnection core() {
        RpcConnection started = core;
        if (started == null) {
            throw new IllegalStateException(description + " has not started yet");
        }
        return started;
    }

    private void logInfo(String event) {
        if (log.isInfoEnabled()) {
            log.info("{{}} IPC {}: {} {}", thread(), setup.initiator() ? "client" : "server", description, event);
        }
    }

    /** The calling thread, as it is called in logs. */
    String thread() {
        return ThreadNames.current(network.name());
    }

    ReadingTurn turn() {
        return turn;
    }

    ConnectionReader reader() {
        return reader;
    }

    ConnectionWriter writer() {
        return writer;
    }

    /** With the lock held: whether the end has begun. */
    boolean isClosing() {
        return closing;
    }

    /** Runs what belongs to the event loop, also when that has ended with the vat: it is letting go of things then. */
    void runOnDispatchLoop(Runnable task) {
        if (!dispatchLoop.tryExecute(task)) {
            cleanup.execute(task);
        }
    }

    // ---------------------------------------------------------------- what the front door and the layers above see

    @Override
    public long id() {
        return id;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public PeerCredentials peer() {
        return stream.peer();
    }

    @Override
    public String vatName() {
        return network.name();
    }

    @Override
    public int loggedMessageChars() {
        return network.loggedMessageChars();
    }

    @Override
    public boolean isInitiator() {
        return setup.initiator();
    }

    @Override
    public Thread newThread(Runnable work) {
        return network.newWorkerThread(work);
    }

    @Override
    public CallExecutor callExecutor() {
        return network.callExecutor();
    }

    @Override
    public Capability bootstrap() {
        return core().bootstrap();
    }

    @Override
    public @Nullable Throwable closeReason() {
        return closeReason;
    }

    @Override
    public boolean onEventLoop() {
        return ReadingTurn.isReading() || dispatchLoop.inLoop() || loop.inLoop();
    }

    @Override
    public void runCleanup(Runnable task) {
        cleanup.execute(task);
    }

    @Override
    public Removal onClose(Runnable task) {
        CloseTask added = new CloseTask(task);
        lock.lock();
        try {
            if (!closeTasksTaken) {
                closeTasks.push(added);
                return added;
            }
        } finally {
            lock.unlock();
        }
        cleanup.execute(added);
        return added;
    }

    @Override
    public <T> T attribute(Class<T> type, Supplier<? extends T> maker) {
        Object known = attributes.get(type);
        if (known == null) {
            // Not computeIfAbsent: a maker may ask for another attribute.
            synchronized (attributes) {
                known = attributes.get(type);
                if (known == null) {
                    known = maker.get();
                    attributes.put(type, known);
                }
            }
        }
        return type.cast(known);
    }

    @Override
    public ConnectionStatistics statistics() {
        lock.lock();
        try {
            RpcStats stats = core().stats();
            return new ConnectionStatistics(
                    stats.questions(),
                    stats.answers(),
                    stats.imports(),
                    stats.exports(),
                    stats.embargoes(),
                    writer.unsentBytes(),
                    stats.callWordsInFlight());
        } finally {
            lock.unlock();
        }
    }

    private boolean callsUnderWay() {
        lock.lock();
        try {
            RpcConnection started = core;
            if (started == null || !connected) {
                return false;
            }
            return started.awaitsReturn() || started.stats().answersRunning() > 0 || !writer.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean closeGracefully(Duration grace) throws InterruptedException {
        long end = System.nanoTime() + grace.toNanos();
        try {
            while (callsUnderWay()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(2));
            }
            return true;
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        end(RpcException.disconnected("the connection was closed"), true);
    }

    @Override
    public String toString() {
        return description;
    }

    @Override
    public boolean await(PendingCall call, Mailbox mailbox, long deadlineNanos) throws InterruptedException {
        return turn.await(call, mailbox, deadlineNanos);
    }

    @Override
    public boolean awaitWork(Mailbox mailbox, long deadlineNanos) {
        return turn.awaitWork(mailbox, deadlineNanos);
    }

    // ---------------------------------------------------------------- what the protocol core asks for, under the lock

    @Override
    public void lock() {
        lock.lock();
    }

    @Override
    public void unlock() {
        release(false);
    }

    @Override
    public void unlockAfterSending() {
        unlockAfterSending(false);
    }

    @Override
    public void unlockAndSendSoon() {
        unlockAfterSending(turn.callsWithoutWaiter() > CALLS_SENT_AT_ONCE);
    }

    private void unlockAfterSending(boolean soon) {
        boolean crowded = connected && writer.isCrowded();
        release(false, soon && !crowded);
        if (crowded && !loop.inLoop() && !onEventLoop()) {
            writer.awaitRoom();
        }
    }

    @Override
    public LargeMemory largeMemory() {
        return network.largeMemory();
    }

    @Override
    public void send(OutgoingMessage message) {
        writer.add(message);
    }

    @Override
    public void sendLater() {
        turn.sendLater();
    }

    @Override
    public void deliver(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public Backlog backlog() {
        return writer.backlog();
    }

    @Override
    public void readWanted(boolean wanted) {
        reader.readWanted(wanted);
    }

    @Override
    public void ending(RpcException reason) {
        closeReason = reason; // first: who finds the connection ended looks for it
        connected = false;
    }

    @Override
    public void close(RpcException reason) {
        if (closing) {
            return;
        }
        closing = true;
        deliveries.add(new Ended());
        turn.addWaiting(wakeUps);
        writer.signalRoom();
    }

    /** Ends the connection, unless it has ended. */
    void end(RpcException reason, boolean tellPeer) {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            RpcConnection started = core;
            if (started == null) {
                closing = true; // start() finds it
                ending(reason);
            } else if (tellPeer) {
                started.abort(reason);
            } else {
                started.disconnected(reason);
                writer.giveUp();
                close(reason);
            }
        } finally {
            if (core == null) {
                lock.unlock();
            } else {
                release(false);
            }
        }
    }

    /** Gives up the lock without looking at what was queued; only where nothing was. */
    void unlockOnly() {
        lock.unlock();
    }

    /**
     * Gives up the lock and does what was queued under it.
     *
     * @param onLoop whether this is the event loop's thread with no application code below
     */
    void release(boolean onLoop) {
        release(onLoop, false);
    }

    private void release(boolean onLoop, boolean sendSoon) {
        boolean inDispatchLoop = dispatchLoop.inLoop();
        ConnectionWriter.Claim write = writer.claim(inDispatchLoop, closing, sendSoon);
        boolean deliver = deliveries.claim();
        boolean startTicks = turn.claimTicks();
        boolean resume = reader.claimResume();
        List<Mailbox> waking = List.of();
        if (!wakeUps.isEmpty()) {
            waking = new ArrayList<>(wakeUps);
            wakeUps.clear();
        }
        lock.unlock();

        if (write == ConnectionWriter.Claim.WRITE) {
            writer.writeOut();
        } else if (write == ConnectionWriter.Claim.POST) {
            loop.tryExecute(writer::writeOnLoop);
        }
        if (deliver) {
            deliveries.run(onLoop && inDispatchLoop);
        }
        if (startTicks) {
            loop.tryExecute(turn::startTicks);
        }
        if (resume) {
            loop.tryExecute(reader::resume);
        }
        for (Mailbox mailbox : waking) {
            mailbox.wake();
        }
    }

    // ---------------------------------------------------------------- the end

    /** The last was written: the stream goes. */
    void closeStream() {
        stream.close();
        // A closed channel's descriptor goes when the selectors that know it have looked.
        loop.wakeup();
        turn.dropSelector();
    }

    /** The last delivery: everything before it was told, so what waits for the end can go on. */
    private final class Ended implements Delivery {
        @Override
        public boolean runsOnLoop() {
            return false;
        }

        @Override
        public void run(boolean onLoop) {
            RpcException reason = closeReason;
            logInfo("closed: " + (reason == null ? "unknown reason" : reason.getMessage()));
            cleanup.execute(TwoPartyConnection.this::runCloseTasks);
            network.removed(TwoPartyConnection.this);
            for (ConnectionEvents events : setup.events()) {
                cleanup.execute(() -> events.closed(TwoPartyConnection.this));
            }
        }
    }

    private void runCloseTasks() {
        for (; ; ) {
            CloseTask task;
            lock.lock();
            try {
                task = closeTasks.poll();
                if (task == null) {
                    closeTasksTaken = true;
                    return;
                }
            } finally {
                lock.unlock();
            }
            try {
                task.run();
            } catch (Throwable e) {
                log.error("{{}} {}: cleaning up failed", thread(), description, e);
            }
        }
    }

    /** Something to do at the end. */
    private final class CloseTask implements Removal, Runnable {
        private final Runnable task;

        CloseTask(Runnable task) {
            this.task = task;
        }

        @Override
        public boolean remove() {
            lock.lock();
            try {
                return closeTasks.remove(this);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void run() {
            task.run();
        }
    }
}

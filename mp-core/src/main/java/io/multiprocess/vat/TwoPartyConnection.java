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
import io.multiprocess.wire.FramingException;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.OutgoingMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A connection over a stream: who reads, who writes, who runs what arrives.
 *
 * <p><b>Reading</b> belongs to exactly one {@link #owner}, who also waits for room to write:
 *
 * <ul>
 *   <li>{@code LOOP}: the event loop's thread. So it is at first, and after a while of quiet.
 *   <li>a {@link Mailbox}: its thread <i>leads</i>. It waits for an answer, or for the next call to its mapped thread, and
 *       selects on the connection meanwhile, which saves handing every message from thread to thread.
 *   <li>{@code FREE}: nobody. The last leader has left a moment ago and will most likely be back with the next call. A tick
 *       of the event loop, one to two milliseconds later, takes the reading over if nobody did.
 * </ul>
 *
 * <p>A leader that leaves, for whatever reason, passes the reading to a thread that waits for an answer; if there is none, to
 * the event loop where bytes wait to be sent or an answer is outstanding that no blocked thread will come back for, else it
 * leaves it free.
 *
 * <p><b>Writing</b>: whoever finds nobody writing becomes the writer and sends all that is queued, in gathering writes. It
 * never waits: what the socket does not take is left to the owner of the reading.
 *
 * <p><b>Running</b>: {@link Delivery deliveries} are run one at a time, in order, outside the lock; those that are
 * application code on the event loop only, and while one of them is due, all behind it wait for it.
 *
 * <p>Thread-safe. Fields are guarded by {@link #lock} unless they say otherwise. No lock of another object of the project is
 * taken under it.
 */
@SuppressWarnings("LockNotBeforeTry") // release() and runDeliveries() give up the lock that their callers took
final class TwoPartyConnection implements VatConnection, ConnectionHost {
    private static final Logger log = LoggerFactory.getLogger(TwoPartyConnection.class);

    private static final AtomicLong IDS = new AtomicLong();

    private static final Object LOOP = "loop";
    private static final Object FREE = "free";

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** How many times in a row one owner reads before others get their turn. */
    private static final int ROUNDS_PER_TURN = 16;

    /** For how many messages after one that ran on the event loop the reading stays there. */
    private static final int LOOP_CREDIT = 64;

    /** How many ticks nothing may change before the event loop stops to look. */
    private static final int QUIET_TICKS = 100;

    /** How many messages the event loop sends together while it runs deliveries. */
    private static final int MAX_HELD_MESSAGES = 32;

    /** The longest that one message holds up its sender while the socket is full. */
    private static final long MAX_ROOM_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How long reading waits for the end of the stream after a write has failed. */
    private static final long BROKEN_PIPE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How deep the calling thread is in reading for connections, as a leader. */
    private static final ThreadLocal<int[]> READING = ThreadLocal.withInitial(() -> new int[1]);

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
    private final MessageDecoder decoder; // belongs to the owner of the reading

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private @Nullable RpcConnection core; // set once, before anybody else sees the connection

    // Writing.
    private final WriteQueue queue = new WriteQueue();
    private final WriteQueue.Batch batch = new WriteQueue.Batch(); // belongs to the writer
    private boolean sendWanted;
    private boolean writing;
    private boolean writePosted;
    private boolean socketFull;
    private boolean writeBroken;
    private boolean sendLater;
    private int roomWaiters;
    private long progress;
    private boolean watchingStall;
    private int heldMessages; // confined to the dispatch loop
    private boolean holding; // confined to the dispatch loop

    // Running.
    private final ArrayDeque<Delivery> deliveries = new ArrayDeque<>();
    private @Nullable Delivery nextDelivery;
    private boolean delivering;

    // Reading.
    private volatile Object owner = LOOP; // changed under the lock
    private final AtomicInteger blockedLeaders = new AtomicInteger(); // calls of await() by threads that can lead
    private final ArrayDeque<Mailbox> waiters = new ArrayDeque<>(2);
    private final Set<Mailbox> idlers = Collections.newSetFromMap(new IdentityHashMap<>(4));
    private @Nullable LeaderSelector selector;
    private @Nullable SelectionKey loopReadKey;
    private @Nullable SelectionKey loopWriteKey;
    private boolean loopBusy;
    private int loopCredit;
    private volatile boolean readPaused; // changed under the lock
    private volatile @Nullable ByteBuffer leftOver; // changed under the lock
    private boolean pausedOnLoop;
    private boolean resumePosted;
    private volatile boolean received; // something, ever
    private volatile EventLoop.@Nullable Timer handshake;
    private boolean ticking;
    private int epoch;
    private int seenEpoch;
    private int quietTicks;

    // The end.
    private volatile boolean connected = true; // changed under the lock
    private volatile @Nullable RpcException closeReason;
    private boolean closing;
    private boolean streamClosed;
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
        decoder = new MessageDecoder(setup.limits().rpc().wire());
        PeerCredentials peer = stream.peer();
        String who = peer.describe();
        description = "connection " + id + " ("
                + (peer.address().isEmpty() || who.equals(peer.address()) ? who : peer.address() + ", " + who) + ")";
    }

    /** Begins; once, before anybody else sees the connection. */
    void start(@Nullable Capability bootstrap) {
        core = RpcConnection.create(this, setup.limits().rpc(), bootstrap);
        log.info("IPC {}: {} {}", network.name(), description, setup.initiator() ? "opened" : "accepted");
        long handshakeNanos = setup.limits().handshakeTime().toNanos();
        if (!setup.initiator() && handshakeNanos > 0) {
            handshake = loop.schedule(this::checkHandshake, handshakeNanos);
        }
        loop.execute(this::register);
        for (ConnectionEvents events : setup.events()) {
            cleanup.execute(() -> events.opened(this));
        }
    }

    private RpcConnection core() {
        RpcConnection started = core;
        if (started == null) {
            throw new IllegalStateException(description + " has not started yet");
        }
        return started;
    }

    static boolean isReading() {
        return READING.get()[0] > 0;
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
        return isReading() || dispatchLoop.inLoop() || loop.inLoop();
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
                    queue.bytes(),
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
            return started.awaitsReturn() || started.stats().answersRunning() > 0 || !queue.isEmpty();
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

    // ---------------------------------------------------------------- waiting

    @Override
    public boolean await(PendingCall call, Mailbox mailbox, long deadlineNanos) throws InterruptedException {
        if (!call.isDone()) {
            if (onEventLoop()) {
                throw new IllegalStateException("a thread that reads for connections must not wait for an answer;"
                        + " add `context :Proxy.Context` to the method that makes this call, so that it runs on a"
                        + " thread of its own");
            }
            call.onCompletion(done -> mailbox.wake());
        }
        boolean mayLead = !VirtualThreads.isVirtual(mailbox.thread());
        if (mayLead) {
            blockedLeaders.incrementAndGet();
        }
        try {
            while (!call.isDone()) {
                Runnable work = mailbox.poll();
                if (work != null) {
                    leave(mailbox);
                    work.run();
                    continue;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (deadlineNanos != Mailbox.FOREVER && System.nanoTime() - deadlineNanos >= 0) {
                    return false;
                }
                waitOnce(mailbox, call, deadlineNanos);
            }
            return true;
        } finally {
            if (!call.isDone()) {
                call.withdrawListener();
            }
            leave(mailbox);
        }
    }

    @Override
    public boolean awaitWork(Mailbox mailbox, long deadlineNanos) {
        try {
            while (!mailbox.hasWork()) {
                if (!connected || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                if (deadlineNanos != Mailbox.FOREVER && System.nanoTime() - deadlineNanos >= 0) {
                    return false;
                }
                waitOnce(mailbox, null, deadlineNanos);
            }
            return true;
        } finally {
            leave(mailbox);
        }
    }

    /** Leads for one round, or parks until something may have happened. */
    private void waitOnce(Mailbox mailbox, @Nullable PendingCall call, long deadlineNanos) {
        if (owner == mailbox && (!connected || readPaused || leftOver != null)) {
            leave(mailbox);
        }
        if (owner != mailbox && !lead(mailbox, call != null)) {
            park(mailbox, call, deadlineNanos);
            return;
        }
        LeaderSelector leading = selector;
        if (leading == null) {
            throw new IllegalStateException(description + ": a leader without a selector");
        }
        long millis = 0;
        if (deadlineNanos != Mailbox.FOREVER) {
            millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime() + 999_999));
        }
        int ready;
        mailbox.wakeWith(leading.wakeUp());
        try {
            // Set first, looked then: whoever posts does it the other way round, and finds one of the two.
            if (isOver(call) || mailbox.hasWork() || !connected) {
                millis = -1;
            }
            ready = leading.select(millis);
        } catch (IOException e) {
            log.warn("{}: selecting failed", description, e);
            end(RpcException.disconnected("the connection cannot be read: " + e.getMessage()), false);
            return;
        } finally {
            mailbox.wakeWith(null);
        }
        if (ready == 0) {
            return;
        }
        int[] depth = READING.get();
        depth[0]++;
        try {
            if ((ready & SelectionKey.OP_WRITE) != 0) {
                roomToWrite();
            }
            if ((ready & SelectionKey.OP_READ) != 0) {
                pump(leading.buffer(), false, mailbox);
            }
        } finally {
            depth[0]--;
        }
    }

    private void park(Mailbox mailbox, @Nullable PendingCall call, long deadlineNanos) {
        if (isOver(call) || mailbox.hasWork() || owner == mailbox || (call == null && !connected)) {
            return;
        }
        if (deadlineNanos == Mailbox.FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, deadlineNanos - System.nanoTime());
        }
    }

    private static boolean isOver(@Nullable PendingCall call) {
        return call != null && call.isDone();
    }

    /** Tries to become the one who reads; if that is not possible now, queues for it. */
    private boolean lead(Mailbox mailbox, boolean forAnswer) {
        lock.lock();
        boolean wakeLoop = false;
        try {
            Object now = owner;
            if (now == mailbox) {
                return true;
            }
            boolean able = connected
                    && stream.anyThread()
                    && !readPaused
                    && leftOver == null
                    && !VirtualThreads.isVirtual(mailbox.thread());
            if (able && (now == FREE || (now == LOOP && !loopBusy && loopCredit == 0))) {
                if (!prepareSelector()) {
                    able = false;
                } else {
                    owner = mailbox;
                    epoch++;
                    waiters.remove(mailbox);
                    idlers.remove(mailbox);
                    if (now == LOOP) {
                        // Without a wake-up: the loop learns of it with the next event, which it then finds is not its
                        // own.
                        setLoopInterest();
                    }
                    return true;
                }
            }
            if (now == FREE && !able) {
                wakeLoop = loopTakes();
            }
            if (forAnswer && able) {
                if (!waiters.contains(mailbox)) {
                    waiters.add(mailbox);
                }
            } else {
                idlers.add(mailbox);
            }
            return false;
        } finally {
            lock.unlock();
            if (wakeLoop) {
                loop.wakeup();
            }
        }
    }

    /** With the lock held. */
    private boolean prepareSelector() {
        LeaderSelector ready = selector;
        if (ready == null) {
            try {
                ready = network.borrowSelector(loop.provider());
                ready.attach(stream);
                selector = ready;
            } catch (IOException | RuntimeException e) {
                log.debug("{}: no selector for a leading thread, so it parks", description, e);
                network.giveBack(ready);
                return false;
            }
        }
        ready.wantWrite(socketFull);
        return true;
    }

    /** The thread of the mailbox waits no more on this connection; the reading passes on if it was its. */
    private void leave(Mailbox mailbox) {
        lock.lock();
        boolean wakeLoop = false;
        boolean startTicks = false;
        Mailbox next = null;
        LeaderSelector unused = null;
        try {
            if (owner != mailbox) {
                waiters.remove(mailbox);
                idlers.remove(mailbox);
                return;
            }
            epoch++;
            if (!connected) {
                owner = LOOP;
                unused = selector;
                selector = null;
                return;
            }
            boolean loopOnly = readPaused || leftOver != null;
            next = loopOnly ? null : waiters.poll();
            if (next != null) {
                owner = next;
                return;
            }
            // Answers that threads on their way back to leading wait for need nobody meanwhile: a callback that such a
            // thread
            // runs is mostly over before the event loop would have woken up. A tick finds those that take longer.
            boolean othersAwait = core().questionsAwaitingReturn() > blockedLeaders.get();
            if (loopOnly || socketFull || loopCredit > 0 || othersAwait) {
                wakeLoop = loopTakes();
                return;
            }
            owner = FREE;
            if (!ticking) {
                ticking = true;
                startTicks = true;
            }
        } finally {
            lock.unlock();
            if (next != null) {
                next.wake();
            }
            if (wakeLoop) {
                loop.wakeup();
            }
            if (startTicks) {
                loop.tryExecute(this::startTicks);
            }
            network.giveBack(unused);
        }
    }

    /** With the lock held. Returns whether the loop must be woken for it. */
    private boolean loopTakes() {
        owner = LOOP;
        epoch++;
        setLoopInterest();
        return !loop.inLoop();
    }

    // ---------------------------------------------------------------- the event loop's part of reading

    private void register() {
        lock.lock();
        try {
            if (streamClosed) {
                return;
            }
            SelectableChannel readChannel = stream.readChannel();
            SelectionKey readKey = loop.register(readChannel, 0, this::loopReady);
            loopReadKey = readKey;
            loopWriteKey = stream.writeChannel() == readChannel
                    ? readKey
                    : loop.register(stream.writeChannel(), 0, this::loopReady);
            setLoopInterest();
        } catch (IOException | RuntimeException e) {
            log.debug("{}: cannot be registered", description, e);
            loop.tryExecute(() -> end(RpcException.disconnected("the connection was closed"), false));
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. */
    private void setLoopInterest() {
        SelectionKey read = loopReadKey;
        SelectionKey write = loopWriteKey;
        if (read == null || write == null) {
            return;
        }
        boolean mine = owner == LOOP;
        pausedOnLoop = mine && readPaused;
        int readOps = mine && !readPaused ? SelectionKey.OP_READ : 0;
        int writeOps = mine && socketFull ? SelectionKey.OP_WRITE : 0;
        try {
            if (read == write) {
                set(read, readOps | writeOps);
            } else {
                set(read, readOps);
                set(write, writeOps);
            }
        } catch (CancelledKeyException e) {
            log.trace("{} was closed meanwhile", description, e);
        }
    }

    private static void set(SelectionKey key, int ops) {
        if (key.interestOps() != ops) {
            key.interestOps(ops);
        }
    }

    private void loopReady(int ops) {
        if (ops == EventLoop.HUNG_UP) {
            readAfterHangUp();
            return;
        }
        if ((ops & SelectionKey.OP_WRITE) != 0) {
            roomToWrite();
        }
        if ((ops & SelectionKey.OP_READ) != 0) {
            readOnLoop();
        }
    }

    /** No selector tells any more when there is something to read, but the end of the stream is not far. */
    private void readAfterHangUp() {
        readOnLoop();
        if (connected) {
            loop.schedule(this::readAfterHangUp, EventLoop.TICK_NANOS);
        }
    }

    private void readOnLoop() {
        lock.lock();
        try {
            if (owner != LOOP || readPaused || leftOver != null || !connected || loopBusy) {
                setLoopInterest();
                return;
            }
            loopBusy = true;
        } finally {
            lock.unlock();
        }
        pump(LoopBuffer.get(), true, null);
        Mailbox next = null;
        lock.lock();
        try {
            loopBusy = false;
            if (readPaused) {
                setLoopInterest();
            }
            if (loopCredit > 0) {
                loopCredit--;
            }
            if (loopCredit == 0
                    && connected
                    && !readPaused
                    && leftOver == null
                    && owner == LOOP
                    && !waiters.isEmpty()) {
                if (prepareSelector()) {
                    next = waiters.poll();
                    owner = next == null ? LOOP : next;
                    epoch++;
                    setLoopInterest();
                }
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.wake();
        }
    }

    private void startTicks() {
        loop.addTick(this::tick);
    }

    /** About every millisecond while there is something to look after. On the event loop. */
    private boolean tick() {
        boolean stay = true;
        LeaderSelector unused = null;
        lock.lock();
        try {
            if (!connected) {
                ticking = false;
                return false;
            }
            if (sendLater && epoch == seenEpoch) {
                sendLater = false;
                core().flush();
            }
            if (owner == LOOP && selector == null && !sendLater) {
                ticking = false;
                stay = false;
            } else if (epoch != seenEpoch) {
                seenEpoch = epoch;
                quietTicks = 0;
            } else if (owner == FREE) {
                loopTakes();
                seenEpoch = epoch;
                quietTicks = 0;
            } else if (++quietTicks >= QUIET_TICKS) {
                ticking = false;
                stay = false;
                if (owner == LOOP) {
                    unused = selector;
                    selector = null;
                }
            }
        } finally {
            release(false);
        }
        network.giveBack(unused);
        return stay;
    }

    private void checkHandshake() {
        if (!received && connected) {
            end(
                    RpcException.failed("nothing was received within "
                            + setup.limits().handshakeTime().toMillis() + " ms after connecting"),
                    true);
        }
    }

    // ---------------------------------------------------------------- reading

    /** Reads and handles what is there. By the owner of the reading only. */
    private void pump(ByteBuffer buffer, boolean onLoop, @Nullable Mailbox leader) {
        try {
            for (int round = 0; round < ROUNDS_PER_TURN; round++) {
                if (!readOnce(buffer, onLoop) || readPaused || !connected || (leader != null && leader.hasWork())) {
                    return;
                }
            }
        } catch (IOException e) {
            end(RpcException.disconnected("the connection was lost: " + e.getMessage()), false);
        }
    }

    /** Returns whether there is probably more. */
    private boolean readOnce(ByteBuffer buffer, boolean onLoop) throws IOException {
        ByteBuffer target = decoder.target();
        int count;
        boolean filled;
        ByteBuffer in;
        if (target != null) {
            count = stream.read(target);
            filled = !target.hasRemaining();
            in = NOTHING;
        } else {
            buffer.clear();
            count = stream.read(buffer);
            filled = !buffer.hasRemaining();
            in = buffer.flip();
        }
        if (count < 0) {
            end(
                    RpcException.disconnected(
                            decoder.isMidMessage()
                                    ? "the peer disconnected within a message"
                                    : "the peer disconnected"),
                    false);
            return false;
        }
        if (count == 0) {
            return false;
        }
        if (!received) {
            received = true;
            EventLoop.Timer waiting = handshake;
            if (waiting != null) {
                waiting.cancel();
            }
        }
        handle(in, onLoop);
        return filled;
    }

    private void handle(ByteBuffer in, boolean onLoop) {
        lock.lock();
        try {
            RpcConnection receiver = core();
            for (MessageArena message; (message = decoder.decode(in)) != null; ) {
                receiver.receive(message);
                if (readPaused || !connected) {
                    break;
                }
            }
            if (in.hasRemaining() && connected) {
                leftOver = ByteBuffer.allocate(in.remaining()).put(in).flip();
            }
        } catch (FramingException e) {
            core().abort(RpcException.failed(String.valueOf(e.getMessage())));
        } finally {
            release(onLoop);
        }
    }

    @Override
    public void readWanted(boolean wanted) {
        if (readPaused != wanted) {
            return;
        }
        readPaused = !wanted;
        if (!wanted) {
            log.debug("{}: reading pauses, too much is in flight", description);
        }
    }

    /** On the event loop, after a pause: what is left over comes before what is in the socket. */
    private void resume() {
        ByteBuffer rest;
        lock.lock();
        try {
            resumePosted = false;
            if (readPaused || !connected) {
                return;
            }
            if (owner != LOOP) {
                // The leader saw the pause, or will see it, and leaves; then this is tried again.
                if (leftOver == null) {
                    return;
                }
                resumePosted = true;
                loop.tryExecute(this::resume);
                return;
            }
            loopBusy = true;
            rest = leftOver;
            leftOver = null;
        } finally {
            lock.unlock();
        }
        if (rest != null) {
            handle(rest, true);
        }
        lock.lock();
        try {
            loopBusy = false;
            setLoopInterest();
        } finally {
            lock.unlock();
        }
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
    public void send(OutgoingMessage message) {
        if (writeBroken || streamClosed) {
            return;
        }
        for (ByteBuffer buffer : message.buffers()) {
            queue.add(buffer);
        }
        sendWanted = true;
    }

    @Override
    public void sendLater() {
        sendLater = true;
    }

    @Override
    public void deliver(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void close(RpcException reason) {
        if (closing) {
            return;
        }
        closing = true;
        connected = false;
        closeReason = reason;
        deliveries.add(new Ended());
        if (owner instanceof Mailbox) {
            wakeUps.add((Mailbox) owner);
        }
        wakeUps.addAll(waiters);
        wakeUps.addAll(idlers);
        room.signalAll();
    }

    /** Ends the connection, unless it has ended. */
    void end(RpcException reason, boolean tellPeer) {
        lock.lock();
        try {
            if (closing) {
                return;
            }
            if (tellPeer) {
                core().abort(reason);
            } else {
                core().disconnected(reason);
                if (!writing) {
                    queue.clear();
                }
                writeBroken = true;
                close(reason);
            }
        } finally {
            release(false);
        }
    }

    /**
     * Gives up the lock and does what was queued under it.
     *
     * @param onLoop whether this is the event loop's thread with no application code below
     */
    private void release(boolean onLoop) {
        boolean inDispatchLoop = dispatchLoop.inLoop();
        boolean write = false;
        boolean postWrite = false;
        if ((sendWanted || closing) && !writing && !streamClosed) {
            if (closing) {
                write = true;
            } else if (socketFull) {
                // Whoever owns the reading waits for room and goes on then.
                sendWanted = false;
            } else if (inDispatchLoop && holding && ++heldMessages < MAX_HELD_MESSAGES) {
                // Goes out together with what the deliveries behind this one have to say.
                write = false;
            } else if (stream.anyThread() || loop.inLoop()) {
                write = true;
            } else if (!writePosted) {
                writePosted = true;
                postWrite = true;
            }
        }
        if (write) {
            writing = true;
            sendWanted = false;
            heldMessages = 0;
            queue.fill(batch);
        }
        boolean deliver = !delivering && (nextDelivery != null || !deliveries.isEmpty());
        if (deliver) {
            delivering = true;
        }
        boolean startTicks = sendLater && !ticking && connected;
        if (startTicks) {
            ticking = true;
        }
        boolean postResume = !readPaused && connected && !resumePosted && (pausedOnLoop || leftOver != null);
        if (postResume) {
            resumePosted = true;
        }
        boolean crowded = queue.bytes() > setup.limits().writeQueueBytes() && connected;
        List<Mailbox> waking = List.of();
        if (!wakeUps.isEmpty()) {
            waking = new ArrayList<>(wakeUps);
            wakeUps.clear();
        }
        lock.unlock();

        if (write) {
            writeOut();
        } else if (postWrite) {
            loop.tryExecute(this::writeOnLoop);
        }
        if (deliver) {
            runDeliveries(onLoop && inDispatchLoop);
        }
        if (startTicks) {
            loop.tryExecute(this::startTicks);
        }
        if (postResume) {
            loop.tryExecute(this::resume);
        }
        for (Mailbox mailbox : waking) {
            mailbox.wake();
        }
        if (crowded) {
            awaitRoom();
        }
    }

    // ---------------------------------------------------------------- running

    private void runDeliveries(boolean onLoop) {
        boolean outermost = onLoop && !holding;
        if (outermost) {
            holding = true;
            heldMessages = 0;
        }
        for (; ; ) {
            lock.lock();
            Delivery delivery = nextDelivery;
            if (delivery == null) {
                delivery = deliveries.poll();
            }
            nextDelivery = null;
            if (delivery == null) {
                delivering = false;
                if (outermost) {
                    holding = false;
                }
                release(onLoop);
                return;
            }
            lock.unlock();
            boolean needsLoop = delivery.runsOnLoop();
            if (needsLoop) {
                stayOnLoop();
                if (!onLoop) {
                    lock.lock();
                    nextDelivery = delivery;
                    lock.unlock();
                    if (!dispatchLoop.tryExecute(this::runDeliveriesOnLoop)) {
                        // The loop has ended with the vat; what is left is letting go of things.
                        cleanup.execute(this::runDeliveriesOnLoop);
                    }
                    return;
                }
            }
            try {
                delivery.run(onLoop);
            } catch (Throwable e) {
                log.error("{}: running a delivery failed", description, e);
            }
        }
    }

    private void runDeliveriesOnLoop() {
        runDeliveries(true);
    }

    /** Calls that run on the event loop come: reading there saves handing them over. */
    private void stayOnLoop() {
        lock.lock();
        loopCredit = LOOP_CREDIT;
        lock.unlock();
    }

    // ---------------------------------------------------------------- writing

    private void writeOnLoop() {
        lock.lock();
        try {
            writePosted = false;
            sendWanted |= !queue.isEmpty();
        } finally {
            release(false);
        }
    }

    /** There is room again. By the owner of the reading. */
    private void roomToWrite() {
        lock.lock();
        try {
            if (socketFull) {
                socketFull = false;
                sendWanted = !queue.isEmpty();
                setLoopInterest();
                LeaderSelector leading = selector;
                if (leading != null) {
                    leading.wantWrite(false);
                }
            }
        } finally {
            release(false);
        }
    }

    /** Sends what is queued, as the writer. */
    private void writeOut() {
        for (; ; ) {
            long wanted = 0;
            for (int i = 0; i < batch.count(); i++) {
                wanted += batch.buffers()[i].remaining();
            }
            long written = 0;
            IOException failure = null;
            if (wanted > 0) {
                try {
                    written = stream.write(batch.buffers(), batch.count());
                } catch (IOException e) {
                    failure = e;
                }
            }
            boolean wakeLoop = false;
            boolean closeStream = false;
            boolean again = false;
            Runnable wakeLeader = null;
            lock.lock();
            try {
                queue.written(batch, written);
                if (written > 0) {
                    progress++;
                }
                boolean full = written < wanted;
                if (failure != null) {
                    queue.clear();
                    writeBroken = true;
                }
                if (roomWaiters > 0 && queue.bytes() <= setup.limits().writeQueueBytes()) {
                    room.signalAll();
                }
                if (closing) {
                    // Sent if that was possible at once, lost if not.
                    again = failure == null && !full && !queue.isEmpty();
                    if (!again) {
                        streamClosed = true;
                        closeStream = true;
                        queue.clear();
                    }
                } else if (failure == null && full) {
                    socketFull = true;
                    if (owner == FREE) {
                        wakeLoop = loopTakes();
                    } else if (owner == LOOP) {
                        setLoopInterest();
                        wakeLoop = !loop.inLoop();
                    } else {
                        LeaderSelector leading = selector;
                        if (leading != null) {
                            leading.wantWrite(true);
                            if (((Mailbox) owner).thread() != Thread.currentThread()) {
                                wakeLeader = leading.wakeUp();
                            }
                        }
                    }
                    watchStall();
                } else {
                    again = failure == null && !queue.isEmpty();
                }
                if (again) {
                    queue.fill(batch);
                } else {
                    writing = false;
                }
            } finally {
                lock.unlock();
            }
            if (failure != null) {
                writeFailed(failure);
            }
            if (wakeLoop) {
                loop.wakeup();
            }
            if (wakeLeader != null) {
                wakeLeader.run();
            }
            if (closeStream) {
                closeStream();
            }
            if (!again) {
                return;
            }
        }
    }

    /** The peer reads no more. What it sent before is still read; the end of the stream comes then, or is made to come. */
    private void writeFailed(IOException failure) {
        log.debug("{}: writing failed", description, failure);
        loop.schedule(
                () -> end(RpcException.disconnected("the connection was lost: " + failure.getMessage()), false),
                BROKEN_PIPE_NANOS);
    }

    /** With the lock held: notices a peer that takes nothing any more while too much waits for it. */
    private void watchStall() {
        long stalledNanos = setup.limits().stalledWriteTime().toNanos();
        if (watchingStall || stalledNanos == 0) {
            return;
        }
        watchingStall = true;
        long seen = progress;
        loop.schedule(() -> checkStall(seen), stalledNanos);
    }

    private void checkStall(long seenProgress) {
        boolean stalled = false;
        lock.lock();
        try {
            watchingStall = false;
            if (!connected || !socketFull) {
                return;
            }
            stalled = progress == seenProgress && queue.bytes() > setup.limits().writeQueueBytes();
            if (!stalled) {
                watchStall();
            }
        } finally {
            lock.unlock();
        }
        if (stalled) {
            end(
                    RpcException.failed("the peer has not read for "
                            + setup.limits().stalledWriteTime().toSeconds() + " s while " + queue.bytes()
                            + " bytes wait for it"),
                    false);
        }
    }

    /**
     * Slows down a thread that sends more than the peer takes. Bounded, so that timeouts of calls stay what they are; a thread that
     * goes on sending is held up with every message. Threads that read or run deliveries are never held up.
     */
    private void awaitRoom() {
        if (loop.inLoop() || onEventLoop()) {
            return;
        }
        lock.lock();
        roomWaiters++;
        try {
            long left = MAX_ROOM_WAIT_NANOS;
            while (left > 0 && connected && queue.bytes() > setup.limits().writeQueueBytes()) {
                left = room.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Whoever waits for the answer next finds it.
            Thread.currentThread().interrupt();
        } finally {
            roomWaiters--;
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- the end

    private void closeStream() {
        stream.close();
        // A closed channel's descriptor goes when the selectors that know it have looked.
        loop.wakeup();
        LeaderSelector unused = null;
        lock.lock();
        try {
            if (!(owner instanceof Mailbox)) {
                unused = selector;
                selector = null;
            }
        } finally {
            lock.unlock();
        }
        network.giveBack(unused);
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
            log.info(
                    "IPC {}: {} closed: {}",
                    network.name(),
                    description,
                    reason == null ? "unknown reason" : reason.getMessage());
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
                log.error("{}: cleaning up failed", description, e);
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

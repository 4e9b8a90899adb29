package io.multiprocess.vat;

import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.loop.AdaptiveSpin;
import io.multiprocess.loop.EventLoop;
import io.multiprocess.transport.StreamConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to read for a connection, and to wait for room to write.
 *
 * <p>That belongs to exactly one {@link #owner}:
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
 * <p>Thread-safe. Fields are guarded by the connection lock unless they say otherwise.
 */
final class ReadingTurn {
    private static final Logger log = LoggerFactory.getLogger(ReadingTurn.class);

    private static final Object LOOP = "loop";
    private static final Object FREE = "free";

    /** For how many messages after one that ran on the event loop the reading stays there. */
    private static final int LOOP_CREDIT = 64;

    /** A reading that changes hands so often between two looks is used by one call after the other. */
    private static final int BUSY_EPOCHS = 64;

    /** How many ticks pass then before the event loop looks again: each look interrupts a call. */
    private static final int BUSY_TICKS = 4;

    /** After so many messages in a row for one and the same other thread, an idle leader leaves the reading to that one. */
    private static final int ASIDE_AFTER = 8;

    /** How long the end of the stream may take after a write has failed, and how often it is looked for then. */
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How many ticks nothing may change before the event loop stops to look. */
    private static final int QUIET_TICKS = 100;

    /** How deep the calling thread is in reading for connections, as a leader. */
    private static final ThreadLocal<int[]> READING = ThreadLocal.withInitial(() -> new int[1]);

    private final TwoPartyConnection connection;
    private final TwoPartyVatNetwork network;
    private final StreamConnection stream;
    private final EventLoop loop;
    private final ReentrantLock lock;

    private volatile Object owner = LOOP; // changed under the lock
    private final AtomicInteger blockedLeaders = new AtomicInteger(); // calls of await() by threads that can lead
    private final ArrayDeque<Mailbox> waiters = new ArrayDeque<>(2);
    private final Set<Mailbox> idlers = Collections.newSetFromMap(new IdentityHashMap<>(4));
    private @Nullable LeaderSelector selector;
    private @Nullable SelectionKey loopReadKey;
    private @Nullable SelectionKey loopWriteKey;
    private final AdaptiveSpin spin; // belongs to the owner
    private final ParkingSpin parkingSpin;
    private boolean loopBusy;
    private int loopCredit;
    private boolean pausedOnLoop;
    private boolean sendLater;
    private boolean ticking;
    private int epoch;
    private int seenEpoch;
    private int quietTicks;

    /** Who asked last for the reading while another thread led, and how often in a row nobody else did. */
    private @Nullable Mailbox refused;

    private int refusals;

    ReadingTurn(
            TwoPartyConnection connection,
            TwoPartyVatNetwork network,
            StreamConnection stream,
            EventLoop loop,
            ReentrantLock lock) {
        this.connection = connection;
        this.network = network;
        this.stream = stream;
        this.loop = loop;
        this.lock = lock;
        spin = new AdaptiveSpin(network.spinNanos());
        parkingSpin = new ParkingSpin(network.spinNanos());
    }

    /** Whether the calling thread reads, for any connection, as a leader. */
    static boolean isReading() {
        return READING.get()[0] > 0;
    }

    // ---------------------------------------------------------------- waiting

    /** As {@link VatConnection#await}. */
    boolean await(PendingCall call, Mailbox mailbox, long deadlineNanos) throws InterruptedException {
        if (!call.isDone()) {
            if (connection.onEventLoop()) {
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
            if (mayLead) {
                blockedLeaders.decrementAndGet();
            }
            if (!call.isDone()) {
                call.withdrawListener();
            }
            leave(mailbox);
        }
    }

    /** As {@link VatConnection#awaitWork}. */
    boolean awaitWork(Mailbox mailbox, long deadlineNanos) {
        boolean aside = false;
        try {
            while (!mailbox.hasWork()) {
                if (!connection.isConnected() || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                if (deadlineNanos != Mailbox.FOREVER && System.nanoTime() - deadlineNanos >= 0) {
                    return false;
                }
                if (aside) {
                    park(mailbox, null, deadlineNanos);
                } else {
                    waitOnce(mailbox, null, deadlineNanos);
                    aside = stepAside(mailbox);
                }
            }
            return true;
        } finally {
            leave(mailbox);
        }
    }

    /** Leads for one round, or parks until something may have happened. */
    private void waitOnce(Mailbox mailbox, @Nullable PendingCall call, long deadlineNanos) {
        ConnectionReader reader = connection.reader();
        if (owner == mailbox && (!connection.isConnected() || reader.isHeldUp())) {
            leave(mailbox);
        }
        if (owner != mailbox && !lead(mailbox, call != null)) {
            park(mailbox, call, deadlineNanos);
            return;
        }
        LeaderSelector leading = selector;
        if (leading == null) {
            throw new IllegalStateException(connection + ": a leader without a selector");
        }
        if (maySpin(leading) && spin.begin(reader.messages(), reader.bytes()) && spins(mailbox, call, leading)) {
            return;
        }
        long millis = 0;
        if (deadlineNanos != Mailbox.FOREVER) {
            millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime() + 999_999));
        }
        int ready;
        mailbox.wakeWith(leading.wakeUp());
        try {
            // Set first, looked then: whoever posts does it the other way round, and finds one of the two.
            if (isOver(call) || mailbox.hasWork() || !connection.isConnected() || reader.hasMore()) {
                millis = -1;
            }
            ready = leading.select(millis);
            if (reader.hasMore()) {
                ready |= SelectionKey.OP_READ;
            }
        } catch (IOException e) {
            log.warn("{{}} {}: selecting failed", connection.thread(), connection, e);
            connection.end(RpcException.disconnected("the connection cannot be read: " + e.getMessage()), false);
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
                connection.writer().roomToWrite();
            }
            if ((ready & SelectionKey.OP_READ) != 0) {
                reader.pump(leading.buffer(), false, mailbox);
            }
        } finally {
            depth[0]--;
        }
    }

    /** Whether looking without sleeping may be of use: what is large takes longer to come or go. */
    private boolean maySpin(LeaderSelector leading) {
        return !leading.wantsWrite() && !connection.reader().isMidMessage();
    }

    /** Reads without sleeping first; whether that is enough, because something has happened. */
    private boolean spins(Mailbox mailbox, @Nullable PendingCall call, LeaderSelector leading) {
        ConnectionReader reader = connection.reader();
        int[] depth = READING.get();
        depth[0]++;
        try {
            do {
                AdaptiveSpin.letOthersRun();
                if (isOver(call) || mailbox.hasWork() || !connection.isConnected()) {
                    return true;
                }
                if (reader.pump(leading.buffer(), false, mailbox)) {
                    return true;
                }
            } while (!spin.isOver());
        } finally {
            depth[0]--;
        }
        return false;
    }

    /**
     * Gives up leading where only others have use for it: an idle thread that goes on reading would wake the event loop, or the
     * one thread that is called, for every message.
     *
     * @return whether the mailbox is not to lead again until its thread has run something
     */
    private boolean stepAside(Mailbox mailbox) {
        lock.lock();
        try {
            if (owner != mailbox || (loopCredit == 0 && refusals < ASIDE_AFTER)) {
                return false;
            }
            refusals = 0;
        } finally {
            lock.unlock();
        }
        leave(mailbox);
        lock.lock();
        try {
            idlers.add(mailbox);
        } finally {
            lock.unlock();
        }
        return true;
    }

    private void park(Mailbox mailbox, @Nullable PendingCall call, long deadlineNanos) {
        if (needNotPark(mailbox, call)) {
            return;
        }
        if (!VirtualThreads.isVirtual(mailbox.thread()) && parkingSpin.isEnough(() -> needNotPark(mailbox, call))) {
            return;
        }
        if (deadlineNanos == Mailbox.FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, deadlineNanos - System.nanoTime());
        }
    }

    private boolean needNotPark(Mailbox mailbox, @Nullable PendingCall call) {
        return isOver(call) || mailbox.hasWork() || owner == mailbox || (call == null && !connection.isConnected());
    }

    private static boolean isOver(@Nullable PendingCall call) {
        return call != null && call.isDone();
    }

    // ---------------------------------------------------------------- passing the turn on

    /** Tries to become the one who reads; if that is not possible now, queues for it. */
    private boolean lead(Mailbox mailbox, boolean forAnswer) {
        boolean wakeLoop = false;
        lock.lock();
        try {
            Object now = owner;
            if (now == mailbox) {
                return true;
            }
            boolean able = connection.isConnected()
                    && stream.anyThread()
                    && !connection.reader().isHeldUp()
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
            if (now instanceof Mailbox) {
                refusals = refused == mailbox ? refusals + 1 : 1;
                refused = mailbox;
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
                if (log.isDebugEnabled()) {
                    log.debug(
                            "{{}} {}: no selector for a leading thread, so it parks",
                            connection.thread(),
                            connection,
                            e);
                }
                network.giveBack(ready);
                return false;
            }
        }
        ready.wantWrite(connection.writer().isSocketFull());
        return true;
    }

    /** The thread of the mailbox waits no more on this connection; the reading passes on if it was its. */
    private void leave(Mailbox mailbox) {
        boolean wakeLoop = false;
        boolean startTicks = false;
        Mailbox next = null;
        LeaderSelector unused = null;
        lock.lock();
        try {
            if (owner != mailbox) {
                waiters.remove(mailbox);
                idlers.remove(mailbox);
                return;
            }
            epoch++;
            refused = null;
            if (!connection.isConnected()) {
                owner = LOOP;
                unused = selector;
                selector = null;
                return;
            }
            boolean loopOnly = connection.reader().isHeldUp();
            next = loopOnly ? null : waiters.poll();
            if (next != null) {
                owner = next;
                return;
            }
            // Answers that threads on their way back to leading wait for need nobody meanwhile: a callback that such a
            // thread runs is mostly over before the event loop would have woken up. A tick finds those that take
            // longer.
            boolean othersAwait = callsWithoutWaiter() > 0;
            if (loopOnly
                    || connection.writer().isSocketFull()
                    || loopCredit > 0
                    || othersAwait
                    || stream.hasBuffered()) {
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
            if (wakeLoop && stream.hasBuffered()) {
                loop.tryExecute(this::readOnLoop);
            } else if (wakeLoop) {
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

    // ---------------------------------------------------------------- what the other parts say, under the lock

    /** Small messages wait for the connection to turn idle. */
    void sendLater() {
        sendLater = true;
    }

    /** Whether the caller is to post {@link #startTicks} to the event loop. */
    boolean claimTicks() {
        if (!sendLater || ticking || !connection.isConnected()) {
            return false;
        }
        ticking = true;
        return true;
    }

    /** How many calls are unanswered that no thread, which could lead, waits for; not positive if there is none. */
    int callsWithoutWaiter() {
        return connection.core().questionsAwaitingReturn() - blockedLeaders.get();
    }

    /** Whether the event loop has stopped to read because of a pause, and will not go on by itself. */
    boolean isPausedOnLoop() {
        return pausedOnLoop;
    }

    /** The socket is full: the owner waits for room from now on. Returns what wakes it up for that, if it has to be. */
    @Nullable
    Runnable awaitRoom() {
        if (owner == FREE) {
            return loopTakes() ? loop::wakeup : null;
        }
        if (owner == LOOP) {
            setLoopInterest();
            return loop.inLoop() ? null : loop::wakeup;
        }
        LeaderSelector leading = selector;
        if (leading == null) {
            return null;
        }
        leading.wantWrite(true);
        return ((Mailbox) owner).thread() == Thread.currentThread() ? null : leading.wakeUp();
    }

    /** The socket is not full any more. */
    void roomFound() {
        setLoopInterest();
        LeaderSelector leading = selector;
        if (leading != null) {
            leading.wantWrite(false);
        }
    }

    /** Adds everybody who has to learn that the connection has ended. */
    void addWaiting(Collection<Mailbox> told) {
        if (owner instanceof Mailbox leader) {
            told.add(leader);
        }
        told.addAll(waiters);
        told.addAll(idlers);
    }

    /** Calls that run on the event loop come: reading there saves handing them over. */
    void stayOnLoop() {
        loopCredit = LOOP_CREDIT;
    }

    /** Gives back the leaders' selector after the end of the stream, unless a leader still uses it. Takes the lock itself. */
    void dropSelector() {
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

    // ---------------------------------------------------------------- the event loop's part, on its thread

    /** Makes the loop watch the stream. Once, first of all. */
    void register() {
        lock.lock();
        try {
            if (connection.writer().isStreamClosed()) {
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
            if (log.isDebugEnabled()) {
                log.debug("{{}} {}: cannot be registered", connection.thread(), connection, e);
            }
            loop.tryExecute(() -> connection.end(RpcException.disconnected("the connection was closed"), false));
        } finally {
            lock.unlock();
        }
        if (stream.hasBuffered()) {
            readOnLoop();
        }
    }

    /** With the lock held, on any thread. */
    private void setLoopInterest() {
        SelectionKey read = loopReadKey;
        SelectionKey write = loopWriteKey;
        if (read == null || write == null) {
            return;
        }
        boolean mine = owner == LOOP;
        boolean paused = connection.reader().isPaused();
        pausedOnLoop = mine && paused;
        int readOps = mine && !paused ? SelectionKey.OP_READ : 0;
        int writeOps = mine && connection.writer().isSocketFull() ? SelectionKey.OP_WRITE : 0;
        try {
            if (read == write) {
                set(read, readOps | writeOps);
            } else {
                set(read, readOps);
                set(write, writeOps);
            }
        } catch (CancelledKeyException e) {
            if (log.isTraceEnabled()) {
                log.trace("{{}} {} was closed meanwhile", connection.thread(), connection, e);
            }
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
            connection.writer().roomToWrite();
        }
        if ((ops & SelectionKey.OP_READ) != 0) {
            readOnLoop();
        }
    }

    /** No selector tells any more when there is something to read, but the end of the stream is not far. */
    private void readAfterHangUp() {
        readOnLoop();
        if (connection.isConnected()) {
            loop.schedule(this::readAfterHangUp, EventLoop.TICK_NANOS);
        }
    }

    /**
     * The peer takes nothing more, so what it has sent is all there will be: the connection ends as soon as that has been read,
     * however long it takes until somebody gets round to it. Any thread, without the lock.
     */
    void expectEnd(RpcException reason) {
        loop.schedule(() -> lookForEnd(reason), END_NANOS);
    }

    private void lookForEnd(RpcException reason) {
        Mailbox leader = null;
        lock.lock();
        try {
            if (!connection.isConnected()) {
                return;
            }
            connection.reader().endWhenDrained(reason);
            if (owner == FREE) {
                loopTakes();
            } else if (owner instanceof Mailbox leading) {
                leader = leading;
            }
        } finally {
            lock.unlock();
        }
        if (leader != null) {
            leader.wake();
        } else {
            readOnLoop();
        }
        // Whoever was to look may have had something else to do.
        expectEnd(reason);
    }

    private void readOnLoop() {
        lock.lock();
        try {
            if (owner != LOOP || connection.reader().isHeldUp() || !connection.isConnected() || loopBusy) {
                setLoopInterest();
                return;
            }
            loopBusy = true;
        } finally {
            lock.unlock();
        }
        ConnectionReader reader = connection.reader();
        long messages = reader.messages();
        long bytes = reader.bytes();
        reader.pump(LoopBuffer.get(), true, null);
        loop.did(reader.messages() - messages, reader.bytes() - bytes);
        Mailbox next = null;
        boolean again;
        lock.lock();
        try {
            loopBusy = false;
            if (connection.reader().isPaused()) {
                setLoopInterest();
            }
            if (loopCredit > 0) {
                loopCredit--;
            }
            if (loopCredit == 0
                    && connection.isConnected()
                    && !connection.reader().isHeldUp()
                    && owner == LOOP
                    && !waiters.isEmpty()
                    && prepareSelector()) {
                next = waiters.poll();
                owner = next == null ? LOOP : next;
                epoch++;
                setLoopInterest();
            }
            // A pause that ended before it was noticed here leaves behind what no selector tells of.
            again = next == null && stream.hasBuffered() && !connection.reader().isHeldUp() && connection.isConnected();
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.wake();
        } else if (again) {
            loop.tryExecute(this::readOnLoop);
        }
    }

    /** With the lock held: claims the reading for the loop, for as long as it handles what was left over; false if it is not its. */
    boolean loopStarts() {
        if (owner != LOOP) {
            return false;
        }
        loopBusy = true;
        return true;
    }

    /** With the lock held: ends what {@link #loopStarts} began. */
    void loopRests() {
        loopBusy = false;
        setLoopInterest();
    }

    void startTicks() {
        loop.addTick(this::tick);
    }

    /** While there is something to look after. Gives in how many ticks to look again. */
    private int tick() {
        int again = 1;
        LeaderSelector unused = null;
        lock.lock();
        try {
            if (!connection.isConnected()) {
                ticking = false;
                return 0;
            }
            if (sendLater && epoch == seenEpoch) {
                sendLater = false;
                connection.core().flush();
            }
            if (owner == LOOP && selector == null && !sendLater) {
                ticking = false;
                again = 0;
            } else if (epoch != seenEpoch) {
                if (epoch - seenEpoch >= BUSY_EPOCHS) {
                    again = BUSY_TICKS;
                }
                seenEpoch = epoch;
                quietTicks = 0;
            } else if (owner == FREE) {
                loopTakes();
                seenEpoch = epoch;
                quietTicks = 0;
            } else if (++quietTicks >= QUIET_TICKS) {
                ticking = false;
                again = 0;
                if (owner == LOOP) {
                    unused = selector;
                    selector = null;
                }
            }
        } finally {
            connection.release(false);
        }
        network.giveBack(unused);
        return again;
    }
}

package io.multiprocess.vat;

import io.multiprocess.capability.RpcException;
import io.multiprocess.loop.EventLoop;
import io.multiprocess.rpc.ConnectionHost.Backlog;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.wire.OutgoingMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sending half of a connection.
 *
 * <p>Whoever finds nobody writing becomes the writer and sends all that is queued, in gathering writes. It never waits: what
 * the socket does not take is left to the owner of the reading, who is told when there is room again.
 *
 * <p>Thread-safe. Fields are guarded by the connection lock unless they say otherwise, and so are the methods that say so.
 */
final class ConnectionWriter {
    private static final Logger log = LoggerFactory.getLogger(ConnectionWriter.class);

    /** How many messages the event loop sends together while it runs deliveries. */
    private static final int MAX_HELD_MESSAGES = 32;

    /** The longest that one message holds up its sender while the socket is full. */
    private static final long MAX_ROOM_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** How many times a crowded queue may grow for a peer that asks for more and does not read. */
    private static final int JAMMED_FACTOR = 8;

    /** What is to be done about the queue after the lock is given up. */
    enum Claim {
        /** Nothing, or somebody does it already. */
        NOTHING,
        /** {@link #writeOut}, by the caller. */
        WRITE,
        /** {@link #writeOnLoop}, on the event loop. */
        POST
    }

    private final TwoPartyConnection connection;
    private final StreamConnection stream;
    private final ConnectionLimits limits;
    private final EventLoop loop;
    private final ReentrantLock lock;
    private final Condition room;

    private final WriteQueue queue = new WriteQueue();
    private final WriteQueue.Batch batch = new WriteQueue.Batch(); // belongs to the writer
    private boolean sendWanted;
    private boolean writing;
    private boolean writePosted;
    private boolean socketFull;
    private boolean broken;
    private boolean streamClosed;
    private int roomWaiters;

    /** Goes up with what is queued, and down again when half of what made it go up is left. */
    private Backlog backlog = Backlog.NORMAL;

    private long progress;
    private boolean watchingStall;
    private int heldMessages; // confined to the dispatch loop
    private boolean holding; // confined to the dispatch loop

    ConnectionWriter(
            TwoPartyConnection connection,
            StreamConnection stream,
            ConnectionLimits limits,
            EventLoop loop,
            ReentrantLock lock) {
        this.connection = connection;
        this.stream = stream;
        this.limits = limits;
        this.loop = loop;
        this.lock = lock;
        room = lock.newCondition();
    }

    // ---------------------------------------------------------------- under the lock

    void add(OutgoingMessage message) {
        if (broken || streamClosed) {
            return;
        }
        queue.add(message);
        sendWanted = true;
        if (backlog != Backlog.JAMMED && isCrowded()) {
            backlog(queue.bytes() / JAMMED_FACTOR > limits.writeQueueBytes() ? Backlog.JAMMED : Backlog.CROWDED);
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    long unsentBytes() {
        return queue.bytes();
    }

    /** Whether the socket takes nothing more for now, and {@link #roomToWrite} is waited for. */
    boolean isSocketFull() {
        return socketFull;
    }

    boolean isStreamClosed() {
        return streamClosed;
    }

    /** Whether so much waits to be sent that who adds to it should be slowed down. */
    boolean isCrowded() {
        return queue.bytes() > limits.writeQueueBytes();
    }

    Backlog backlog() {
        return backlog;
    }

    private void backlog(Backlog changed) {
        if (backlog != changed) {
            backlog = changed;
            connection.core().backlogChanged();
        }
    }

    /** What is queued has become less. */
    private void drained() {
        if (backlog == Backlog.NORMAL) {
            return;
        }
        long half = limits.writeQueueBytes() / 2;
        if (queue.bytes() <= half) {
            backlog(Backlog.NORMAL);
        } else if (queue.bytes() / JAMMED_FACTOR <= half) {
            backlog(Backlog.CROWDED);
        }
    }

    /** Nothing can be sent any more, and nothing will. */
    void giveUp() {
        if (!writing) {
            queue.clear();
        }
        broken = true;
    }

    /** Lets everybody go on who waits for room. */
    void signalRoom() {
        room.signalAll();
    }

    /**
     * Says what the caller, who is about to give up the lock, is to do then.
     *
     * @param soon whether sending may be left to the event loop, or to whoever else gives up the lock before
     */
    Claim claim(boolean inDispatchLoop, boolean closing, boolean soon) {
        if (!(sendWanted || closing) || writing || streamClosed) {
            return Claim.NOTHING;
        }
        if (!closing) {
            if (socketFull) {
                // Whoever owns the reading waits for room and goes on then.
                sendWanted = false;
                return Claim.NOTHING;
            }
            if (inDispatchLoop && holding && ++heldMessages < MAX_HELD_MESSAGES) {
                return Claim.NOTHING; // goes out together with what the deliveries behind this one have to say
            }
            if ((soon || !stream.anyThread()) && !loop.inLoop()) {
                if (writePosted) {
                    return Claim.NOTHING;
                }
                writePosted = true;
                return Claim.POST;
            }
        }
        writing = true;
        sendWanted = false;
        heldMessages = 0;
        queue.fill(batch);
        return Claim.WRITE;
    }

    /**
     * Starts to keep messages back, so that they go out together. On the dispatch loop; without the lock.
     *
     * @return false if that was started further down already
     */
    boolean hold() {
        if (holding) {
            return false;
        }
        holding = true;
        heldMessages = 0;
        return true;
    }

    /** Ends what {@link #hold} started; the next {@link #claim} sends. On the dispatch loop. */
    void letGo() {
        holding = false;
    }

    // ---------------------------------------------------------------- without the lock

    void writeOnLoop() {
        lock.lock();
        try {
            writePosted = false;
            sendWanted |= !queue.isEmpty();
        } finally {
            connection.release(false);
        }
    }

    /** There is room again. By the owner of the reading. */
    void roomToWrite() {
        lock.lock();
        try {
            if (socketFull) {
                socketFull = false;
                sendWanted = !queue.isEmpty();
                connection.turn().roomFound();
            }
        } finally {
            connection.release(false);
        }
    }

    /** Sends what is queued, as the writer. */
    void writeOut() {
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
            boolean closeStream = false;
            boolean again = false;
            boolean resume;
            Runnable wakeReader = null;
            lock.lock();
            try {
                queue.written(batch, written);
                if (written > 0) {
                    progress++;
                }
                boolean full = written < wanted;
                if (failure != null) {
                    queue.clear();
                    broken = true;
                }
                if (roomWaiters > 0 && !isCrowded()) {
                    room.signalAll();
                }
                drained();
                resume = connection.reader().claimResume();
                if (connection.isClosing()) {
                    // Sent if that was possible at once, lost if not.
                    again = failure == null && !full && !queue.isEmpty();
                    if (!again) {
                        streamClosed = true;
                        closeStream = true;
                        queue.clear();
                    }
                } else if (failure == null && full) {
                    socketFull = true;
                    wakeReader = connection.turn().awaitRoom();
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
            if (resume) {
                loop.tryExecute(connection.reader()::resume);
            }
            if (failure != null) {
                writeFailed(failure);
            }
            if (wakeReader != null) {
                wakeReader.run();
            }
            if (closeStream) {
                connection.closeStream();
            }
            if (!again) {
                return;
            }
        }
    }

    /** The peer reads no more. What it sent before is still read; the end of the stream comes then, or is looked for. */
    private void writeFailed(IOException failure) {
        if (log.isDebugEnabled()) {
            log.debug("{{}} {}: writing failed", connection.thread(), connection, failure);
        }
        connection.turn().expectEnd(ConnectionReader.lost(failure));
    }

    /** With the lock held: notices a peer that takes nothing any more while too much waits for it. */
    private void watchStall() {
        long stalledNanos = limits.stalledWriteTime().toNanos();
        if (watchingStall || stalledNanos == 0) {
            return;
        }
        watchingStall = true;
        long seen = progress;
        loop.schedule(() -> checkStall(seen), stalledNanos);
    }

    private void checkStall(long seenProgress) {
        long unsent;
        lock.lock();
        try {
            watchingStall = false;
            if (!connection.isConnected() || !socketFull) {
                return;
            }
            if (progress != seenProgress || !isCrowded()) {
                watchStall();
                return;
            }
            unsent = queue.bytes();
        } finally {
            lock.unlock();
        }
        connection.end(
                RpcException.failed("the peer has not read for "
                        + limits.stalledWriteTime().toSeconds() + " s while " + unsent + " bytes wait for it"),
                false);
    }

    /**
     * Slows down a thread that sends more than the peer takes. Bounded, so that timeouts of calls stay what they are; a thread that
     * goes on sending is held up with every message. Not for threads that read or run deliveries.
     */
    void awaitRoom() {
        lock.lock();
        roomWaiters++;
        try {
            long left = MAX_ROOM_WAIT_NANOS;
            while (left > 0 && connection.isConnected() && isCrowded()) {
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
}

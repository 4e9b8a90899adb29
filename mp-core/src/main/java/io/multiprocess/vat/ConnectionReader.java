package io.multiprocess.vat;

import io.multiprocess.capability.RpcException;
import io.multiprocess.loop.EventLoop;
import io.multiprocess.rpc.RpcConnection;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.wire.FramingException;
import io.multiprocess.wire.LargeMemory;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The receiving half of a connection: bytes to messages, messages to the protocol core, and the pauses when too much is in
 * flight. Whose thread it is that reads is for {@link ReadingTurn} to say.
 *
 * <p>Thread-safe. {@link #pump} is for the owner of the reading only; fields are guarded by the connection lock unless they
 * say otherwise.
 */
final class ConnectionReader {
    private static final Logger log = LoggerFactory.getLogger(ConnectionReader.class);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** How many times in a row one owner reads before others get their turn. */
    private static final int ROUNDS_PER_TURN = 16;

    private final TwoPartyConnection connection;
    private final StreamConnection stream;
    private final EventLoop loop;
    private final ReentrantLock lock;
    private final long stalledNanos;
    private final MessageDecoder decoder; // belongs to the owner of the reading

    private long messages; // belongs to the owner of the reading
    private long bytes; // belongs to the owner of the reading

    private volatile boolean paused; // changed under the lock

    /** What was read and not handled before the pause: comes before what is in the socket. */
    private volatile @Nullable ByteBuffer leftOver; // changed under the lock

    private boolean resumePosted;
    private boolean watchingPause;
    private volatile boolean received; // something, ever
    private volatile EventLoop.@Nullable Timer handshake;

    /** What the connection ends with once there is nothing more to read; null while more may come. */
    private volatile @Nullable RpcException endWhenDrained;

    ConnectionReader(
            TwoPartyConnection connection,
            StreamConnection stream,
            ConnectionLimits limits,
            LargeMemory memory,
            EventLoop loop,
            ReentrantLock lock) {
        this.connection = connection;
        this.stream = stream;
        this.loop = loop;
        this.lock = lock;
        stalledNanos = limits.stalledReadTime().toNanos();
        decoder = new MessageDecoder(limits.rpc().wire(), memory);
    }

    /** Ends the connection if nothing is received for so long. Once, at the start. */
    void expectWithin(long nanos) {
        handshake = loop.schedule(
                () -> {
                    if (!received && connection.isConnected()) {
                        connection.end(
                                RpcException.failed(
                                        "nothing was received within " + nanos / 1_000_000 + " ms after connecting"),
                                true);
                    }
                },
                nanos);
    }

    static RpcException lost(IOException failure) {
        String what = failure.getMessage();
        return RpcException.disconnected(
                "the connection was lost: " + (what == null ? failure.getClass().getSimpleName() : what));
    }

    /** The first read from now on that finds nothing ends the connection. */
    void endWhenDrained(RpcException reason) {
        endWhenDrained = reason;
    }

    /** Whether {@link #pump} has something to do that no selector may tell of. */
    boolean hasMore() {
        return endWhenDrained != null || stream.hasBuffered();
    }

    /** Whether nothing may be read from the stream now: too much is in flight, or what was read before comes first. */
    boolean isHeldUp() {
        return paused || leftOver != null;
    }

    /** How many messages were received up to now. By the owner of the reading only. */
    long messages() {
        return messages;
    }

    /** How many bytes were received up to now. By the owner of the reading only. */
    long bytes() {
        return bytes;
    }

    /** Whether the rest of a message is on its way. By the owner of the reading only. */
    boolean isMidMessage() {
        return decoder.isMidMessage();
    }

    boolean isPaused() {
        return paused;
    }

    /** Under the lock. */
    void readWanted(boolean wanted) {
        if (paused == wanted) {
            paused = !wanted;
            if (!wanted) {
                if (log.isDebugEnabled()) {
                    log.debug("{{}} {}: reading pauses, too much is in flight", connection.thread(), connection);
                }
                watchPause();
            }
        }
    }

    /** Under the lock: notices a pause that does not help. While reading pauses, what is in flight only becomes less. */
    private void watchPause() {
        if (watchingPause || stalledNanos == 0) {
            return;
        }
        watchingPause = true;
        long seen = connection.core().callWordsInFlight();
        loop.schedule(() -> checkPause(seen), stalledNanos);
    }

    private void checkPause(long seenWords) {
        lock.lock();
        try {
            watchingPause = false;
            if (!paused || !connection.isConnected()) {
                return;
            }
            if (connection.core().callWordsInFlight() == seenWords) {
                if (log.isDebugEnabled()) {
                    log.debug(
                            "{{}} {}: reading goes on, as none of the calls in flight ends",
                            connection.thread(),
                            connection);
                }
                connection.core().readOn();
            }
            if (paused) {
                watchPause();
            }
        } finally {
            connection.release(false);
        }
    }

    /** Under the lock: whether the caller is to post {@link #resume} to the event loop. */
    boolean claimResume() {
        if (paused
                || resumePosted
                || !connection.isConnected()
                || !(leftOver != null || connection.turn().isPausedOnLoop())) {
            return false;
        }
        resumePosted = true;
        return true;
    }

    /** What a read gave. */
    private enum Found {
        NOTHING,
        SOME,
        /** As much as there was room for, so there is probably more. */
        MUCH
    }

    /**
     * Reads and handles what is there. By the owner of the reading only.
     *
     * @return whether there was anything, be it the end
     */
    boolean pump(ByteBuffer buffer, boolean onLoop, @Nullable Mailbox leader) {
        try {
            for (int round = 1; ; round++) {
                Found found = readOnce(buffer, onLoop);
                if (isHeldUp() || !connection.isConnected()) {
                    return true;
                }
                // No selector tells of what the stream has received already, so that is not left behind; it is not
                // much.
                boolean enough =
                        found != Found.MUCH || round >= ROUNDS_PER_TURN || (leader != null && leader.hasWork());
                if (enough && !stream.hasBuffered()) {
                    return found != Found.NOTHING || round > 1;
                }
            }
        } catch (IOException e) {
            connection.end(lost(e), false);
            return true;
        }
    }

    private Found readOnce(ByteBuffer buffer, boolean onLoop) throws IOException {
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
            connection.end(
                    RpcException.disconnected(
                            decoder.isMidMessage()
                                    ? "the peer disconnected within a message" + decoder.guess()
                                    : "the peer disconnected"),
                    false);
            return Found.NOTHING;
        }
        if (count == 0) {
            RpcException over = endWhenDrained;
            if (over != null) {
                connection.end(over, false);
            }
            return Found.NOTHING;
        }
        bytes += count;
        if (!received) {
            received = true;
            EventLoop.Timer waiting = handshake;
            if (waiting != null) {
                waiting.cancel();
            }
        }
        handle(in, onLoop);
        return filled ? Found.MUCH : Found.SOME;
    }

    private void handle(ByteBuffer in, boolean onLoop) {
        lock.lock();
        try {
            RpcConnection core = connection.core();
            for (MessageArena message; (message = decoder.decode(in)) != null; ) {
                messages++;
                core.receive(message);
                if (paused || !connection.isConnected()) {
                    break;
                }
            }
            if (in.hasRemaining() && connection.isConnected()) {
                leftOver = ByteBuffer.allocate(in.remaining()).put(in).flip();
            }
        } catch (FramingException e) {
            connection.core().abort(RpcException.failed(String.valueOf(e.getMessage())));
        } finally {
            connection.release(onLoop);
        }
    }

    /** On the event loop, after a pause: what is left over comes before what is in the socket. */
    void resume() {
        ReadingTurn turn = connection.turn();
        ByteBuffer rest;
        lock.lock();
        try {
            resumePosted = false;
            if (paused || !connection.isConnected()) {
                return;
            }
            if (!turn.loopStarts()) {
                // The leader saw the pause, or will see it, and leaves; then this is tried again.
                if (leftOver != null) {
                    resumePosted = true;
                    loop.tryExecute(this::resume);
                }
                return;
            }
            rest = leftOver;
            leftOver = null;
        } finally {
            lock.unlock();
        }
        if (rest != null) {
            handle(rest, true);
        }
        if (stream.hasBuffered() && !isHeldUp() && connection.isConnected()) {
            pump(LoopBuffer.get(), true, null);
        }
        lock.lock();
        try {
            turn.loopRests();
        } finally {
            lock.unlock();
        }
    }
}

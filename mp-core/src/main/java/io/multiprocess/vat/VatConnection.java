package io.multiprocess.vat;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Connection;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.transport.PeerCredentials;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * One connection to another vat. Thread-safe.
 *
 * <p>Ends when either side closes it, when the peer dies, or when the peer breaks the protocol. All calls under way then fail
 * with {@code RpcException} of type {@code DISCONNECTED}, later ones fail at once, and what was exported is let go, the
 * last created first, on a thread that may block.
 */
public interface VatConnection extends Connection, AutoCloseable {
    /** A number that is unique in this process, for logs. */
    long id();

    /** Who is at the other end. */
    PeerCredentials peer();

    /** The name of the process at this end, as given to the vat. */
    String vatName();

    /** How much of a message's text is logged, in characters. */
    int loggedMessageChars();

    /** Whether this side connected or spawned, rather than listened or was spawned. */
    boolean isInitiator();

    /** A new, unstarted thread of the vat's factory, for running calls. */
    Thread newThread(Runnable work);

    /** Runs calls that this process makes on its own exported objects: the event loop of this connection. */
    CallExecutor callExecutor();

    /** The peer's bootstrap capability. The caller owns one reference. Does not wait for the peer. */
    Capability bootstrap();

    /** Why the connection ended; null while it is open. */
    @Nullable
    Throwable closeReason();

    /**
     * Waits until a call is answered, reading for the connection meanwhile if nobody else does, and running what is posted
     * to the mailbox.
     *
     * @param call a call on this connection
     * @param mailbox the calling thread's own
     * @param deadlineNanos in terms of {@link System#nanoTime}; {@link Mailbox#FOREVER} to wait without limit
     * @return whether the call was answered; false after the deadline
     * @throws InterruptedException if the thread is interrupted; the call goes on until it is cancelled
     * @throws IllegalStateException on the event loop's thread, which must never wait
     */
    boolean await(PendingCall call, Mailbox mailbox, long deadlineNanos) throws InterruptedException;

    /**
     * Waits until something is posted to the mailbox, reading for the connection meanwhile if nobody else does. This is where a
     * thread idles that runs the calls of one thread of the peer. Runs nothing itself.
     *
     * @param mailbox the calling thread's own
     * @param deadlineNanos in terms of {@link System#nanoTime}; {@link Mailbox#FOREVER} to wait without limit
     * @return whether there is work; false after the deadline, when the connection has ended, or when the thread is
     *     interrupted, which stays set
     */
    boolean awaitWork(Mailbox mailbox, long deadlineNanos);

    /** Whether the calling thread is one that must not block, because it reads for connections. */
    boolean onEventLoop();

    /** Runs a task on a thread that may block, in the order of this method's calls for this connection. */
    void runCleanup(Runnable task);

    /**
     * Adds something to do when the connection ends; the last added runs first, on a thread that may block. Runs at once, on
     * such a thread, if the connection has ended already.
     *
     * @return takes the task out again; true unless it has been started
     */
    Removal onClose(Runnable task);

    /** Takes out again what was added. */
    @FunctionalInterface
    interface Removal {
        /** True if it was still there, and so will not run. */
        boolean remove();
    }

    /**
     * Something that a layer above keeps for this connection: made on first use, kept until the connection is garbage.
     *
     * @param type the key
     * @param maker makes it; called at most once for each key; may ask for other attributes
     */
    <T> T attribute(Class<T> type, Supplier<? extends T> maker);

    /** What the connection holds now, for gauges and tests. */
    ConnectionStatistics statistics();

    /**
     * Waits until no call is under way in either direction, then closes.
     *
     * @param grace how long to wait at most
     * @return whether all calls had ended
     * @throws InterruptedException if interrupted while waiting; the connection is closed then
     */
    boolean closeGracefully(Duration grace) throws InterruptedException;

    /** Ends the connection. Waiters get {@code DISCONNECTED}. Does not block. Does nothing the second time. */
    @Override
    void close();
}

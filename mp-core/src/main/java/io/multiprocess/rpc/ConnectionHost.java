package io.multiprocess.rpc;

import io.multiprocess.capability.Connection;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.LargeMemory;
import io.multiprocess.wire.OutgoingMessage;

/**
 * What lends an {@link RpcConnection} its lock and carries out its actions: the vat's side of a connection.
 *
 * <p>Capabilities that belong to the connection are used by any thread. They do their work between {@link #lock} and
 * {@link #unlock}, just as the host does when it passes a message in. In between, the core calls the other methods,
 * which only queue: nothing is written, nothing delivered before {@code unlock}. The lock is held for short, bounded
 * work and no other lock of the project is taken under it.
 */
public interface ConnectionHost extends Connection {

    /** Takes the connection lock; need not be reentrant. */
    void lock();

    /**
     * Gives up the connection lock and then sees to it that what was queued is done: messages are written (by this thread
     * or another), deliveries run one at a time and in order.
     *
     * <p>The calling thread may have application code below it. So this never runs a delivery that
     * {@linkplain Delivery#runsOnLoop runs on the loop}; it leaves that one and all behind it to the event loop. It may
     * run those that do not, if no other thread is running deliveries of this connection.
     */
    void unlock();

    /**
     * The same after a call or its results were sent: may hold up an application thread for a moment while more than enough
     * waits to be sent. {@link #unlock} never waits.
     */
    default void unlockAfterSending() {
        unlock();
    }

    /** The same after a call that nobody waits for: while there are many of these, their messages may go out together, a moment later. */
    default void unlockAndSendSoon() {
        unlockAfterSending();
    }

    /**
     * Gives what lends the memory of large messages.
     *
     * @return thread-safe; the same every time
     */
    LargeMemory largeMemory();

    /**
     * Queues a message for the peer, in order. Under the lock.
     *
     * @param message the whole message
     */
    void send(OutgoingMessage message);

    /**
     * Tells that small messages wait for the next {@link #send} to ride along with. The host calls
     * {@link RpcConnection#flush} when the connection turns idle. Under the lock.
     */
    void sendLater();

    /**
     * Queues a delivery, in order. Under the lock.
     *
     * @param delivery what to do
     */
    void deliver(Delivery delivery);

    /**
     * Tells that the connection is over, before anybody who waits is told, so that all find it so then. Under the lock;
     * called once.
     *
     * @param reason why
     */
    void ending(RpcException reason);

    /**
     * Ends the connection, after {@link #ending}: what was queued with {@link #send} is still written if that is possible at once, then the
     * stream is closed. Nothing more will be sent. Under the lock; called once.
     *
     * @param reason why; {@code DISCONNECTED} unless something was wrong with what the peer sent
     */
    void close(RpcException reason);

    /** How much waits for the peer to read it. */
    enum Backlog {
        /** No more than usual. */
        NORMAL,
        /** So much that the peer should read before it asks for more. */
        CROWDED,
        /** So much that nothing more may be added, whatever becomes of the connection. */
        JAMMED
    }

    /**
     * Tells how much waits to be sent; {@link RpcConnection#backlogChanged} is called when that changes. Under the lock.
     *
     * @return a class of sizes
     */
    default Backlog backlog() {
        return Backlog.NORMAL;
    }

    /**
     * Tells whether reading should go on: false while the params of calls that wait for their answer fill the window, or the
     * peer leaves too much unread; true again when there is room. Under the lock.
     *
     * @param wanted whether to read
     */
    void readWanted(boolean wanted);
}

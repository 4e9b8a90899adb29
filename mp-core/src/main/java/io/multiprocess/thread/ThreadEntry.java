package io.multiprocess.thread;

import io.multiprocess.capability.Capability;
import io.multiprocess.thread.schema.ProxyProtocol;
import org.jspecify.annotations.Nullable;

/**
 * One thread at one connection: which thread of the peer runs its calls, and what the peer calls it back through.
 *
 * <p>State: a thread that calls has no request thread until its first call with a {@code Context}, then the one that
 * {@code makeThread} promised, for good. A thread that runs a peer's call has that call's callback thread, and gets back
 * what it had before when the call ends (libmultiprocess's {@code request_threads} and {@code callback_threads}).
 *
 * <p><i>Confined to its thread</i>; released by another one only after that thread or the connection has ended.
 */
final class ThreadEntry {
    private @Nullable ConnectionThreads connection;
    private final ThreadContext context;

    /** True if {@link #requestThread} was set, maybe to nothing: then no thread is made. */
    private boolean requestThreadKnown;

    private ProxyProtocol.Thread.@Nullable Client requestThread;
    private ProxyProtocol.Thread.@Nullable Client callbackThread;

    ThreadEntry(ConnectionThreads connection, ThreadContext context) {
        this.connection = connection;
        this.context = context;
    }

    boolean belongsTo(ConnectionThreads other) {
        return connection == other;
    }

    ThreadContext context() {
        return context;
    }

    /** The thread of the peer that is to run this thread's calls; null if it has none or none is wanted. Borrowed. */
    ProxyProtocol.Thread.@Nullable Client requestThread(ConnectionThreads threads) {
        if (!requestThreadKnown) {
            Capability made = threads.requestMakeThread(context.name());
            if (made == null) {
                return null;
            }
            requestThread = ProxyProtocol.Thread.Client.FACTORY.wrap(made);
            requestThreadKnown = true;
        }
        return requestThread;
    }

    /** This thread, for the peer to call back. Borrowed. */
    ProxyProtocol.Thread.Client callbackThread(ConnectionThreads threads) {
        ProxyProtocol.Thread.Client client = callbackThread;
        if (client == null) {
            client = ProxyProtocol.Thread.Client.FACTORY.wrap(threads.export(RemoteThread.caller(threads, context)));
            callbackThread = client;
        }
        return client;
    }

    /** What {@link #enterCall} replaced. */
    record Before(boolean known, ProxyProtocol.Thread.@Nullable Client thread) {}

    /**
     * The thread begins a call of the peer, whose calls back are to run on {@code callback}.
     *
     * @param callback from the call's {@code Context}, borrowed; null if it names none
     */
    Before enterCall(@Nullable Capability callback) {
        Before before = new Before(requestThreadKnown, requestThread);
        requestThread = callback == null ? null : ProxyProtocol.Thread.Client.FACTORY.wrap(callback.addRef());
        requestThreadKnown = true;
        return before;
    }

    /** The call that {@link #enterCall} began has ended. */
    void leaveCall(Before before) {
        ProxyProtocol.Thread.Client called = requestThread;
        requestThread = before.thread;
        requestThreadKnown = before.known;
        if (called != null) {
            called.close();
        }
    }

    /** Lets the peer's thread and this one's export go. Called once. */
    void release() {
        connection = null;
        ProxyProtocol.Thread.Client request = requestThread;
        ProxyProtocol.Thread.Client callback = callbackThread;
        requestThread = null;
        callbackThread = null;
        requestThreadKnown = false;
        if (request != null) {
            request.close();
        }
        if (callback != null) {
            callback.close();
        }
    }
}

package io.multiprocess.thread;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.thread.schema.ProxyProtocol;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The threads of both sides that one connection knows: the peer's {@code ThreadMap}, the peer's threads that run our calls,
 * our threads that run the peer's, and the pool.
 *
 * <p>The peer's thread map arrives when the two sides exchange them ({@link #setThreadMap}); before that our calls name no
 * thread.
 *
 * <p><i>Thread-safe.</i> No call goes out, and nothing is started, with the lock held.
 *
 * <p>Spec: libmultiprocess, {@code Connection} ({@code m_thread_map}, {@code m_threads}, {@code m_thread_pool}).
 */
public final class ConnectionThreads {
    /** What a peer may ask for in one pool, and in all on one connection. */
    private static final int MAX_THREADS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(ConnectionThreads.class);

    private final VatConnection connection;
    private final Map<ThreadContext, ThreadEntry> entries = new ConcurrentHashMap<>();
    /** Threads made for the peer that have not ended. */
    private final Set<RemoteThread> made = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Capability threadMap;
    private volatile ThreadHooks hooks = ThreadHooks.NONE;

    /** What {@code makePool} made; null before. Guarded by this. */
    private @Nullable List<RemoteThread> pool;
    /** Threads of our own pool that run nothing now, the last used first. Guarded by this. */
    private final ArrayDeque<RemoteThread> idle = new ArrayDeque<>();
    /** Threads of our own pool made so far. Guarded by this. */
    private int ownPoolSize;

    private boolean closed;

    /** The threads of a connection; one object for each. */
    public ConnectionThreads(VatConnection connection) {
        this.connection = connection;
    }

    /** The connection. */
    public VatConnection connection() {
        return connection;
    }

    /** What tests have set. */
    public ThreadHooks hooks() {
        return hooks;
    }

    /** Lets a test look in. */
    public void setHooks(ThreadHooks newHooks) {
        hooks = newHooks;
    }

    /** How many threads made for the peer have not ended. */
    public int madeThreads() {
        return made.size();
    }

    /** How many threads of this process hold a thread of the peer, or are held by it for callbacks. */
    public int knownThreads() {
        return entries.size();
    }

    /** A capability for an object here that the peer shall reach over this connection. The caller owns the reference. */
    public Capability export(LocalServer server) {
        return Capability.local(server, connection.callExecutor());
    }

    /** The object with which the peer makes threads here. The caller owns the reference. */
    public Capability exportThreadMap() {
        return export(new ThreadMap(this));
    }

    /**
     * The peer has given its thread map. Of several, the last one counts.
     *
     * @param map borrowed; a null capability takes the map away
     */
    public void setThreadMap(Capability map) {
        Capability before;
        synchronized (this) {
            if (closed) {
                return;
            }
            before = threadMap;
            threadMap = map.isNull() ? null : map.addRef();
        }
        if (before != null) {
            before.release();
        }
    }

    /** Whether the peer has given its thread map. */
    public boolean hasThreadMap() {
        return threadMap != null;
    }

    /**
     * Fills a call's {@code Context}: which thread of the peer is to run it, and which of ours it may call back.
     *
     * @param context the calling thread's
     * @param output the field
     * @param table of the params
     * @param waits whether the thread will wait for the answer, and so take callbacks
     */
    public void buildContext(
            ThreadContext context, ProxyProtocol.Context.Builder output, CapabilityTable table, boolean waits) {
        ThreadEntry entry = context.entry(this);
        ProxyProtocol.Thread.Client request = entry.requestThread(this);
        if (request != null) {
            output.setThread(table, request);
        }
        if (waits) {
            output.setCallbackThread(table, entry.callbackThread(this));
        }
    }

    ThreadEntry entryOf(ThreadContext context) {
        ThreadEntry entry = entries.get(context);
        if (entry == null) {
            entry = new ThreadEntry(this, context);
            entries.put(context, entry);
            ThreadReaper.watch(this, context);
        }
        return entry;
    }

    /** The thread has ended: what it held at this connection is let go. */
    void forget(ThreadContext context) {
        ThreadEntry entry = entries.remove(context);
        if (entry != null) {
            entry.release();
        }
    }

    boolean isClosed() {
        return !connection.isConnected();
    }

    /**
     * Asks the peer for a thread, without waiting for it.
     *
     * @return promised, owned by the caller; null if the peer has given no thread map
     */
    @Nullable
    Capability requestMakeThread(String name) {
        Capability map;
        synchronized (this) {
            // Another thread may be about to replace it, and let it go.
            map = threadMap == null ? null : threadMap.addRef();
        }
        if (map == null) {
            return null;
        }
        PendingCall pending;
        try {
            OutgoingCall call = map.newCall(ProxyProtocol.ThreadMap.ID, 0, 3 + name.length() / 8);
            call.params()
                    .initAs(ProxyProtocol.ThreadMap.MakeThreadParams.factory)
                    .setName(name);
            pending = call.send();
        } finally {
            map.release();
        }
        Capability thread = pending.pipelined(0);
        pending.onCompletion(this::threadMade);
        return thread;
    }

    private void threadMade(PendingCall call) {
        RpcException failure = call.failure();
        if (failure == null) {
            call.response().close();
        } else if (failure.kind() != RpcException.Kind.DISCONNECTED) {
            log.info(
                    "{{}} IPC client: the peer did not make a thread: {}",
                    ThreadContext.currentName(connection),
                    failure.getMessage());
        }
    }

    /** A thread to run the calls of the peer's thread {@code from}. */
    RemoteThread makeThread(String from) {
        return add(RemoteThread.make(this, "from " + from));
    }

    private RemoteThread add(RemoteThread thread) {
        if (made.size() >= MAX_THREADS) {
            throw new RpcException(
                    RpcException.Kind.OVERLOADED,
                    "makeThread: this connection has " + MAX_THREADS + " threads already");
        }
        made.add(thread);
        if (!connection.isConnected()) {
            // The close may not have seen it.
            thread.end();
        }
        return thread;
    }

    /** A made thread runs nothing more. */
    void ended(RemoteThread thread, boolean neverStarted) {
        made.remove(thread);
        if (neverStarted) {
            // Then there is no run() that does.
            forgetOf(thread);
        }
    }

    private void forgetOf(RemoteThread thread) {
        synchronized (this) {
            idle.remove(thread);
        }
    }

    /**
     * Makes the pool that runs calls which name no thread.
     *
     * @throws RpcException if there is one, or too many threads are asked for
     */
    void makePool(long count) {
        if (count > MAX_THREADS) {
            throw RpcException.failed("makePool called with count " + count + ", at most " + MAX_THREADS + " are made");
        }
        List<RemoteThread> threads = new ArrayList<>();
        synchronized (this) {
            if (pool != null && !pool.isEmpty()) {
                throw RpcException.failed("std::exception: makePool called on connection with existing pool");
            }
            pool = threads;
            for (int i = 0; i < count; i++) {
                threads.add(add(RemoteThread.make(this, "pool/" + i)));
            }
        }
    }

    /**
     * Runs a call that names no thread: on the pool's member with the fewest calls in flight; without a pool, if we are the
     * client, on a thread of our own.
     *
     * @return false if there is neither
     */
    public boolean postToPool(Runnable call) {
        RemoteThread chosen = null;
        synchronized (this) {
            if (pool != null) {
                for (RemoteThread thread : pool) {
                    if (chosen == null || thread.depth() < chosen.depth()) {
                        chosen = thread;
                    }
                }
            }
            if (chosen != null) {
                chosen.posted();
            }
        }
        if (chosen == null) {
            return connection.isInitiator() && postToOwnPool(call);
        }
        RemoteThread thread = chosen;
        return thread.post(() -> {
            try {
                call.run();
            } finally {
                thread.finished();
            }
        });
    }

    /**
     * Runs a peer's call on a thread of ours that nobody named: the last used one that is idle, else a new one.
     *
     * @return false after the connection's end
     */
    public boolean postToOwnPool(Runnable call) {
        RemoteThread chosen;
        synchronized (this) {
            if (closed) {
                return false;
            }
            chosen = idle.pollFirst();
            if (chosen == null) {
                chosen = add(RemoteThread.make(this, "pool/" + ownPoolSize));
                ownPoolSize++;
            }
        }
        RemoteThread thread = chosen;
        return thread.post(() -> {
            try {
                call.run();
            } finally {
                synchronized (ConnectionThreads.this) {
                    idle.addFirst(thread);
                }
            }
        });
    }

    /**
     * The thread of this connection that a {@code Context} names.
     *
     * @return null if it is no thread of this connection, as far as is known now
     */
    public @Nullable RemoteThread localThread(Capability thread) {
        return thread.localServer() instanceof RemoteThread local && local.belongsTo(this) ? local : null;
    }

    /**
     * The calling thread begins a call of the peer; its own calls over this connection now run on that call's callback thread.
     *
     * @param callback from the {@code Context}, borrowed; null if none is named
     * @return to be given to {@link #leaveCall}
     */
    public Object enterCall(ThreadContext context, @Nullable Capability callback) {
        return context.entry(this).enterCall(callback);
    }

    /** The call that {@link #enterCall} began has ended. */
    public void leaveCall(ThreadContext context, Object before) {
        context.entry(this).leaveCall((ThreadEntry.Before) before);
    }

    /** The connection has ended: the threads that run the peer's calls end when they have. Does not wait. */
    public void close() {
        Capability map;
        synchronized (this) {
            closed = true;
            map = threadMap;
            threadMap = null;
            idle.clear();
        }
        if (map != null) {
            map.release();
        }
        for (RemoteThread thread : made) {
            thread.end();
        }
        // Their threads may be using them now; with the connection gone there is nothing left in them to release.
        entries.clear();
    }
}

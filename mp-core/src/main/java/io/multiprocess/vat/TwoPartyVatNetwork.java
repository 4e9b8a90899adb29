package io.multiprocess.vat;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import io.multiprocess.loop.EventLoop;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.wire.LargeMemory;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections of one vat and what they share: event loops, selectors for threads that read, threads for cleaning up.
 *
 * <p>Each connection is between two vats, over one stream. Thread-safe; starts threads when they are first needed.
 */
public final class TwoPartyVatNetwork implements AutoCloseable {
    /** Selectors that are kept for the next thread that reads. */
    private static final int IDLE_SELECTORS = 8;

    private final String name;
    private final ThreadFactory workerThreads;
    private final int loggedMessageChars;
    private final long spinNanos;
    private final ThreadPoolExecutor cleanupPool;
    private final ThreadPoolExecutor handshakePool;
    private final CallExecutor callExecutor = this::executeOnLoop;
    private final LargeMemory largeMemory = new LargeMemory();

    private final Object lock = new Object();
    // Guarded by lock.
    private final Map<SelectorProvider, EventLoop> loops = new LinkedHashMap<>();
    private final Set<TwoPartyConnection> connections = new LinkedHashSet<>();
    private final ArrayDeque<LeaderSelector> selectors = new ArrayDeque<>();
    private boolean closed;

    /**
     * A network without connections.
     *
     * @param name of this process, for thread names
     * @param workerThreads makes the threads that run calls
     * @param loggedMessageChars how much of a message is logged at trace level, in characters
     * @param spinNanos for how long threads that read may look without sleeping, where that helps; 0 for not at all
     */
    public TwoPartyVatNetwork(String name, ThreadFactory workerThreads, int loggedMessageChars, long spinNanos) {
        this.name = name;
        this.workerThreads = workerThreads;
        this.loggedMessageChars = loggedMessageChars;
        // With one processor, looking only keeps it from those who are waited for.
        this.spinNanos = Runtime.getRuntime().availableProcessors() > 1 ? spinNanos : 0;
        cleanupPool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons(name + "-cleanup-"));
        // They compute, so more threads than processors would not be faster, whatever knocks at the door.
        int processors = Runtime.getRuntime().availableProcessors();
        handshakePool = new ThreadPoolExecutor(
                processors,
                processors,
                2,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemons(name + "-handshake-"));
        handshakePool.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The name of this process. */
    public String name() {
        return name;
    }

    /** Where calls on local objects run that come from this process. */
    public CallExecutor callExecutor() {
        return callExecutor;
    }

    /** Where the tasks of handshakes run, which an event loop has no time for. */
    public Executor handshakeExecutor() {
        return handshakePool;
    }

    int loggedMessageChars() {
        return loggedMessageChars;
    }

    LargeMemory largeMemory() {
        return largeMemory;
    }

    long spinNanos() {
        return spinNanos;
    }

    Thread newWorkerThread(Runnable work) {
        Thread thread = workerThreads.newThread(work);
        if (thread == null) {
            throw new IllegalStateException("the thread factory of vat " + name + " made no thread");
        }
        return thread;
    }

    CleanupQueue newCleanupQueue() {
        return new CleanupQueue(name, cleanupPool);
    }

    /** The event loop for the channels of a provider. */
    public EventLoop loop(SelectorProvider provider) {
        synchronized (lock) {
            EventLoop loop = loops.get(provider);
            if (loop == null) {
                loop = new EventLoop(
                        name + "-loop" + (loops.isEmpty() ? "" : "-" + (loops.size() + 1)),
                        provider,
                        task -> {
                            Thread thread = new Thread(task);
                            thread.setDaemon(true);
                            return thread;
                        },
                        spinNanos);
                loops.put(provider, loop);
                if (closed) {
                    loop.close();
                }
            }
            return loop;
        }
    }

    /** Whether the calling thread must not block because it reads for connections. */
    public boolean onEventLoop() {
        if (ReadingTurn.isReading()) {
            return true;
        }
        synchronized (lock) {
            for (EventLoop loop : loops.values()) {
                if (loop.inLoop()) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Starts to speak over a stream, which the connection takes over.
     *
     * @throws IOException if the network is closed
     */
    public VatConnection open(StreamConnection stream, ConnectionSetup setup) throws IOException {
        TwoPartyConnection connection = new TwoPartyConnection(this, stream, setup);
        synchronized (lock) {
            if (!closed) {
                connections.add(connection);
            } else {
                connection = null;
            }
        }
        if (connection == null) {
            stream.close();
            throw new IOException("vat " + name + " is closed");
        }
        try {
            LocalServer server = setup.bootstrap().apply(connection);
            Capability offered = server == null ? null : Capability.local(server, callExecutor);
            if (!connection.start(offered)) {
                if (offered != null) {
                    offered.release();
                }
                throw new IllegalStateException("vat " + name + " was closed");
            }
        } catch (RuntimeException | Error e) {
            stream.close();
            removed(connection);
            throw e;
        }
        return connection;
    }

    /** The open connections, in the order they were opened. */
    public Collection<VatConnection> connections() {
        synchronized (lock) {
            return new ArrayList<>(connections);
        }
    }

    void removed(TwoPartyConnection connection) {
        synchronized (lock) {
            connections.remove(connection);
        }
    }

    LeaderSelector borrowSelector(SelectorProvider provider) throws IOException {
        synchronized (lock) {
            LeaderSelector idle = selectors.poll();
            if (idle != null) {
                return idle;
            }
        }
        return new LeaderSelector(name, provider);
    }

    void giveBack(@Nullable LeaderSelector selector) {
        if (selector == null) {
            return;
        }
        try {
            selector.detach();
            synchronized (lock) {
                if (!closed && selectors.size() < IDLE_SELECTORS) {
                    selectors.push(selector);
                    return;
                }
            }
        } catch (IOException e) {
            // A selector that fails is not worth keeping.
            selector.close();
            return;
        }
        selector.close();
    }

    private void executeOnLoop(Runnable task) {
        if (!loop(SelectorProvider.provider()).tryExecute(task)) {
            cleanupPool.execute(task);
        }
    }

    /** Ends all connections and the event loops' threads. Does nothing the second time. */
    @Override
    public void close() {
        Collection<TwoPartyConnection> closing;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            closing = new ArrayList<>(connections);
        }
        for (TwoPartyConnection connection : closing) {
            connection.end(RpcException.disconnected("vat " + name + " was closed"), true);
        }
        synchronized (lock) {
            for (EventLoop loop : loops.values()) {
                loop.close();
            }
            selectors.forEach(LeaderSelector::close);
            selectors.clear();
        }
    }
}

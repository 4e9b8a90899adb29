package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import io.multiprocess.thread.ConnectionThreads;
import io.multiprocess.thread.ThreadContext;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What proxies share at one connection: its threads, its options, and the objects that are served over it.
 *
 * <p>When the connection ends, objects that were handed over are closed, the last created first, off the event loop; one that
 * is being called is closed when the call has ended.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code Connection}.
 */
public final class ProxyConnection {
    private static final Logger log = LoggerFactory.getLogger(ProxyConnection.class);

    private final VatConnection connection;
    private final ConnectionThreads threads;
    private final Completions completions = new Completions();
    private volatile ProxyOptions options = ProxyOptions.defaults();

    /** The newest of the servers that have not ended; they are linked. Guarded by {@link #serversLock}. */
    private @Nullable ProxyServer<?> newestServer;
    /** Guarded by {@link #serversLock}. */
    private int serverCount;
    /** Whether the end of the connection has been dealt with. Guarded by {@link #serversLock}. */
    private boolean ended;

    private final Object serversLock = new Object();

    private ProxyConnection(VatConnection connection) {
        this.connection = connection;
        threads = new ConnectionThreads(connection);
    }

    /** The one object for a connection. */
    public static ProxyConnection of(VatConnection connection) {
        return connection.attribute(ProxyConnection.class, () -> {
            ProxyConnection made = new ProxyConnection(connection);
            connection.onClose(made::disconnected);
            return made;
        });
    }

    /** The connection itself. */
    public VatConnection vatConnection() {
        return connection;
    }

    /** The threads of both sides. */
    public ConnectionThreads threads() {
        return threads;
    }

    /** Whether calls are still possible. */
    public boolean isConnected() {
        return connection.isConnected();
    }

    /** What applies to the proxies of this connection. */
    public ProxyOptions options() {
        return options;
    }

    /** Sets what applies to the proxies of this connection; best before there are any. */
    public void setOptions(ProxyOptions newOptions) {
        options = newOptions;
    }

    long callTimeoutNanos() {
        return options.callTimeout().toNanos();
    }

    /** Runs what completes the stages of asynchronous calls, in order. */
    Executor completions() {
        return completions;
    }

    /**
     * The peer's bootstrap object; its {@code construct} has been called.
     *
     * @param closesConnection whether closing the proxy closes the connection
     * @throws RpcException if {@code construct} failed; the connection is closed then if {@code closesConnection}
     */
    public <T> T root(ProxyType<T> type, boolean closesConnection) {
        return client(type, connection.bootstrap(), true, closesConnection);
    }

    /**
     * A proxy of an object of the peer; its {@code construct} has been called if it has one.
     *
     * @param capability this takes over the reference
     * @throws RpcException if {@code construct} failed
     */
    public <T> T client(ProxyType<T> type, Capability capability) {
        return client(type, capability, false, false);
    }

    private <T> T client(ProxyType<T> type, Capability capability, boolean isRoot, boolean closesConnection) {
        ProxyContext context = ProxyContext.of(type, this, capability, isRoot, closesConnection);
        T proxy = type.newClient(context);
        if (type.hasConstruct()) {
            boolean constructed = false;
            try {
                type.callConstruct(context);
                constructed = true;
            } finally {
                if (!constructed) {
                    context.close();
                }
            }
        }
        return proxy;
    }

    /**
     * What takes calls for an object, for this connection only: its bootstrap object, say. The object stays its owner's.
     */
    public <T> LocalServer server(ProxyType<T> type, T object) {
        return type.newServer(object, new ProxyServerContext(this, false));
    }

    /** A capability for an object of ours that the peer shall call. The caller owns the reference. */
    public <T> Capability export(ProxyType<T> type, T object, boolean handedOver) {
        return threads.export(type.newServer(object, new ProxyServerContext(this, handedOver)));
    }

    /** The calling thread, as it is called in logs. */
    String loggingThread() {
        return ThreadContext.currentName(connection);
    }

    /** How many objects are served over this connection now. */
    public int servedObjects() {
        synchronized (serversLock) {
            return serverCount;
        }
    }

    void add(ProxyServer<?> server) {
        synchronized (serversLock) {
            server.older = newestServer;
            if (newestServer != null) {
                newestServer.newer = server;
            }
            newestServer = server;
            serverCount++;
        }
    }

    void remove(ProxyServer<?> server) {
        synchronized (serversLock) {
            if (server.newer != null) {
                server.newer.older = server.older;
            } else if (newestServer == server) {
                newestServer = server.older;
            } else {
                return;
            }
            if (server.older != null) {
                server.older.newer = server.newer;
            }
            server.newer = null;
            server.older = null;
            serverCount--;
        }
    }

    /** Whether a server that is released now is, or will be, ended by {@link #disconnected}, which keeps the order. */
    boolean endsInOrder(ProxyServer<?> server) {
        synchronized (serversLock) {
            return ended ? server.endsWithConnection : !connection.isConnected();
        }
    }

    /** The connection has ended. On a thread that may block. */
    private void disconnected() {
        List<ProxyServer<?>> newestFirst = new ArrayList<>();
        synchronized (serversLock) {
            ended = true;
            for (ProxyServer<?> server = newestServer; server != null; server = server.older) {
                server.endsWithConnection = true;
                newestFirst.add(server);
            }
        }
        threads.close();
        for (ProxyServer<?> server : newestFirst) {
            server.disconnected();
        }
    }

    /** Runs tasks one after another on a thread of the vat that exists while there are any. */
    private final class Completions implements Executor, Runnable {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            synchronized (tasks) {
                tasks.add(task);
                if (running) {
                    tasks.notifyAll();
                    return;
                }
                running = true;
            }
            connection.newThread(this).start();
        }

        @Override
        public void run() {
            Thread.currentThread().setName(connection.vatName() + " completions " + connection.id());
            while (true) {
                Runnable task;
                synchronized (tasks) {
                    task = tasks.poll();
                    if (task == null) {
                        try {
                            // Thread starts are dear: stay for a while.
                            tasks.wait(1_000);
                        } catch (InterruptedException e) {
                            // Nobody has a reason to; carry on as if time were over.
                            log.debug("interrupted", e);
                        }
                        task = tasks.poll();
                        if (task == null) {
                            running = false;
                            return;
                        }
                    }
                }
                try {
                    task.run();
                } catch (Throwable e) {
                    // Those behind it are to run all the same.
                    log.warn("{{}} IPC client: completion of an asynchronous call failed", loggingThread(), e);
                }
            }
        }
    }
}

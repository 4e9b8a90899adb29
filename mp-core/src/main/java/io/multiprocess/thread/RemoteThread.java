package io.multiprocess.thread;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import io.multiprocess.thread.schema.ProxyProtocol;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.ThreadNames;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A thread of this process as the peer sees it (proxy.capnp's {@code Thread}): one that was made to run the peer's calls,
 * or one of ours that calls the peer and can be called back while it waits.
 *
 * <p>State of a made one: <i>new</i> → (first call) <i>running</i> → (last reference released, or connection closed)
 * <i>ended</i>. It is started by its first call, so that a peer that only asks for threads costs nothing. Calls run in the order
 * posted, one inside the other where the outer one waits for the peer.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code ProxyServer<Thread>}.
 */
public final class RemoteThread implements LocalServer {
    private final ConnectionThreads threads;
    private final ThreadContext context;
    private final boolean made;
    /** Calls posted that have not ended; what the pool chooses by. */
    private final AtomicInteger depth = new AtomicInteger();

    private boolean started;
    private boolean ended;

    private RemoteThread(ConnectionThreads threads, ThreadContext context, boolean made) {
        this.threads = threads;
        this.context = context;
        this.made = made;
    }

    /** One of our threads, which calls the peer. */
    static RemoteThread caller(ConnectionThreads threads, ThreadContext context) {
        return new RemoteThread(threads, context, false);
    }

    /**
     * A thread to run calls of the peer.
     *
     * @param purpose what stands in parentheses at the end of its name
     */
    static RemoteThread make(ConnectionThreads threads, String purpose) {
        Worker worker = new Worker();
        Thread thread = threads.connection().newThread(worker);
        String name = ThreadNames.worker(threads.connection().vatName(), thread, purpose);
        thread.setName(name);
        RemoteThread remote = new RemoteThread(threads, new ThreadContext(thread, name), true);
        worker.remote = remote;
        return remote;
    }

    /** Runs the calls. The thread exists before the object that describes it. */
    private static final class Worker implements Runnable {
        private @Nullable RemoteThread remote;

        @Override
        public void run() {
            RemoteThread self = remote;
            if (self != null) {
                self.work();
            }
        }
    }

    private void work() {
        context.bind();
        try {
            threads.hooks().makeThreadCreated();
            runCalls();
        } finally {
            end();
            threads.forget(context);
        }
    }

    private void runCalls() {
        Waiter waiter = context.waiter();
        VatConnection connection = threads.connection();
        while (true) {
            Runnable call = waiter.poll();
            if (call != null) {
                call.run();
            } else if (waiter.isClosed() && !waiter.hasWork()) {
                return;
            } else if (!connection.awaitWork(waiter, Mailbox.FOREVER)) {
                // Left behind by a call: nobody else interrupts this thread.
                Thread.interrupted();
                if (!connection.isConnected()) {
                    end();
                }
            }
        }
    }

    /** The name that logs and the peer know this thread by. */
    public String name() {
        return context.name();
    }

    /** Whether this thread belongs to a connection, so that calls over that one may name it. */
    public boolean belongsTo(ConnectionThreads other) {
        return threads == other;
    }

    int depth() {
        return depth.get();
    }

    void posted() {
        depth.incrementAndGet();
    }

    void finished() {
        depth.decrementAndGet();
    }

    /**
     * Queues something to run on this thread, behind what is queued already.
     *
     * @return false if the thread cannot run it: it has ended, or it is one of ours and waits for nothing
     */
    public boolean post(Runnable task) {
        if (!made) {
            return context.waiter().postIfWaiting(task);
        }
        synchronized (this) {
            if (ended) {
                return false;
            }
            if (!started) {
                started = true;
                context.waiter().post(task);
                context.thread().start();
                return true;
            }
        }
        return context.waiter().post(task);
    }

    /** Ends a made thread when what is queued has run. Does not wait. */
    void end() {
        boolean neverStarted;
        synchronized (this) {
            if (ended || !made) {
                return;
            }
            ended = true;
            neverStarted = !started;
        }
        context.waiter().close();
        threads.ended(this, neverStarted);
    }

    @Override
    public void dispatch(long interfaceId, int methodId, CallContext call) {
        if (interfaceId != ProxyProtocol.Thread.ID || methodId != 0) {
            call.fail(RpcException.unimplemented(interfaceId, methodId));
            return;
        }
        call.results(8).initAs(ProxyProtocol.Thread.GetNameResults.factory).setResult(context.name());
        call.complete();
    }

    @Override
    public boolean runsOnLoop(long interfaceId, int methodId) {
        return false;
    }

    @Override
    public void released() {
        end();
    }

    @Override
    public String toString() {
        return "Thread " + context.name();
    }
}

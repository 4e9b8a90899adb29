package io.multiprocess.vat;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import org.capnproto.Data;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** An object for tests of connections: params and results are plain bytes. */
public final class EchoServer implements LocalServer {
    public static final long ID = 0x9123456789abcdefL;

    /** Answers with the params, on the event loop. */
    public static final int ECHO = 0;
    /** Answers with the params, on this connection's worker thread. */
    public static final int ECHO_ON_WORKER = 1;
    /** Keeps the call in {@link #held}. */
    public static final int HOLD = 2;
    /** Fails. */
    public static final int FAIL = 3;

    private final VatConnection connection;
    final BlockingQueue<CallContext> held = new LinkedBlockingQueue<>();
    final AtomicInteger released = new AtomicInteger();
    private @Nullable Worker worker;

    public EchoServer(VatConnection connection) {
        this.connection = connection;
    }

    @Override
    public void dispatch(long interfaceId, int methodId, CallContext context) {
        switch (methodId) {
            case ECHO -> echo(context);
            case ECHO_ON_WORKER -> worker().post(() -> echo(context));
            case HOLD -> held.add(context);
            case FAIL -> context.fail(new RpcException(RpcException.Kind.FAILED, "as asked"));
            default -> context.fail(RpcException.unimplemented(interfaceId, methodId));
        }
    }

    @Override
    public boolean runsOnLoop(long interfaceId, int methodId) {
        return methodId != ECHO_ON_WORKER;
    }

    @Override
    public void released() {
        released.incrementAndGet();
    }

    /** Answers the oldest call that is held. */
    public void finishHeld() {
        CallContext oldest = held.poll();
        if (oldest == null) {
            throw new IllegalStateException("no call is held");
        }
        echo(oldest);
    }

    private synchronized Worker worker() {
        Worker current = worker;
        if (current == null) {
            current = new Worker(connection);
            worker = current;
            Thread thread = connection.newThread(current);
            current.thread = thread;
            thread.setName("worker of " + connection.description());
            thread.start();
        }
        return current;
    }

    static void echo(CallContext context) {
        Data.Reader params = context.params().getAs(Data.factory);
        byte[] bytes = params.toArray();
        context.results(bytes.length / 8 + 2)
                .initAs(Data.factory, bytes.length)
                .asByteBuffer()
                .put(bytes);
        context.complete();
    }

    public static PendingCall call(Capability on, int method, byte[] bytes) {
        return newCall(on, method, bytes).send();
    }

    /** A call that nobody is about to wait for. */
    static PendingCall callSoon(Capability on, int method, byte[] bytes) {
        return newCall(on, method, bytes).sendSoon();
    }

    private static OutgoingCall newCall(Capability on, int method, byte[] bytes) {
        OutgoingCall call = on.newCall(ID, method, bytes.length / 8 + 2);
        call.params().initAs(Data.factory, bytes.length).asByteBuffer().put(bytes);
        return call;
    }

    public static byte[] bytes(PendingCall call) {
        try (var response = call.response()) {
            return response.results().getAs(Data.factory).toArray();
        }
    }

    /** A thread that runs calls of one thread of the peer, as the thread layer's do. */
    static final class Worker implements Mailbox, Runnable {
        private final VatConnection connection;
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private volatile boolean work;
        private volatile @Nullable Runnable wakeUp;
        volatile @Nullable Thread thread;

        Worker(VatConnection connection) {
            this.connection = connection;
        }

        void post(Runnable task) {
            synchronized (this) {
                tasks.add(task);
                work = true;
            }
            wake();
        }

        @Override
        public void run() {
            while (connection.awaitWork(this, FOREVER)) {
                Runnable task = poll();
                if (task != null) {
                    task.run();
                }
            }
        }

        @Override
        public Thread thread() {
            Thread known = thread;
            return known == null ? Thread.currentThread() : known;
        }

        @Override
        public boolean hasWork() {
            return work;
        }

        @Override
        public @Nullable Runnable poll() {
            synchronized (this) {
                Runnable task = tasks.poll();
                work = !tasks.isEmpty();
                return task;
            }
        }

        @Override
        public void wake() {
            Runnable up = wakeUp;
            if (up != null) {
                up.run();
            } else {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void wakeWith(@Nullable Runnable newWakeUp) {
            wakeUp = newWakeUp;
        }
    }
}

package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What a proxy stands for: an object in another process, the connection to it, and whether it can be called.
 *
 * <p>State: see {@link ProxyState}; <i>live</i> → <i>destroyed</i> by {@link #close}, <i>live</i> → <i>disconnected</i> with the
 * connection. Holds one reference to the object while live. A <i>root</i> with a {@link RootSource} finds its object anew for each
 * call and is never disconnected.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code ProxyContext} and {@code ProxyClientBase}.
 */
public final class ProxyContext implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProxyClient.class);

    /** How long closing waits for calls of other threads that are being built. Conversions of the user's may take their time. */
    private static final long MAX_BUILDING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ProxyType<?> type;
    private final @Nullable ProxyConnection connection;
    private final @Nullable Capability capability;
    private final @Nullable RootSource source;
    private final boolean isRoot;
    private final boolean closesConnection;
    private final AtomicBoolean destroyed = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

    /**
     * What keeps the object: the proxy until it is closed or forgotten, and each call from its beginning until it is sent. Letting go
     * of the object while a call to it is being built would send the call to nobody, and the peer would end the connection.
     */
    private final AtomicInteger holds = new AtomicInteger(1);

    private volatile long callTimeoutNanos;
    private Cleaner.@Nullable Cleanable cleanable;
    /** The thread that calls {@code destroy} when everybody else may not call any more. */
    private volatile @Nullable Thread destroying;

    private ProxyContext(
            ProxyType<?> type,
            @Nullable ProxyConnection connection,
            @Nullable Capability capability,
            @Nullable RootSource source,
            boolean isRoot,
            boolean closesConnection,
            long callTimeoutNanos) {
        this.type = type;
        this.connection = connection;
        this.capability = capability;
        this.source = source;
        this.isRoot = isRoot;
        this.closesConnection = closesConnection;
        this.callTimeoutNanos = callTimeoutNanos;
    }

    /**
     * An object of a peer.
     *
     * @param capability this takes over the reference
     * @param isRoot whether it is the bootstrap object, which is kept until the connection ends
     * @param closesConnection whether closing the proxy closes the connection
     */
    static ProxyContext of(
            ProxyType<?> type,
            ProxyConnection connection,
            Capability capability,
            boolean isRoot,
            boolean closesConnection) {
        return new ProxyContext(
                type, connection, capability, null, isRoot, closesConnection, connection.callTimeoutNanos());
    }

    /**
     * A root object that is looked up anew for each call.
     *
     * @param callTimeout how long a call may take once there is a connection; zero for as long as it takes
     */
    public static ProxyContext root(ProxyType<?> type, RootSource source, Duration callTimeout) {
        return new ProxyContext(type, null, null, source, true, false, callTimeout.toNanos());
    }

    /** The interface. */
    public ProxyType<?> type() {
        return type;
    }

    /** Where the proxy stands now. */
    public ProxyState state() {
        if (destroyed.get()) {
            return ProxyState.DESTROYED;
        }
        ProxyConnection fixed = connection;
        return fixed == null || fixed.isConnected() ? ProxyState.LIVE : ProxyState.DISCONNECTED;
    }

    /**
     * The connection to the object; of a root that reconnects, the present one, which may be made for this.
     *
     * @throws RpcException if there is none
     */
    public ProxyConnection connection() {
        return target().fixedConnection();
    }

    /**
     * The capability that is called, borrowed; good until the proxy is closed or disconnected.
     *
     * @throws RpcException if a root that reconnects has no connection
     */
    public Capability capability() {
        Capability fixed = target().capability;
        if (fixed == null) {
            throw new IllegalStateException("no capability: " + this);
        }
        return fixed;
    }

    /** Sets how long a call may take, also an asynchronous one; zero for as long as it takes. See also {@link CallDeadline}. */
    public void setCallTimeout(Duration timeout) {
        callTimeoutNanos = timeout.toNanos();
    }

    long callTimeoutNanos() {
        return callTimeoutNanos;
    }

    /**
     * Begins a call that the calling thread will wait for. Only generated code calls this.
     *
     * @throws RpcException if the connection has ended
     * @throws IllegalStateException if the proxy was closed, or on an event loop's thread
     */
    public ClientInvokeContext begin(ProxyMethod method) {
        return begin(method, true);
    }

    /**
     * Begins a call that the calling thread will not wait for. Only generated code calls this.
     *
     * @throws RpcException if the connection has ended
     * @throws IllegalStateException if the proxy was closed
     */
    public ClientInvokeContext beginAsync(ProxyMethod method) {
        return begin(method, false);
    }

    private ClientInvokeContext begin(ProxyMethod method, boolean waits) {
        if (destroyed.get() && destroying != Thread.currentThread()) {
            throw new IllegalStateException(method + " called after the proxy was closed");
        }
        ProxyContext target = target();
        ProxyConnection to = target.fixedConnection();
        Capability callee = target.capability;
        if (!to.isConnected() || callee == null) {
            throw RpcException.disconnected("IPC client method called after disconnect.");
        }
        if (waits && to.vatConnection().onEventLoop()) {
            throw new IllegalStateException(
                    method + " would block the event loop. A method that calls another process must run"
                            + " on a thread of its own: add `context :Proxy.Context` to its parameters in the schema.");
        }
        if (!target.hold()) {
            throw new IllegalStateException(method + " called after the proxy was closed");
        }
        boolean begun = false;
        try {
            // Held first, looked then: whoever closes does it the other way round, and one of the two notices.
            if (target.destroyed.get() && target.destroying != Thread.currentThread()) {
                throw new IllegalStateException(method + " called after the proxy was closed");
            }
            ClientInvokeContext call = new ClientInvokeContext(to, this, target, method, callee, waits);
            begun = true;
            return call;
        } finally {
            if (!begun) {
                target.letGo();
            }
        }
    }

    private boolean hold() {
        for (int count = holds.get(); count > 0; count = holds.get()) {
            if (holds.compareAndSet(count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    /** A call was sent or dropped, or the proxy closed: the object is let go if that was the last to keep it. */
    void letGo() {
        if (holds.decrementAndGet() == 0) {
            Capability held = capability;
            if (held != null) {
                held.release();
            }
            return;
        }
        Thread waiting = destroying;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /** This, or what a root stands for now. */
    private ProxyContext target() {
        RootSource finder = source;
        if (finder == null) {
            return this;
        }
        try {
            return finder.current();
        } catch (IOException e) {
            throw new RpcException(RpcException.Kind.DISCONNECTED, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException(type.displayName());
        }
    }

    private ProxyConnection fixedConnection() {
        ProxyConnection fixed = connection;
        if (fixed == null) {
            throw new IllegalStateException("a root's source gave a root: " + this);
        }
        return fixed;
    }

    boolean canBeForgotten() {
        return !isRoot;
    }

    void registered(Cleaner.Cleanable cleaner) {
        cleanable = cleaner;
    }

    /**
     * Ends the proxy: calls {@code destroy} if the interface has one, so that the object is gone when this returns, and lets the
     * object go. The first proxy of a connection also closes that. What {@code destroy} fails with is logged. Harmless the
     * second time and after a disconnect.
     */
    @Override
    public void close() {
        if (!destroyed.compareAndSet(false, true)) {
            return;
        }
        ProxyConnection to = connection;
        if (to == null) {
            return;
        }
        if (type.hasDestroy() && to.isConnected()) {
            if (to.vatConnection().onEventLoop()) {
                to.vatConnection().runCleanup(() -> destroyAndRelease(to));
                return;
            }
        }
        destroyAndRelease(to);
    }

    private void destroyAndRelease(ProxyConnection to) {
        if (type.hasDestroy() && to.isConnected()) {
            destroying = Thread.currentThread();
            try {
                awaitCallsBeingBuilt();
                if (log.isDebugEnabled()) {
                    log.debug("{{}} IPC client destroy {}", to.loggingThread(), type);
                }
                type.destroy(this);
            } catch (Exception e) {
                // With the connection, or the call that was to give the object, there is nothing left to destroy.
                boolean gone = !to.isConnected() || failedPromise();
                log.atLevel(gone ? Level.DEBUG : Level.WARN)
                        .log(
                                "{{}} Remote destroy call of {} failed during cleanup. Continuing. ({})",
                                to.loggingThread(),
                                type,
                                e.toString());
            } finally {
                destroying = null;
            }
        }
        release();
        Cleaner.Cleanable cleaner = cleanable;
        if (cleaner != null) {
            cleaner.clean();
        }
        if (closesConnection) {
            to.vatConnection().close();
        }
    }

    private boolean failedPromise() {
        Capability fixed = capability;
        return fixed != null && fixed.mostResolved().brokenReason() != null;
    }

    /** Nothing must reach the peer behind {@code destroy}: a C++ server would not survive it. */
    private void awaitCallsBeingBuilt() {
        long end = System.nanoTime() + MAX_BUILDING_NANOS;
        boolean interrupted = false;
        for (long left = MAX_BUILDING_NANOS; holds.get() > 1 && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        if (released.compareAndSet(false, true)) {
            letGo();
        }
    }

    /** The proxy has become garbage, or was closed: what is still held is released. */
    void forgotten() {
        if (destroyed.compareAndSet(false, true)) {
            ProxyConnection from = connection;
            if (from != null && from.isConnected()) {
                int count = type.countForgotten();
                // One that is not closeable in Java is meant to be forgotten.
                if (count == 1 && AutoCloseable.class.isAssignableFrom(type.javaType())) {
                    log.warn(
                            "A proxy of {} was forgotten without being closed; it is released now. Others of this type will be"
                                    + " logged at debug level.",
                            type);
                } else {
                    log.debug("A proxy of {} was forgotten and is released, number {}", type, count);
                }
            }
            release();
        }
    }

    @Override
    public String toString() {
        ProxyConnection to = connection;
        return "proxy of " + type + " (" + state().name().toLowerCase(Locale.ROOT) + ")"
                + (to == null ? "" : " over " + to.vatConnection().description());
    }
}

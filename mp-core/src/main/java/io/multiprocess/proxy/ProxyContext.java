package io.multiprocess.proxy;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

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

    private final ProxyType<?> type;
    private final @Nullable ProxyConnection connection;
    private final @Nullable Capability capability;
    private final @Nullable RootSource source;
    private final boolean isRoot;
    private final boolean closesConnection;
    private final AtomicBoolean destroyed = new AtomicBoolean();
    private final AtomicBoolean released = new AtomicBoolean();

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
     * @param callTimeout how long a blocking call may take once there is a connection; zero for as long as it takes
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

    /** Sets how long a blocking call may take; zero for as long as it takes. */
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
        try {
            return new ClientInvokeContext(to, this, method, callee, waits);
        } catch (IllegalStateException e) {
            if (destroyed.get() && destroying != Thread.currentThread()) {
                throw new IllegalStateException(method + " called after the proxy was closed", e);
            }
            throw e;
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
                log.debug("IPC client destroy {}", type);
                type.destroy(this);
            } catch (Exception e) {
                log.warn("Remote destroy call of {} failed during cleanup. Continuing. ({})", type, e.toString());
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

    private void release() {
        Capability held = capability;
        if (held != null && released.compareAndSet(false, true)) {
            held.release();
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

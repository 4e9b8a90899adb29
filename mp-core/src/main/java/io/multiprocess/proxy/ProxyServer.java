package io.multiprocess.proxy;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Base of generated proxy servers, which take a peer's calls for a Java object. Every passing of an object over a connection makes
 * one of its own.
 *
 * <p>State: <i>live</i> → <i>ended</i>, by the peer's {@code destroy} (on the calling thread's thread here), by the peer letting
 * go of it, or with the connection (off the event loop, after the calls that are running). A call after {@code destroy} fails.
 * An object that was handed over is closed when its last server has ended.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code ProxyServerBase}.
 *
 * @param <T> the Java interface
 */
public abstract class ProxyServer<T> implements LocalServer {
    private static final Logger log = LoggerFactory.getLogger(ProxyServer.class);

    private final ProxyType<T> type;
    private final ProxyConnection connection;
    private final boolean handedOver;
    private volatile @Nullable T impl;

    /** What keeps the object: the peer, and each call that has not ended. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private final AtomicBoolean letGo = new AtomicBoolean();

    /** Neighbours in {@link ProxyConnection}'s list, guarded by its lock. */
    @Nullable
    ProxyServer<?> newer;

    @Nullable
    ProxyServer<?> older;

    /** Whether the end of the connection ends this, guarded by the same lock. */
    boolean endsWithConnection;

    /** Serves an object. */
    protected ProxyServer(ProxyType<T> type, T impl, ProxyServerContext context) {
        this.type = type;
        this.impl = impl;
        connection = context.connection();
        handedOver = context.handedOver() && impl instanceof AutoCloseable;
        if (handedOver) {
            ServedObjects.add(impl);
        }
        connection.add(this);
    }

    /**
     * Decodes the params of a call, calls the object, builds the results. On the thread that the call belongs to.
     *
     * @throws Exception what the object threw
     */
    protected abstract void invoke(ServerInvokeContext call) throws Exception;

    /**
     * Builds the results of a call that failed with a declared exception.
     *
     * @return false if the exception is none that the schema declares for the method
     */
    protected boolean buildException(ServerInvokeContext call, Throwable failure) {
        return false;
    }

    /**
     * The object, when the params of the call have been decoded.
     *
     * @throws RpcException if it was destroyed
     */
    protected final T impl(ServerInvokeContext call) {
        call.decoded();
        T object = impl;
        if (object == null) {
            throw RpcException.failed("IPC server method called after destroy: " + call.method());
        }
        return object;
    }

    /**
     * The peer's {@code destroy}: this server serves nothing any more, and the object is closed if it was handed over and this
     * was its last server.
     *
     * @throws Exception what closing the object threw
     */
    protected final void destroy(ServerInvokeContext call) throws Exception {
        call.decoded();
        if (log.isDebugEnabled()) {
            log.debug("{{}} IPC server destroy {}", connection.loggingThread(), type);
        }
        dispose();
    }

    /** The interface. */
    public final ProxyType<T> type() {
        return type;
    }

    final ProxyConnection connection() {
        return connection;
    }

    /** Whether calls come over the given connection. */
    public final boolean isServedOver(ProxyConnection other) {
        return connection == other;
    }

    /** The object itself, for a peer that gave us our own capability back; null after {@code destroy}. */
    public final @Nullable T object() {
        return impl;
    }

    final Object target() {
        T object = impl;
        return object == null ? this : object;
    }

    @Override
    public final void dispatch(long interfaceId, int methodId, CallContext call) {
        ProxyMethod method = type.method(interfaceId, methodId);
        if (method == null) {
            call.fail(RpcException.unimplemented(interfaceId, methodId));
            return;
        }
        holds.incrementAndGet();
        new ServerInvokeContext(this, method, call).start();
    }

    @Override
    public final boolean runsOnLoop(long interfaceId, int methodId) {
        ProxyMethod method = type.method(interfaceId, methodId);
        return method != null && !method.takesContext();
    }

    @Override
    public final void released() {
        if (!connection.endsInOrder(this)) {
            letGo();
        }
    }

    /** The connection has ended. On a thread that may block. */
    final void disconnected() {
        letGo();
    }

    private void letGo() {
        if (letGo.compareAndSet(false, true)) {
            callEnded();
        }
    }

    /** One call less, or the peer, holds the object. */
    final void callEnded() {
        if (holds.decrementAndGet() == 0) {
            if (needsClosing()) {
                connection.vatConnection().runCleanup(this::disposeQuietly);
            } else {
                disposeQuietly();
            }
        }
    }

    private boolean needsClosing() {
        return handedOver && impl != null;
    }

    private void disposeQuietly() {
        try {
            dispose();
        } catch (Exception e) {
            log.warn("{{}} IPC server: closing an object served as {} failed", connection.loggingThread(), type, e);
        }
    }

    private void dispose() throws Exception {
        T object;
        synchronized (this) {
            object = impl;
            impl = null;
        }
        if (object == null) {
            return;
        }
        connection.remove(this);
        if (handedOver && ServedObjects.remove(object)) {
            ((AutoCloseable) object).close();
        }
    }

    @Override
    public String toString() {
        return "server of " + type;
    }
}

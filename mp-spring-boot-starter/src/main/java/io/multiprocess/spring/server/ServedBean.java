package io.multiprocess.spring.server;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One interface of one bean at one connection, for a bean that may not be there yet: its constructor may block, and the thread that
 * brings the first call must not.
 *
 * <p>State: <i>none</i> → <i>making</i> the bean, on a thread of its own, while calls wait in their order → <i>made</i>. When the bean
 * could not be made the calls that waited fail, and the next one tries again.
 *
 * <p>Thread-safe.
 */
final class ServedBean implements LocalServer {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServedBean.class);

    private final VatConnection connection;
    private final ProxyType<?> type;
    private final BooleanSupplier exists;
    private final Supplier<LocalServer> maker;
    /** Calls that came while the bean was being made. Guarded by this. */
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    /** Guarded by this. */
    private boolean making;
    /** Guarded by this. */
    private @Nullable LocalServer made;
    /** Guarded by this. */
    private boolean released;

    /**
     * Makes nothing yet.
     *
     * @param exists whether the bean is there, so that {@code maker} does not block
     * @param maker makes what takes calls for the bean, and the bean if need be
     */
    ServedBean(VatConnection connection, ProxyType<?> type, BooleanSupplier exists, Supplier<LocalServer> maker) {
        this.connection = connection;
        this.type = type;
        this.exists = exists;
        this.maker = maker;
    }

    /** A call that waits for the bean. */
    private record Waiting(long interfaceId, int methodId, CallContext call) {}

    @Override
    public void dispatch(long interfaceId, int methodId, CallContext call) {
        LocalServer server = serverNow(interfaceId, methodId, call);
        if (server != null) {
            server.dispatch(interfaceId, methodId, call);
        }
    }

    /** What takes the call now; {@code null} when the call waits for the bean. */
    private synchronized @Nullable LocalServer serverNow(long interfaceId, int methodId, CallContext call) {
        if (!making && made == null && exists.getAsBoolean()) {
            made = maker.get();
        }
        if (!making && made != null) {
            return made;
        }
        waiting.add(new Waiting(interfaceId, methodId, call));
        if (!making) {
            making = true;
            Thread thread = connection.newThread(this::make);
            thread.setName(connection.vatName() + " makes a bean for " + type.displayName());
            thread.start();
        }
        return null;
    }

    private void make() {
        LocalServer server;
        try {
            server = maker.get();
        } catch (Throwable e) {
            LOGGER.warn("The bean that serves {} cannot be made", type.displayName(), e);
            List<Waiting> failed;
            synchronized (this) {
                making = false;
                failed = List.copyOf(waiting);
                waiting.clear();
            }
            failed.forEach(each -> each.call().fail(e));
            return;
        }
        // Calls without a thread of their own run on the event loop.
        connection.callExecutor().execute(() -> passOn(server));
    }

    private void passOn(LocalServer server) {
        for (Waiting next = next(server); next != null; next = next(server)) {
            server.dispatch(next.interfaceId(), next.methodId(), next.call());
        }
    }

    private @Nullable Waiting next(LocalServer server) {
        boolean over;
        synchronized (this) {
            Waiting next = waiting.poll();
            if (next != null) {
                return next;
            }
            making = false;
            made = server;
            over = released;
        }
        if (over) {
            server.released();
        }
        return null;
    }

    @Override
    public boolean runsOnLoop(long interfaceId, int methodId) {
        ProxyMethod method = type.method(interfaceId, methodId);
        return method == null || !method.takesContext();
    }

    @Override
    public void released() {
        LocalServer server;
        synchronized (this) {
            released = true;
            server = making ? null : made;
        }
        if (server != null) {
            server.released();
        }
    }
}

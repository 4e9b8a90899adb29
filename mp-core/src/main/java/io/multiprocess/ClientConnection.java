package io.multiprocess;

import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;

/**
 * A client's lasting relation to a server: connects when first needed, and again after the server went away.
 *
 * <p>Made by {@link Vat#client} without connecting. Objects obtained over one physical connection die with it; whoever wants to
 * survive asks for {@link #connection()} again. Thread-safe; of several threads that need a connection one makes it and
 * the others wait.
 */
public interface ClientConnection extends AutoCloseable {
    /** Where a {@link ClientConnection} stands. */
    enum State {
        /** Not connected, and nothing went wrong: the next call connects. */
        IDLE,
        /** An attempt is under way. */
        CONNECTING,
        /** Connected. */
        READY,
        /** The last attempt failed, or the connection ended: the next call after the back-off connects again. */
        FAILED,
        /** Closed for good. */
        CLOSED
    }

    /** Where it stands now. */
    State state();

    /** Why the last attempt failed or the last connection ended; null while all is well. */
    @Nullable
    Throwable lastError();

    /** The open physical connection, or null if there is none; never connects. */
    @Nullable
    VatConnection current();

    /**
     * The open physical connection, made now if there is none.
     *
     * @throws IOException if the server cannot be reached; the message is one clear sentence. Thrown without an attempt while
     *     the back-off after a failed one lasts
     * @throws InterruptedException if interrupted while connecting
     * @throws IllegalStateException if closed, or if the connection ended and reconnecting is off
     */
    VatConnection connection() throws IOException, InterruptedException;

    /**
     * The server's bootstrap object, looked up for each call: it is made without connecting, and lives on when the connection is
     * replaced. Objects obtained from it die with the connection they came over.
     *
     * @param type the generated proxy client's {@code TYPE}
     */
    default <T> T root(ProxyType<T> type) {
        return type.newClient(ProxyContext.root(type, new LastingRoot<>(this, type), Duration.ZERO));
    }

    /** Closes the connection, if there is one, and makes no more. */
    @Override
    void close();
}

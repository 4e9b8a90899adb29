package io.multiprocess.spring.client;

import io.multiprocess.ClientConnection;
import io.multiprocess.ConnectionListener;
import io.multiprocess.SpawnOptions;
import io.multiprocess.SpawnedProcess;
import io.multiprocess.Vat;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A peer that is a child process: started when first needed, and again after it died.
 *
 * <p>Thread-safe. Of several threads that need the child one starts it and the others wait.
 */
final class SpawnedClientConnection implements ClientConnection {

    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final Vat vat;
    private final List<String> command;
    private final boolean again;
    private final ConnectionListener listener;
    private @Nullable SpawnedProcess child;
    private @Nullable Throwable lastError;
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param again whether a child that died is replaced when the next call is made
     */
    SpawnedClientConnection(Vat vat, List<String> command, boolean again, ConnectionListener listener) {
        this.vat = vat;
        this.command = List.copyOf(command);
        this.again = again;
        this.listener = listener;
    }

    @Override
    public synchronized State state() {
        if (closed) {
            return State.CLOSED;
        }
        if (current() != null) {
            return State.READY;
        }
        return lastError == null && child == null ? State.IDLE : State.FAILED;
    }

    @Override
    public synchronized @Nullable Throwable lastError() {
        if (lastError != null || child == null) {
            return lastError;
        }
        return child.connection().closeReason();
    }

    @Override
    public synchronized @Nullable VatConnection current() {
        return child != null && child.connection().isConnected() ? child.connection() : null;
    }

    @Override
    public synchronized VatConnection connection() throws IOException {
        if (closed) {
            throw new IllegalStateException("The connection to '" + command.get(0) + "' is closed");
        }
        if (child != null && child.connection().isConnected()) {
            return child.connection();
        }
        if (child != null && !again) {
            throw new IllegalStateException(
                    "The process '%s' has ended, and reconnecting is off".formatted(command.get(0)));
        }
        try {
            SpawnedProcess started = vat.spawn(command, SpawnOptions.defaults());
            child = started;
            lastError = null;
            listener.opened(started.connection());
            started.connection().onClose(() -> listener.closed(started.connection()));
            return started.connection();
        } catch (IOException e) {
            lastError = e;
            throw e;
        }
    }

    @Override
    public void close() {
        SpawnedProcess last;
        synchronized (this) {
            closed = true;
            last = child;
        }
        if (last != null) {
            try {
                last.stop(STOP_GRACE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

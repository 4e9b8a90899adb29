package io.multiprocess;

import io.multiprocess.vat.ConnectionEvents;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Connects when first needed, and again. */
final class ReconnectingClient implements ClientConnection {
    private final LocalVat vat;
    private final Supplier<Address> address;
    private final ClientOptions options;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition attemptOver = lock.newCondition();
    // Guarded by lock.
    private @Nullable VatConnection connection;
    private boolean connecting;
    private @Nullable Throwable lastError;
    private boolean everConnected;
    private boolean closed;
    private long backoffNanos;
    private long nextAttemptNanos;

    ReconnectingClient(LocalVat vat, Supplier<Address> address, ClientOptions options) {
        this.vat = vat;
        this.address = address;
        this.options = options;
    }

    @Override
    public State state() {
        lock.lock();
        try {
            noticeEnd();
            if (closed) {
                return State.CLOSED;
            }
            if (connection != null) {
                return State.READY;
            }
            if (connecting) {
                return State.CONNECTING;
            }
            return lastError == null ? State.IDLE : State.FAILED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable Throwable lastError() {
        lock.lock();
        try {
            noticeEnd();
            return lastError;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable VatConnection current() {
        lock.lock();
        try {
            noticeEnd();
            return connection;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held: forgets a connection that has ended. */
    private void noticeEnd() {
        VatConnection known = connection;
        if (known != null && !known.isConnected()) {
            connection = null;
            lastError = known.closeReason();
        }
    }

    @Override
    public VatConnection connection() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            for (; ; ) {
                noticeEnd();
                if (closed) {
                    throw new IllegalStateException("the client connection is closed");
                }
                VatConnection known = connection;
                if (known != null) {
                    return known;
                }
                if (everConnected && !options.reconnect()) {
                    throw new IllegalStateException("the connection has ended, and reconnecting is off", lastError);
                }
                if (!connecting) {
                    break;
                }
                attemptOver.await();
            }
            Throwable failed = lastError;
            if (failed != null && backoffNanos > 0 && System.nanoTime() - nextAttemptNanos < 0) {
                ConnectException again = new ConnectException(String.valueOf(failed.getMessage()));
                again.initCause(failed);
                throw again;
            }
            connecting = true;
        } finally {
            lock.unlock();
        }
        VatConnection made = null;
        Throwable failure = null;
        try {
            List<ConnectionEvents> events = new ArrayList<>(1);
            if (options.listener() != ConnectionListener.NONE) {
                events.add(LocalVat.events(options.listener()));
            }
            made = vat.connect(address.get(), options.connect(), events, this::isClosed);
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            attemptEnded(made, failure);
        }
    }

    private void attemptEnded(@Nullable VatConnection made, @Nullable Throwable failure) {
        boolean late = false;
        lock.lock();
        try {
            connecting = false;
            if (made != null) {
                everConnected = true;
                lastError = null;
                backoffNanos = 0;
                late = closed;
                if (!late) {
                    connection = made;
                }
            } else if (!(failure instanceof InterruptedException)) {
                lastError = failure;
                backoffNanos = Math.min(
                        options.maxBackoff().toNanos(),
                        backoffNanos == 0 ? options.backoff().toNanos() : 2 * backoffNanos);
                nextAttemptNanos = System.nanoTime() + backoffNanos;
            }
            attemptOver.signalAll();
        } finally {
            lock.unlock();
        }
        if (late && made != null) {
            made.close();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        VatConnection known;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            known = connection;
            connection = null;
            attemptOver.signalAll();
        } finally {
            lock.unlock();
        }
        if (known != null) {
            known.close();
        }
        vat.removed(this);
    }
}

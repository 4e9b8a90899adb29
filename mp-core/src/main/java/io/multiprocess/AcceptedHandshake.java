package io.multiprocess;

import io.multiprocess.loop.EventLoop;
import io.multiprocess.transport.Handshake;
import io.multiprocess.transport.StreamConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * Brings the handshake of an accepted stream to an end without blocking the event loop.
 *
 * <p>Confined to the event loop, except {@link #abandon}.
 */
final class AcceptedHandshake {
    private final EventLoop loop;
    private final Executor tasks;
    private final StreamConnection stream;
    private final Handshake handshake;
    private final Duration limit;
    private final BiConsumer<AcceptedHandshake, @Nullable Exception> whenEnded;
    private EventLoop.@Nullable Timer timer;
    private boolean ended;

    /**
     * A handshake that waits for {@link #start}.
     *
     * @param tasks runs what would block the event loop
     * @param limit how long it may take; zero for ever
     * @param whenEnded is told once, on the event loop, why the handshake failed; null if it did not
     */
    AcceptedHandshake(
            EventLoop loop,
            Executor tasks,
            StreamConnection stream,
            Handshake handshake,
            Duration limit,
            BiConsumer<AcceptedHandshake, @Nullable Exception> whenEnded) {
        this.loop = loop;
        this.tasks = tasks;
        this.stream = stream;
        this.handshake = handshake;
        this.limit = limit;
        this.whenEnded = whenEnded;
    }

    StreamConnection stream() {
        return stream;
    }

    void start() {
        if (!limit.isZero()) {
            timer = loop.schedule(this::timeOut, limit.toNanos());
        }
        advance();
    }

    private void advance() {
        if (ended) {
            return;
        }
        try {
            switch (handshake.advance()) {
                case READ -> await(stream.readChannel(), SelectionKey.OP_READ);
                case WRITE -> await(stream.writeChannel(), SelectionKey.OP_WRITE);
                case TASK -> {
                    await(stream.readChannel(), 0);
                    Runnable task = handshake.takeTask();
                    tasks.execute(() -> run(task));
                }
                case DONE -> {
                    await(stream.readChannel(), 0);
                    end(null);
                }
            }
        } catch (IOException | RuntimeException e) {
            end(e);
        }
    }

    /** Not on the event loop. */
    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            loop.tryExecute(this::advance);
        }
    }

    private void await(SelectableChannel channel, int ops) throws IOException {
        try {
            loop.register(channel, ops, ready -> advance());
        } catch (CancelledKeyException e) {
            throw new IOException("the connection was closed", e);
        }
    }

    private void timeOut() {
        end(new SocketTimeoutException("TLS with " + stream.peer().address()
                + " failed: the handshake took longer than " + limit.toMillis() + " ms"));
    }

    /** Ends it as failed, soon. Thread-safe. */
    void abandon() {
        stream.close();
        loop.tryExecute(() -> end(new IOException("the listener was closed")));
    }

    private void end(@Nullable Exception failure) {
        if (ended) {
            return;
        }
        ended = true;
        EventLoop.Timer running = timer;
        if (running != null) {
            running.cancel();
        }
        whenEnded.accept(this, failure);
    }
}

package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;

/** One attempt to connect, which another thread can end. Thread-safe. */
public final class ConnectAttempt {
    private boolean abandoned;
    private @Nullable Closeable socket;

    /** Ends the attempt: {@link Endpoint#connect} throws. No effect once it has returned. */
    public void abandon() {
        Closeable closing;
        synchronized (this) {
            abandoned = true;
            closing = socket;
            socket = null;
        }
        close(closing);
    }

    /** Whether the attempt was abandoned before it succeeded. */
    public synchronized boolean isAbandoned() {
        return abandoned;
    }

    /** Names the socket that {@link #abandon} shall close; closes it at once after that. */
    void using(Closeable newSocket) {
        synchronized (this) {
            if (!abandoned) {
                socket = newSocket;
                return;
            }
        }
        close(newSocket);
    }

    /** The socket is connected and out of reach of {@link #abandon}; false if that was faster. */
    synchronized boolean succeeded() {
        socket = null;
        return !abandoned;
    }

    private static void close(@Nullable Closeable socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It was never used, so nothing can be lost with it.
                return;
            }
        }
    }
}

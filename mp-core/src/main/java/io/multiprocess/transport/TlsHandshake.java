package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** The handshake of a TLS connection. Belongs to one thread at a time, {@link #isDone} is thread-safe. */
final class TlsHandshake implements Handshake {
    private static final Logger log = LoggerFactory.getLogger(TlsHandshake.class);

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Real handshakes take a few dozen; a peer that sends empty ones for ever shall not keep the event loop to itself. */
    private static final int MAX_RECORDS = 1000;

    private final TlsSocket socket;
    private final String peer;
    private final Runnable whenDone;
    private @Nullable Runnable task;
    private boolean begun;
    private int records;
    private @Nullable IOException lost;
    private volatile boolean done;

    /**
     * A handshake that has not begun.
     *
     * @param peer the address to name in failures
     * @param whenDone is run by the thread that ends the handshake well
     */
    TlsHandshake(TlsSocket socket, String peer, Runnable whenDone) {
        this.socket = socket;
        this.peer = peer;
        this.whenDone = whenDone;
    }

    boolean isDone() {
        return done;
    }

    @Override
    public Step advance() throws IOException {
        try {
            if (!begun) {
                begun = true;
                socket.engine.beginHandshake();
            }
            for (; ; ) {
                if (!flush()) {
                    return Step.WRITE;
                }
                switch (socket.engine.getHandshakeStatus()) {
                    case NEED_TASK -> {
                        task = socket.engine.getDelegatedTask();
                        if (task != null) {
                            return Step.TASK;
                        }
                    }
                    case NEED_WRAP -> check(socket.wrapNothing());
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        if (check(socket.unwrap(NOTHING)) == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                            int received = socket.fill();
                            if (received < 0) {
                                throw lost == null ? new EOFException() : lost;
                            }
                            if (received == 0) {
                                return Step.READ;
                            }
                        }
                    }
                    case FINISHED, NOT_HANDSHAKING -> {
                        if (lost != null) {
                            throw lost;
                        }
                        whenDone.run();
                        done = true;
                        return Step.DONE;
                    }
                }
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            IOException explained = TlsFailures.inHandshake(peer, socket.engine, e);
            tellPeer();
            throw explained;
        }
    }

    private boolean flush() throws IOException {
        try {
            return socket.flush();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // A peer that refuses says why before it hangs up. Its word is worth more than that it has gone.
            lost = e;
            socket.dropUnsent();
            return true;
        }
    }

    private SSLEngineResult.Status check(SSLEngineResult result) throws SSLException {
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("it was given up by the peer");
        }
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("data before its end");
        }
        if (++records > MAX_RECORDS) {
            throw new SSLException("more than " + MAX_RECORDS + " records without coming to an end");
        }
        return result.getStatus();
    }

    private void tellPeer() {
        try {
            socket.sendLast();
            socket.discardReceived();
        } catch (IOException e) {
            log.debug("{}: the reason of the failure could not be sent", peer, e);
        }
    }

    @Override
    public Runnable takeTask() {
        Runnable taken = task;
        if (taken == null) {
            throw new IllegalStateException("the handshake with " + peer + " has no task");
        }
        task = null;
        return taken;
    }
}

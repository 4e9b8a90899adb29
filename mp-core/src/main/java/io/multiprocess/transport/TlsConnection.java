package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream over TLS. The {@link #handshake} comes first; later ones (renegotiation) are refused.
 *
 * <p>Only whole records can be decrypted, and only whole ones sent. So read bytes may be left over, which no selector knows of
 * ({@link #hasBuffered}), and data that was encrypted, but not sent in full, still counts as not written: it is offered again by
 * the next call to {@link #write}, and is then taken without being encrypted once more.
 */
final class TlsConnection extends ChannelConnection {
    private static final Logger log = LoggerFactory.getLogger(TlsConnection.class);

    /** How many records without data may come in a row: session tickets, new keys, empty ones. */
    private static final int MAX_EMPTY_RECORDS = 1000;

    private final TlsSocket socket;
    private final SSLEngine engine;
    private final TlsHandshake handshake;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable PeerCredentials verifiedPeer; // set once, by the handshake

    // Belong to whoever reads.
    private @Nullable ByteBuffer decrypted;
    private @Nullable IOException failure;
    private boolean ended;
    private int emptyRecords;
    private volatile boolean buffered;

    private final Object writeLock = new Object();
    // Guarded by writeLock.
    private int encrypted; // bytes of what was last offered that are in the record under way
    private int[] positions = new int[4];

    /** Takes over a connected channel; closes it if that fails. */
    TlsConnection(SocketChannel channel, SSLEngine engine, String address) throws IOException {
        super(channel, PeerCredentials.ofAddress(address));
        this.engine = engine;
        socket = new TlsSocket(channel, engine);
        handshake = new TlsHandshake(socket, address, this::established);
    }

    @Override
    public @Nullable Handshake handshake() {
        return handshake.isDone() ? null : handshake;
    }

    /** Does the whole handshake, blocking. Closing the channel, or an interrupt, ends it. */
    void completeHandshake() throws IOException {
        channel.configureBlocking(true);
        for (Handshake.Step step; (step = handshake.advance()) != Handshake.Step.DONE; ) {
            if (step == Handshake.Step.TASK) {
                handshake.takeTask().run();
            }
        }
        channel.configureBlocking(false);
    }

    private void established() {
        verifiedPeer = super.peer().withCertificates(certificates());
        // The peer's first data may have come along with its last word of the handshake.
        buffered = socket.hasRecord();
    }

    private void checkEstablished() {
        if (!handshake.isDone()) {
            throw new IllegalStateException("the handshake with " + super.peer().address() + " is not over");
        }
    }

    // ---------------------------------------------------------------- reading

    @Override
    public int read(ByteBuffer into) throws IOException {
        checkEstablished();
        int before = into.position();
        try {
            takeDecrypted(into);
            if (into.hasRemaining() && decrypted == null && failure == null && !ended) {
                receive(into, before);
            }
        } catch (IOException e) {
            failure = TlsFailures.later(engine, e);
        }
        int count = into.position() - before;
        buffered = decrypted != null || failure != null || ended || socket.hasRecord();
        if (count > 0) {
            return count;
        }
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return ended ? -1 : 0;
    }

    private void receive(ByteBuffer into, int before) throws IOException {
        boolean more = true;
        while (into.hasRemaining()) {
            SSLEngineResult result = socket.unwrap(into);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                if (into.position() > before) {
                    return;
                }
                // The next record may hold more than the caller has room for.
                ByteBuffer aside = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
                result = socket.unwrap(aside);
                decrypted = aside.flip();
                takeDecrypted(into);
            }
            switch (result.getStatus()) {
                case OK -> checkRecord(result);
                case CLOSED -> {
                    ended = true;
                    return;
                }
                case BUFFER_UNDERFLOW -> {
                    int received = more ? socket.fill() : 0;
                    if (received < 0) {
                        throw new EOFException("the peer is gone, without TLS's goodbye");
                    }
                    if (received == 0) {
                        return;
                    }
                    more = socket.filled();
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record holds more than it may");
            }
        }
    }

    private void takeDecrypted(ByteBuffer into) {
        ByteBuffer rest = decrypted;
        if (rest == null) {
            return;
        }
        int count = Math.min(rest.remaining(), into.remaining());
        into.put(into.position(), rest, rest.position(), count).position(into.position() + count);
        rest.position(rest.position() + count);
        if (!rest.hasRemaining()) {
            decrypted = null;
        }
    }

    private void checkRecord(SSLEngineResult result) throws SSLException {
        if (result.bytesProduced() > 0) {
            emptyRecords = 0;
        } else if (++emptyRecords > MAX_EMPTY_RECORDS) {
            throw new SSLException("the peer sent " + emptyRecords + " records without data in a row");
        }
        SSLEngineResult.HandshakeStatus status = result.getHandshakeStatus();
        if (status == SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING
                || status == SSLEngineResult.HandshakeStatus.FINISHED) {
            return;
        }
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
            throw new SSLException("the peer wants to negotiate again, which is not allowed");
        }
        if (status == SSLEngineResult.HandshakeStatus.NEED_TASK) {
            // After the handshake it is never more than a message to look at.
            for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
                task.run();
            }
        }
        // What it has to answer, new keys of its own, goes out before the next data.
    }

    @Override
    public boolean hasBuffered() {
        return buffered;
    }

    // ---------------------------------------------------------------- writing

    @Override
    public long write(ByteBuffer[] from, int count) throws IOException {
        checkEstablished();
        synchronized (writeLock) {
            long done = 0;
            while (socket.flush()) {
                take(from, count, encrypted);
                done += encrypted;
                encrypted = 0;
                if (!hasRemaining(from, count)) {
                    return done;
                }
                encrypt(from, count);
            }
            return done;
        }
    }

    /** With the lock held: makes a record, and leaves the positions where they are until it is sent. */
    private void encrypt(ByteBuffer[] from, int count) throws IOException {
        if (positions.length < count) {
            positions = new int[2 * count];
        }
        for (int i = 0; i < count; i++) {
            positions[i] = from[i].position();
        }
        SSLEngineResult result;
        try {
            result = socket.wrap(from, count);
        } catch (SSLException e) {
            throw TlsFailures.later(engine, e);
        } finally {
            for (int i = 0; i < count; i++) {
                from[i].position(positions[i]);
            }
        }
        if (result.getStatus() != SSLEngineResult.Status.OK
                || (result.bytesConsumed() == 0 && result.bytesProduced() == 0)) {
            throw new SSLException(
                    "nothing can be sent any more: " + result.getStatus() + ", " + result.getHandshakeStatus());
        }
        encrypted = result.bytesConsumed();
    }

    private static boolean hasRemaining(ByteBuffer[] from, int count) {
        for (int i = 0; i < count; i++) {
            if (from[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean anyThread() {
        // As of every channel of the JDK in non-blocking mode.
        return true;
    }

    // ---------------------------------------------------------------- the peer and the end

    @Override
    public PeerCredentials peer() {
        PeerCredentials verified = verifiedPeer;
        return verified == null ? super.peer() : verified;
    }

    private List<X509Certificate> certificates() {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : engine.getSession().getPeerCertificates()) {
                if (certificate instanceof X509Certificate known) {
                    chain.add(known);
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            log.trace("{} has shown no certificate", super.peer().address(), e);
        }
        return chain;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // During the handshake the engine may be at work on another thread, for long, and nothing was said that
        // needs an end.
        if (handshake.isDone()) {
            try {
                synchronized (writeLock) {
                    engine.closeOutbound();
                    socket.sendLast();
                }
                socket.discardReceived();
            } catch (IOException e) {
                log.debug("{}: TLS's goodbye could not be sent", super.peer().address(), e);
            }
        }
        super.close();
    }
}

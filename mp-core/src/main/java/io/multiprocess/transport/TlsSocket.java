package io.multiprocess.transport;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A TLS engine, a socket, and the records between the two.
 *
 * <p>One thread at a time may use what is about receiving, one at a time what is about sending, both at once.
 */
final class TlsSocket {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int HEADER_BYTES = 5;

    final SSLEngine engine;
    private final SocketChannel channel;
    private ByteBuffer in;
    private ByteBuffer out;

    TlsSocket(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
        in = ByteBuffer.allocate(recordBytes()).flip();
        out = ByteBuffer.allocate(recordBytes()).flip();
    }

    /** What the largest record takes, in bytes; the engine changes its mind about it when it meets a peer with larger ones. */
    private int recordBytes() {
        return engine.getSession().getPacketBufferSize();
    }

    // ---------------------------------------------------------------- receiving

    /**
     * Receives what is there, up to about one record.
     *
     * @return the number of bytes, 0 if nothing is there, -1 at the end
     */
    int fill() throws IOException {
        in.compact();
        try {
            if (!in.hasRemaining()) {
                int larger = recordBytes();
                if (larger <= in.capacity()) {
                    throw new SSLException("a record is larger than " + in.capacity() + " bytes");
                }
                in = ByteBuffer.allocate(larger).put(in.flip());
            }
            return channel.read(in);
        } finally {
            in.flip();
        }
    }

    /** Whether the last {@link #fill} took all that it had room for, so that there is probably more. */
    boolean filled() {
        return in.limit() == in.capacity();
    }

    /** Whether {@link #unwrap} has a whole record. */
    boolean hasRecord() {
        if (in.remaining() < HEADER_BYTES) {
            return false;
        }
        return in.remaining() - HEADER_BYTES >= Short.toUnsignedInt(in.getShort(in.position() + 3));
    }

    /** Decrypts one record. */
    SSLEngineResult unwrap(ByteBuffer into) throws SSLException {
        try {
            return engine.unwrap(in, into);
        } catch (RuntimeException e) {
            throw new SSLException("the engine failed: " + e, e);
        }
    }

    // ---------------------------------------------------------------- sending

    /**
     * Sends the record that is under way.
     *
     * @return whether all of it was sent
     */
    boolean flush() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    /** Forgets the record that is under way, where nothing can be sent any more. */
    void dropUnsent() {
        out.position(out.limit());
    }

    /** Encrypts up to a record of data, or what the engine itself has to say. Only after {@link #flush} has sent all. */
    SSLEngineResult wrap(ByteBuffer[] from, int count) throws SSLException {
        out.clear();
        try {
            SSLEngineResult result = engine.wrap(from, 0, count, out);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW && recordBytes() > out.capacity()) {
                out = ByteBuffer.allocate(recordBytes());
                result = engine.wrap(from, 0, count, out);
            }
            return result;
        } catch (RuntimeException e) {
            throw new SSLException("the engine failed: " + e, e);
        } finally {
            out.flip();
        }
    }

    /** Encrypts what the engine itself has to say. */
    SSLEngineResult wrapNothing() throws SSLException {
        return wrap(new ByteBuffer[] {NOTHING}, 1);
    }

    /** Sends the engine's last words, as far as there is room for them. */
    void sendLast() throws IOException {
        while (flush() && !engine.isOutboundDone()) {
            SSLEngineResult result = wrapNothing();
            if (result.bytesProduced() == 0) {
                return;
            }
        }
    }

    /** Throws away what was received, so that closing does not make the operating system take back what was sent. */
    void discardReceived() throws IOException {
        channel.configureBlocking(false);
        ByteBuffer scratch = ByteBuffer.allocate(in.capacity());
        for (int i = 0; i < 4 && channel.read(scratch) > 0; i++) {
            scratch.clear();
        }
    }
}

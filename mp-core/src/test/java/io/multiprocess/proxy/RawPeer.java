package io.multiprocess.proxy;

import io.multiprocess.transport.Acceptor;
import io.multiprocess.transport.BindOptions;
import io.multiprocess.transport.ConnectAttempt;
import io.multiprocess.transport.Endpoint;
import io.multiprocess.transport.StreamConnection;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.StructCursor;
import io.multiprocess.wire.WireLimits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A peer that speaks just enough of the protocol to bring content of any kind to a proxy: the payload is a segment of its own,
 * whose first word is taken for the pointer to the params or results.
 */
final class RawPeer implements AutoCloseable {

    static final int CALL = 2;
    static final int RETURN = 3;
    static final int RELEASE = 6;
    static final int BOOTSTRAP = 8;

    /** A struct of one word of zeros. */
    static final byte[] NUMBERS = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final long ANSWER_NANOS = 60_000_000_000L;

    /** Capabilities that every payload names: two of the peer's, one of the vat's, and none. */
    private static final long[] CAPABILITIES = {1, 1 | 1L << 32, 3, 0};

    private static final long TO_SEGMENT_ONE = 2 | 1L << 32;

    private final StreamConnection stream;
    private final MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
    private final ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
    private final StructCursor root = new StructCursor();
    private final StructCursor body = new StructCursor();

    private boolean exception;

    private RawPeer(StreamConnection stream) {
        this.stream = stream;
    }

    /** What a vat is opened on, and the peer at its other end. */
    record Pair(StreamConnection vat, RawPeer peer) {}

    static Pair connect() {
        Streams streams = streams();
        return new Pair(streams.one(), new RawPeer(streams.other()));
    }

    /** Two ends of a stream. */
    record Streams(StreamConnection one, StreamConnection other) {}

    static Streams streams() {
        Endpoint endpoint = Endpoint.inProcess("raw-peer-" + NAMES.incrementAndGet());
        try (Acceptor acceptor =
                endpoint.bind(new BindOptions(PosixFilePermissions.fromString("rw-------"), null, true, 8))) {
            StreamConnection connected = endpoint.connect(new ConnectAttempt());
            StreamConnection accepted;
            do {
                accepted = acceptor.accept();
            } while (accepted == null);
            return new Streams(connected, accepted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long struct(int offset, int dataWords, int pointers) {
        return (long) offset << 2 | (long) dataWords << 32 | (long) pointers << 48;
    }

    void bootstrap(int question) {
        send(new byte[0], struct(0, 1, 1), BOOTSTRAP, struct(0, 1, 1), question, 0);
    }

    void call(int question, int export, long interfaceId, int method, byte[] content) {
        sendWithCapabilities(
                content,
                struct(0, 1, 1),
                CALL,
                struct(0, 3, 3),
                question | (long) method << 32,
                interfaceId,
                0,
                struct(2, 1, 1),
                struct(3, 0, 2),
                0,
                export,
                0,
                TO_SEGMENT_ONE);
    }

    void returnResults(int question, byte[] content) {
        sendWithCapabilities(
                content, struct(0, 1, 1), RETURN, struct(0, 2, 1), question, 0, struct(0, 0, 2), TO_SEGMENT_ONE);
    }

    /** The last of the words is followed by the table of capabilities. */
    private void sendWithCapabilities(byte[] content, long... start) {
        int count = CAPABILITIES.length;
        long[] words = Arrays.copyOf(start, start.length + 2 + 2 * count);
        words[start.length] = 1 | 7L << 32 | (long) (2 * count) << 35;
        words[start.length + 1] = (long) count << 2 | struct(0, 1, 1);
        for (int i = 0; i < count; i++) {
            words[start.length + 2 + 2 * i] = CAPABILITIES[i];
        }
        send(content, words);
    }

    private void send(byte[] content, long... words) {
        int contentWords = (content.length + 7) / 8;
        ByteBuffer bytes =
                ByteBuffer.allocate(16 + 8 * (words.length + contentWords)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(1).putInt(words.length).putInt(contentWords).putInt(0);
        for (long word : words) {
            bytes.putLong(word);
        }
        bytes.put(content).clear();
        sendBytes(bytes);
    }

    /** Any bytes; what the other end does not take, because it closes, is lost. */
    void sendBytes(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                stream.write(new ByteBuffer[] {bytes}, 1);
            }
        } catch (IOException e) {
            // The other end has closed, which await() finds.
            bytes.position(bytes.limit());
        }
    }

    /** Waits for the next message of a kind, and gives the id of its question or answer. */
    int await(int which) {
        long end = System.nanoTime() + ANSWER_NANOS;
        try {
            while (true) {
                for (MessageArena message; (message = decoder.decode(in)) != null; ) {
                    root.toRoot(message);
                    if (root.u16(0) == 1) {
                        throw new AssertionError("the vat ended the connection");
                    }
                    if (root.u16(0) == which) {
                        exception = body.to(root, 0).u16(3) == 1;
                        return body.u32(0);
                    }
                }
                ByteBuffer target = decoder.target();
                int count;
                if (target != null) {
                    count = stream.read(target);
                } else {
                    in.clear();
                    count = stream.read(in);
                    in.flip();
                }
                if (count < 0) {
                    throw new AssertionError("the vat closed the connection");
                }
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("no message of kind " + which);
                }
                if (count == 0) {
                    Thread.yield();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the last Return was an exception. */
    boolean isException() {
        return exception;
    }

    @Override
    public void close() {
        stream.close();
    }
}

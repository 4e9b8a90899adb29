package io.multiprocess.transport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every transport must do; one subclass each. */
@Timeout(30)
abstract class TransportContract {
    static final BindOptions OPTIONS = new BindOptions(PosixFilePermissions.fromString("rw-------"), null, true, 16);

    private final ArrayDeque<Closeable> opened = new ArrayDeque<>();

    /** Two connected streams, both to be closed by the test. */
    abstract StreamConnection[] pair() throws Exception;

    <C extends Closeable> C closing(C resource) {
        opened.push(resource);
        return resource;
    }

    StreamConnection[] opened() throws Exception {
        StreamConnection[] pair = pair();
        closing(pair[0]);
        closing(pair[1]);
        return pair;
    }

    @AfterEach
    void closeAll() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    static void await(StreamConnection connection, int ops) throws IOException {
        var channel = ops == SelectionKey.OP_READ ? connection.readChannel() : connection.writeChannel();
        try (Selector selector = channel.provider().openSelector()) {
            channel.register(selector, ops);
            assertThat(selector.select(10_000)).as("channel ready").isEqualTo(1);
        }
    }

    static StreamConnection accept(Acceptor acceptor) throws IOException {
        try (Selector selector = acceptor.channel().provider().openSelector()) {
            acceptor.channel()
                    .register(
                            selector,
                            (SelectionKey.OP_ACCEPT | SelectionKey.OP_READ)
                                    & acceptor.channel().validOps());
            for (; ; ) {
                StreamConnection accepted = acceptor.accept();
                if (accepted != null) {
                    try {
                        shakeHands(accepted);
                    } catch (IOException e) {
                        accepted.close();
                        throw e;
                    }
                    return accepted;
                }
                assertThat(selector.select(10_000)).as("somebody waits").isEqualTo(1);
                selector.selectedKeys().clear();
            }
        }
    }

    /** What an event loop does with an accepted stream. */
    static void shakeHands(StreamConnection accepted) throws IOException {
        Handshake handshake = accepted.handshake();
        if (handshake == null) {
            return;
        }
        for (Handshake.Step step; (step = handshake.advance()) != Handshake.Step.DONE; ) {
            switch (step) {
                case READ -> await(accepted, SelectionKey.OP_READ);
                case WRITE -> await(accepted, SelectionKey.OP_WRITE);
                default -> handshake.takeTask().run();
            }
        }
        assertThat(accepted.handshake()).as("a handshake after the handshake").isNull();
    }

    static byte[] readFully(StreamConnection from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            int read = from.read(buffer);
            assertThat(read).as("end of stream").isNotEqualTo(-1);
            if (read == 0 && !from.hasBuffered()) {
                await(from, SelectionKey.OP_READ);
            }
        }
        return buffer.array();
    }

    @Test
    void bytesArriveInBothDirections() throws Exception {
        StreamConnection[] pair = opened();
        for (int from = 0; from < 2; from++) {
            byte[] sent = {1, 2, 3, (byte) from};
            pair[from].write(new ByteBuffer[] {ByteBuffer.wrap(sent)}, 1);
            assertThat(readFully(pair[1 - from], 4)).isEqualTo(sent);
        }
    }

    @Test
    void readingNothingReturnsZeroAtOnce() throws Exception {
        StreamConnection[] pair = opened();
        assertThat(pair[0].read(ByteBuffer.allocate(10))).isZero();
    }

    @Test
    void gatheredBuffersArriveInOrderAndMoveTheirPositions() throws Exception {
        StreamConnection[] pair = opened();
        ByteBuffer[] buffers = {
            ByteBuffer.wrap(new byte[] {1, 2}),
            ByteBuffer.wrap(new byte[0]),
            ByteBuffer.wrap(new byte[] {3}),
            ByteBuffer.wrap(new byte[] {9})
        };
        assertThat(pair[0].write(buffers, 3)).isEqualTo(3);
        assertThat(readFully(pair[1], 3)).containsExactly(1, 2, 3);
        assertThat(buffers[2].hasRemaining()).isFalse();
        assertThat(buffers[3].remaining()).as("not among the three").isEqualTo(1);
    }

    @Test
    void aPeerThatDoesNotReadStopsTheWriterWithoutBlockingIt() throws Exception {
        StreamConnection[] pair = opened();
        byte[] sent = new byte[8 << 20];
        new Random(1).nextBytes(sent);
        ByteBuffer buffer = ByteBuffer.wrap(sent);
        while (pair[0].write(new ByteBuffer[] {buffer}, 1) > 0) {
            assertThat(buffer.hasRemaining()).isTrue();
        }
        int unread = buffer.position();
        assertThat(readFully(pair[1], unread)).isEqualTo(Arrays.copyOf(sent, unread));
        await(pair[0], SelectionKey.OP_WRITE);
        assertThat(pair[0].write(new ByteBuffer[] {buffer}, 1)).isPositive();
    }

    @Test
    void smallBuffersGoOnWhereTheFullSocketStoppedThem() throws Exception {
        StreamConnection[] pair = opened();
        int sent = 0;
        int seen = 0;
        int stops = 0;
        ByteBuffer in = ByteBuffer.allocateDirect(50_000);
        while (stops < 3 || seen < sent) {
            if (stops < 3) {
                ByteBuffer[] parts = new ByteBuffer[30];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = ByteBuffer.allocate(700);
                    while (parts[i].hasRemaining()) {
                        parts[i].put((byte) (sent++ * 31 >> 3));
                    }
                    parts[i].flip();
                }
                while (parts[parts.length - 1].hasRemaining()) {
                    long before = remaining(parts);
                    long written = pair[0].write(parts, parts.length);
                    assertThat(remaining(parts)).isEqualTo(before - written);
                    if (written < before) {
                        stops++;
                        seen += readAndCheck(pair[1], in, seen);
                    }
                }
            } else {
                seen += readAndCheck(pair[1], in, seen);
            }
        }
        assertThat(seen).isEqualTo(sent);
    }

    private static long remaining(ByteBuffer[] parts) {
        long bytes = 0;
        for (ByteBuffer part : parts) {
            bytes += part.remaining();
        }
        return bytes;
    }

    /** Reads what there is, at least something, and compares it with what was sent from that place on. */
    private static int readAndCheck(StreamConnection from, ByteBuffer in, int place) throws IOException {
        await(from, SelectionKey.OP_READ);
        in.clear();
        int count = from.read(in);
        in.flip();
        for (int i = 0; i < count; i++) {
            if (in.get(i) != (byte) ((place + i) * 31 >> 3)) {
                throw new AssertionError("another byte than sent at " + (place + i));
            }
        }
        return count;
    }

    @Test
    void whatWasWrittenBeforeCloseArrivesBeforeTheEnd() throws Exception {
        StreamConnection[] pair = opened();
        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {7})}, 1);
        pair[0].close();
        pair[0].close();
        assertThat(readFully(pair[1], 1)).containsExactly(7);
        int read;
        while ((read = pair[1].read(ByteBuffer.allocate(1))) == 0) {
            await(pair[1], SelectionKey.OP_READ);
        }
        assertThat(read).isEqualTo(-1);
    }

    @Test
    void writingToAClosedPeerFails() throws Exception {
        StreamConnection[] pair = opened();
        pair[1].close();
        assertThatThrownBy(() -> {
                    // TCP accepts the first bytes and learns later.
                    for (int i = 0; i < 1000; i++) {
                        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[1000])}, 1);
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatAPeerSentBeforeItWentIsReadAlsoAfterAWriteHasFailed() throws Exception {
        StreamConnection[] pair = opened();
        byte[] last = new byte[1000];
        new Random(2).nextBytes(last);
        pair[1].write(new ByteBuffer[] {ByteBuffer.wrap(last)}, 1);
        await(pair[0], SelectionKey.OP_READ);
        pair[1].close();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[1000])}, 1);
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(readFully(pair[0], last.length)).isEqualTo(last);
    }

    @Test
    void anInterruptedThreadMayReadAndWriteWhereTheTransportSaysSo() throws Exception {
        StreamConnection[] pair = opened();
        if (!pair[0].anyThread()) {
            return;
        }
        Thread.currentThread().interrupt();
        try {
            pair[0].write(new ByteBuffer[] {ByteBuffer.wrap(new byte[] {5})}, 1);
            assertThat(pair[0].read(ByteBuffer.allocate(1))).isZero();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(readFully(pair[1], 1)).containsExactly(5);
    }

    @Test
    void thePeerIsDescribed() throws Exception {
        StreamConnection[] pair = opened();
        assertThat(pair[0].peer().describe()).isNotEmpty();
    }

    /** What transports that listen do, too. */
    abstract static class Listening extends TransportContract {
        abstract Endpoint endpoint();

        /** Where to connect to, for an endpoint whose address is picked when it listens. */
        Endpoint target(Acceptor acceptor) {
            return endpoint();
        }

        /** Connects, on another thread where that waits for the server. */
        CompletableFuture<StreamConnection> connecting(Endpoint target) throws IOException {
            return CompletableFuture.completedFuture(target.connect(new ConnectAttempt()));
        }

        @Override
        StreamConnection[] pair() throws Exception {
            return pair(closing(endpoint().bind(OPTIONS)));
        }

        private StreamConnection[] pair(Acceptor acceptor) throws Exception {
            CompletableFuture<StreamConnection> client = connecting(target(acceptor));
            StreamConnection server = accept(acceptor);
            return new StreamConnection[] {client.get(20, TimeUnit.SECONDS), server};
        }

        @Test
        void nobodyWaitsAtFirst() throws Exception {
            assertThat(closing(endpoint().bind(OPTIONS)).accept()).isNull();
        }

        @Test
        void connectingWhereNobodyListensSaysSo() throws Exception {
            Acceptor acceptor = endpoint().bind(OPTIONS);
            Endpoint target = target(acceptor);
            acceptor.close();
            assertThatThrownBy(() -> target.connect(new ConnectAttempt()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("nobody listens at " + target);
        }

        @Test
        void aLivingServerKeepsItsAddress() throws Exception {
            Acceptor acceptor = closing(endpoint().bind(OPTIONS));
            Endpoint taken = target(acceptor);
            assertThatThrownBy(() -> taken.bind(OPTIONS))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(taken.toString());
            for (StreamConnection end : pair(acceptor)) {
                closing(end);
            }
        }

        @Test
        void theAddressIsFreeAgainAfterClose() throws Exception {
            Acceptor first = endpoint().bind(OPTIONS);
            Endpoint again = target(first);
            first.close();
            first.close();
            Acceptor second = closing(again.bind(OPTIONS));
            CompletableFuture<StreamConnection> client = connecting(again);
            closing(accept(second));
            closing(client.get(20, TimeUnit.SECONDS));
        }

        @Test
        void clientsWaitInTheBacklog() throws Exception {
            Acceptor acceptor = closing(endpoint().bind(OPTIONS));
            List<CompletableFuture<?>> written = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                byte[] number = {(byte) i};
                written.add(connecting(target(acceptor)).thenAccept(client -> {
                    synchronized (this) {
                        closing(client);
                    }
                    try {
                        client.write(new ByteBuffer[] {ByteBuffer.wrap(number)}, 1);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
            }
            Set<Integer> numbers = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                StreamConnection accepted = accept(acceptor);
                synchronized (this) {
                    closing(accepted);
                }
                numbers.add((int) readFully(accepted, 1)[0]);
            }
            assertThat(numbers).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            for (CompletableFuture<?> each : written) {
                each.get(20, TimeUnit.SECONDS);
            }
        }

        @Test
        void anAbandonedAttemptFails() throws Exception {
            Acceptor acceptor = closing(endpoint().bind(OPTIONS));
            ConnectAttempt attempt = new ConnectAttempt();
            attempt.abandon();
            assertThatThrownBy(() -> target(acceptor).connect(attempt)).isInstanceOf(IOException.class);
        }
    }
}

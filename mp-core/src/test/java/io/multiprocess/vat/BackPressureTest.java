package io.multiprocess.vat;

import io.multiprocess.transport.StreamConnection;
import io.multiprocess.transport.TestTransport;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.WireLimits;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** A vat, and a peer that asks for more than it reads. */
@Timeout(120)
class BackPressureTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int CONTENT_BYTES = 64 << 10;

    @TempDir
    Path folder;

    private final TwoPartyVatNetwork vat = new TwoPartyVatNetwork("vat", DaemonThreads::make, 200, 100_000);
    private final ByteBuffer in = ByteBuffer.allocate(1 << 18);
    private final MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
    private ByteBuffer out = ByteBuffer.allocate(0);
    private long written;
    private int calls;

    @AfterEach
    void close() {
        vat.close();
        Awaitility.await().until(() -> vat.connections().isEmpty());
    }

    private VatConnection open(StreamConnection stream, Duration stalledWrite) throws IOException {
        ConnectionLimits defaults = ConnectionLimits.defaults();
        ConnectionLimits limits = defaults.withRpc(defaults.rpc().withCallWordsInFlight(MEBIBYTE / 8))
                .withWriteQueueBytes(MEBIBYTE)
                .withStalledReadTime(Duration.ofMillis(50))
                .withStalledWriteTime(stalledWrite);
        return vat.open(stream, new ConnectionSetup(false, limits, EchoServer::new, List.of()));
    }

    @ParameterizedTest
    @EnumSource
    void whatAPeerDoesNotReadDoesNotPileUp(TestTransport transport) throws Exception {
        StreamConnection[] pair = transport.pair(folder);
        VatConnection connection = open(pair[1], Duration.ofSeconds(2));
        long most = 0;
        try {
            while (connection.isConnected() && written < 64 * MEBIBYTE) {
                if (!write(pair[0])) {
                    LockSupport.parkNanos(1_000_000);
                }
                most = Math.max(most, connection.statistics().unsentBytes());
            }
        } catch (IOException e) {
            assertThat(connection.isConnected()).as("%s", e).isFalse();
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !connection.isConnected());
        assertThat(connection.closeReason()).hasMessageContaining("has not read");
        assertThat(written).isLessThan(64 * MEBIBYTE);
        // Eight times the limit, and what was in flight then.
        assertThat(most).isLessThan(12 * MEBIBYTE);
        pair[0].close();
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatReadsLateGetsEverything(TestTransport transport) throws Exception {
        StreamConnection[] pair = transport.pair(folder);
        VatConnection connection = open(pair[1], Duration.ofMinutes(1));
        while (connection.statistics().unsentBytes() < 2 * MEBIBYTE) {
            write(pair[0]);
        }
        int answers = 0;
        int wanted = 400;
        // One more is that of the bootstrap.
        while (calls < wanted || answers < calls + 1) {
            boolean busy = (calls < wanted || out.hasRemaining()) && write(pair[0]);
            int more = read(pair[0]);
            answers += more;
            if (!busy && more == 0) {
                LockSupport.parkNanos(100_000);
            }
        }
        assertThat(connection.isConnected()).isTrue();
        pair[0].close();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !connection.isConnected());
    }

    /** Writes what the stream takes of one more call; false if that is nothing. */
    private boolean write(StreamConnection to) throws IOException {
        if (!out.hasRemaining()) {
            out = calls == 0 && written == 0 ? bootstrap() : call(++calls);
        }
        long count = to.write(new ByteBuffer[] {out}, 1);
        written += count;
        return count > 0;
    }

    /** Reads what is there; gives the number of answers, each of which is a whole message. */
    private int read(StreamConnection from) throws IOException {
        int answers = 0;
        ByteBuffer target = decoder.target();
        if (target != null) {
            assertThat(from.read(target)).isNotNegative();
            in.clear().flip();
        } else {
            in.clear();
            assertThat(from.read(in)).isNotNegative();
            in.flip();
        }
        while (decoder.decode(in) != null) {
            answers++;
        }
        return answers;
    }

    private static long struct(int offset, int dataWords, int pointers) {
        return (long) offset << 2 | (long) dataWords << 32 | (long) pointers << 48;
    }

    private static ByteBuffer message(int contentBytes, long... words) {
        ByteBuffer message = ByteBuffer.allocate(8 + 8 * words.length + contentBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(words.length + contentBytes / 8);
        for (long word : words) {
            message.putLong(word);
        }
        return message.clear();
    }

    /** Question 0. */
    private static ByteBuffer bootstrap() {
        return message(0, struct(0, 1, 1), 8, struct(0, 1, 1), 0, 0);
    }

    /** An echo of some Data, on the promised answer to question 0. */
    private static ByteBuffer call(int question) {
        return message(
                CONTENT_BYTES,
                struct(0, 1, 1),
                2,
                struct(0, 3, 3),
                question | (long) EchoServer.ECHO << 32,
                EchoServer.ID,
                0,
                struct(2, 1, 1),
                struct(5, 0, 2),
                0,
                1L << 32,
                struct(0, 1, 1),
                0,
                0,
                1 | 1L << 2 | 2L << 32 | (long) CONTENT_BYTES << 35,
                0);
    }
}

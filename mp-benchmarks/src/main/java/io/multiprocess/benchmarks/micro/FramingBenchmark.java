package io.multiprocess.benchmarks.micro;

import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.WireLimits;
import org.capnproto.Data;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/** Messages of 100 bytes of data: building their bytes, and cutting them out of a stream. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FramingBenchmark {

    private static final int STREAM_MESSAGES = 10;

    private final byte[] content = new byte[100];
    private final MessageDecoder decoder = new MessageDecoder(WireLimits.DEFAULT);
    private ByteBuffer stream = ByteBuffer.allocate(0);

    /** Prepares a piece of a stream as one read from a socket would give it. */
    @Setup
    public void prepare() {
        byte[] message = bytes(build());
        stream = ByteBuffer.allocateDirect(STREAM_MESSAGES * message.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < STREAM_MESSAGES; i++) {
            stream.put(message);
        }
        stream.flip();
    }

    private OutgoingMessage build() {
        OutgoingMessage message = new OutgoingMessage(24);
        message.root().setAs(Data.factory, new Data.Reader(content));
        return message;
    }

    private static byte[] bytes(OutgoingMessage message) {
        ByteBuffer buffer = message.buffers()[0];
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /**
     * One message, from nothing to the buffers for the socket.
     *
     * @return the buffers
     */
    @Benchmark
    public ByteBuffer[] build100Bytes() {
        return build().buffers();
    }

    /**
     * Ten messages that came with one read.
     *
     * @return the size of what was found, in words
     */
    @Benchmark
    public long decodeTenMessages() {
        stream.rewind();
        long words = 0;
        for (MessageArena message = decoder.decode(stream); message != null; message = decoder.decode(stream)) {
            words += message.sizeWords();
        }
        return words;
    }
}

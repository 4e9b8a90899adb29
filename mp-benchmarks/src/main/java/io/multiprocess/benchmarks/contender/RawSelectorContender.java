package io.multiprocess.benchmarks.contender;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.EnumSet;
import java.util.Set;

/**
 * The raw contender with both ends waiting in a selector, as everything must that has to be woken by more than its socket.
 *
 * <p><em>Thread-safe.</em>
 */
final class RawSelectorContender extends RawContender {

    @Override
    public String name() {
        return "raw-selector";
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.of(Workload.CALL, Workload.THREADS);
    }

    @Override
    void echo(SocketChannel channel, int messageBytes) throws IOException {
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer buffer = ByteBuffer.allocateDirect(messageBytes);
            while (true) {
                if (!readWhole(channel, selector, buffer)) {
                    return;
                }
                buffer.flip();
                channel.write(buffer);
                buffer.clear();
            }
        }
    }

    @Override
    Operation operation(SocketChannel channel, int messageBytes, int messages) throws IOException {
        Selector selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        ByteBuffer out = ByteBuffer.allocateDirect(messageBytes);
        out.put(Payloads.make(messageBytes)).flip();
        ByteBuffer in = ByteBuffer.allocateDirect(messageBytes);
        return new Operation() {
            @Override
            public void run() throws IOException {
                out.rewind();
                channel.write(out);
                in.clear();
                if (!readWhole(channel, selector, in)) {
                    throw new EOFException("the server has gone");
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
                selector.close();
            }
        };
    }

    /** Waits first, as a thread does that cannot know whether the answer is there. */
    private static boolean readWhole(SocketChannel channel, Selector selector, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            selector.select(key -> {});
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }
}

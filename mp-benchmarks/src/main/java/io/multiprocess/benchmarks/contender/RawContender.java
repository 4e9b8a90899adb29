package io.multiprocess.benchmarks.contender;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * The floor: bytes through a Unix socket with the JDK's blocking channels, one connection and one serving thread for each client thread,
 * without any protocol. A client first sends the size of its messages (4 bytes); the server answers every whole message with itself.
 *
 * <p><em>Thread-safe.</em>
 */
class RawContender implements Contender {

    private static final int BUFFER_BYTES = 64 << 10;

    @Override
    public String name() {
        return Contenders.BASELINE;
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.of(Workload.CALL, Workload.THREADS, Workload.PIPELINED, Workload.LARGE);
    }

    @Override
    public AutoCloseable serve(Path folder) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(address(folder), 1024);
        daemon("accept", () -> accept(listener));
        return listener;
    }

    private void accept(ServerSocketChannel listener) {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                daemon("echo", () -> serve(channel));
            }
        } catch (AsynchronousCloseException e) {
            // The end of serving.
        } catch (IOException e) {
            throw new IllegalStateException("accepting failed", e);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            ByteBuffer header = ByteBuffer.allocate(4);
            readFully(channel, header);
            echo(channel, header.getInt(0));
        } catch (EOFException e) {
            // The client has gone.
        } catch (IOException e) {
            throw new IllegalStateException("echoing failed", e);
        }
    }

    /** Answers every whole message until the client has gone. */
    void echo(SocketChannel channel, int messageBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(messageBytes, BUFFER_BYTES));
        while (channel.read(buffer) >= 0) {
            int whole = buffer.position() / messageBytes * messageBytes;
            if (whole > 0) {
                int rest = buffer.position() - whole;
                buffer.flip().limit(whole);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.limit(whole + rest);
                buffer.compact();
            }
        }
    }

    @Override
    public Client connect(Path folder) {
        return new Client() {
            @Override
            public Operation prepare(Workload workload) throws IOException {
                int messageBytes = workload == Workload.LARGE ? LARGE_BYTES : SMALL_BYTES;
                SocketChannel channel = SocketChannel.open(address(folder));
                channel.write(ByteBuffer.allocate(4).putInt(0, messageBytes));
                return operation(channel, messageBytes, workload.callsPerOperation());
            }

            @Override
            public void close() {}
        };
    }

    Operation operation(SocketChannel channel, int messageBytes, int messages) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(messageBytes);
        out.put(Payloads.make(messageBytes)).flip();
        ByteBuffer in = ByteBuffer.allocateDirect(messageBytes * messages);
        return new Operation() {
            @Override
            public void run() throws IOException {
                for (int i = 0; i < messages; i++) {
                    out.rewind();
                    while (out.hasRemaining()) {
                        channel.write(out);
                    }
                }
                in.clear();
                readFully(channel, in);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    private static void readFully(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the peer has closed the connection");
            }
        }
    }

    private UnixDomainSocketAddress address(Path folder) {
        return UnixDomainSocketAddress.of(folder.resolve(name()));
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}

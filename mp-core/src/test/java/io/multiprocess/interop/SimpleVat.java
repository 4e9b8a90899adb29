package io.multiprocess.interop;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import io.multiprocess.rpc.ConnectionHost;
import io.multiprocess.rpc.Delivery;
import io.multiprocess.rpc.RpcConnection;
import io.multiprocess.rpc.RpcLimits;
import io.multiprocess.rpc.RpcStats;
import io.multiprocess.wire.LargeMemory;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.OutgoingMessage;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The simplest host that the protocol core can have: one thread reads and one runs and writes everything. So what differs between
 * this and the real connection is not the protocol.
 *
 * <p><em>Thread-safe.</em>
 */
final class SimpleVat implements ConnectionHost, CallExecutor, AutoCloseable {
    private final LargeMemory largeMemory = new LargeMemory();

    private final SocketChannel channel;
    private final ExecutorService loop = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "simple vat");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<OutgoingMessage> outgoing = new ArrayDeque<>();
    private final Queue<Delivery> deliveries = new ArrayDeque<>();
    private final RpcConnection rpc;
    private boolean open = true;

    /** Makes the bootstrap object, given what runs its calls. */
    interface Bootstrap {
        @Nullable
        Capability make(CallExecutor executor);
    }

    SimpleVat(SocketChannel channel, Bootstrap bootstrap) {
        this.channel = channel;
        this.rpc = RpcConnection.create(this, RpcLimits.DEFAULT, bootstrap.make(this));
        Thread reader = new Thread(this::read, "simple vat reader");
        reader.setDaemon(true);
        reader.start();
    }

    Capability bootstrap() {
        return rpc.bootstrap();
    }

    RpcStats stats() {
        lock.lock();
        try {
            return rpc.stats();
        } finally {
            unlock();
        }
    }

    private void read() {
        MessageDecoder decoder = new MessageDecoder(RpcLimits.DEFAULT.wire());
        ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
        try {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                for (MessageArena message = decoder.decode(buffer); message != null; message = decoder.decode(buffer)) {
                    lock();
                    try {
                        rpc.receive(message);
                    } finally {
                        unlock();
                    }
                }
                buffer.clear();
            }
            end("the peer has closed the connection");
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private void end(String reason) {
        lock();
        try {
            open = false;
            rpc.disconnected(new RpcException(RpcException.Kind.DISCONNECTED, reason));
        } finally {
            unlock();
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void lock() {
        lock.lock();
    }

    @Override
    public void unlock() {
        boolean work = !outgoing.isEmpty() || !deliveries.isEmpty();
        lock.unlock();
        if (work) {
            loop.execute(this::work);
        }
    }

    /** On the loop: what was queued until now, messages before deliveries. */
    private void work() {
        while (true) {
            OutgoingMessage message;
            Delivery delivery = null;
            lock.lock();
            try {
                message = outgoing.poll();
                if (message == null) {
                    delivery = deliveries.poll();
                }
            } finally {
                lock.unlock();
            }
            if (message != null) {
                write(message);
            } else if (delivery != null) {
                delivery.run(true);
            } else {
                return;
            }
        }
    }

    private void write(OutgoingMessage message) {
        try {
            for (ByteBuffer buffer : message.buffers()) {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public LargeMemory largeMemory() {
        return largeMemory;
    }

    @Override
    public void send(OutgoingMessage message) {
        outgoing.add(message);
    }

    @Override
    public void sendLater() {
        loop.execute(() -> {
            lock();
            try {
                rpc.flush();
            } finally {
                unlock();
            }
        });
    }

    @Override
    public void deliver(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void ending(RpcException reason) {}

    @Override
    public void close(RpcException reason) {
        open = false;
    }

    @Override
    public void readWanted(boolean wanted) {
        // Reads on: the scenarios have few calls in flight.
    }

    @Override
    public String description() {
        return "the C++ peer";
    }

    @Override
    public boolean isConnected() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        end("closed here");
        loop.shutdown();
    }
}

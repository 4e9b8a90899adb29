package io.multiprocess.rpc;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.LargeMemory;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.MessageDecoder;
import io.multiprocess.wire.OutgoingMessage;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One end of a connection in memory, with nothing happening by itself: messages wait until they are asked to be passed
 * on, deliveries until they are asked to run. One thread does everything, so a run can be repeated exactly.
 */
final class MemoryVat implements ConnectionHost {
    private final LargeMemory largeMemory = new LargeMemory();

    final String name;
    final RpcConnection rpc;

    /** The event loop of the vat; several connections of one vat share it. */
    final Loop loop;

    /** Framed bytes for the peer. */
    final ArrayDeque<ByteBuffer> outgoing = new ArrayDeque<>();

    final ArrayDeque<Delivery> deliveries = new ArrayDeque<>();
    final MessageDecoder decoder;
    private boolean locked;
    private boolean delivering;
    boolean flushWanted;
    boolean readWanted = true;

    @Nullable
    RpcException closed;

    /** Tasks of a vat, run when asked. */
    static final class Loop implements CallExecutor {

        final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        boolean runOne() {
            Runnable task = tasks.poll();
            if (task != null) {
                task.run();
            }
            return task != null;
        }
    }

    MemoryVat(String name, Loop loop, RpcLimits limits, @Nullable Capability bootstrap) {
        this.name = name;
        this.loop = loop;
        this.decoder = new MessageDecoder(limits.wire());
        this.rpc = RpcConnection.create(this, limits, bootstrap);
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public boolean isConnected() {
        return closed == null;
    }

    @Override
    public void lock() {
        if (locked) {
            throw new AssertionError("the lock is taken twice");
        }
        locked = true;
    }

    @Override
    public void unlock() {
        locked = false;
    }

    @Override
    public LargeMemory largeMemory() {
        return largeMemory;
    }

    @Override
    public void send(OutgoingMessage message) {
        checkLocked();
        if (closed != null) {
            throw new AssertionError("message after close");
        }
        int size = 0;
        for (ByteBuffer buffer : message.buffers()) {
            size += buffer.remaining();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (ByteBuffer buffer : message.buffers()) {
            bytes.put(buffer.duplicate());
        }
        outgoing.add(bytes.flip());
    }

    @Override
    public void sendLater() {
        checkLocked();
        flushWanted = true;
    }

    @Override
    public void deliver(Delivery delivery) {
        checkLocked();
        deliveries.add(delivery);
    }

    @Override
    public void ending(RpcException reason) {}

    @Override
    public void close(RpcException reason) {
        checkLocked();
        if (closed != null) {
            throw new AssertionError("closed twice");
        }
        closed = reason;
    }

    @Override
    public void readWanted(boolean wanted) {
        checkLocked();
        readWanted = wanted;
    }

    private void checkLocked() {
        if (!locked) {
            throw new AssertionError("called without the lock");
        }
    }

    /** Runs the next delivery. */
    boolean deliverOne() {
        Delivery next = deliveries.poll();
        if (next == null || delivering) {
            return false;
        }
        delivering = true;
        try {
            next.run(true);
        } finally {
            delivering = false;
        }
        return true;
    }

    /** Takes bytes that came from the peer. */
    void receive(ByteBuffer bytes) {
        for (MessageArena message; (message = decoder.decode(bytes)) != null; ) {
            lock();
            try {
                rpc.receive(message);
            } finally {
                unlock();
            }
        }
    }

    /** Does what a host does when nothing else is to be done. */
    boolean flush() {
        if (!flushWanted) {
            return false;
        }
        flushWanted = false;
        lock();
        try {
            rpc.flush();
        } finally {
            unlock();
        }
        return true;
    }

    void disconnect(String reason) {
        lock();
        try {
            rpc.disconnected(RpcException.disconnected(reason));
            if (closed == null) {
                closed = RpcException.disconnected(reason);
            }
        } finally {
            unlock();
        }
    }

    /** Everything that this vat can do without its peer. */
    void settle() {
        boolean worked = true;
        while (worked) {
            worked = false;
            while (deliverOne() || loop.runOne()) {
                worked = true;
            }
            worked |= flush();
        }
    }

    /** The messages that wait for the peer; they are gone from here then. */
    List<MessageArena> takeMessages() {
        List<MessageArena> messages = new ArrayList<>();
        MessageDecoder reader = new MessageDecoder(RpcConnection.TRUSTED);
        for (ByteBuffer bytes; (bytes = outgoing.poll()) != null; ) {
            for (MessageArena message; (message = reader.decode(bytes)) != null; ) {
                messages.add(message);
            }
        }
        return messages;
    }
}

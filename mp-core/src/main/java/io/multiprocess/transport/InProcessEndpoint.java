package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A name within this virtual machine. */
final class InProcessEndpoint implements Endpoint {
    private static final ConcurrentMap<String, Waiting> LISTENING = new ConcurrentHashMap<>();

    private final String name;

    InProcessEndpoint(String name) {
        this.name = name;
    }

    @Override
    public StreamConnection connect(ConnectAttempt attempt) throws IOException {
        Waiting waiting = LISTENING.get(name);
        if (waiting == null) {
            throw nobody();
        }
        StreamConnection[] pair = PipeConnection.pair(toString());
        if (!waiting.offer(pair[1], attempt)) {
            pair[0].close();
            pair[1].close();
            throw nobody();
        }
        return pair[0];
    }

    @Override
    public Acceptor bind(BindOptions options) throws IOException {
        Waiting waiting = new Waiting(name, options.backlog());
        if (LISTENING.putIfAbsent(name, waiting) != null) {
            waiting.close();
            throw new BindException(this + " is taken: another vat of this process listens there");
        }
        return waiting;
    }

    private ConnectException nobody() {
        return new ConnectException("nobody listens at " + this);
    }

    @Override
    public String toString() {
        return "inprocess:" + name;
    }

    /** The clients that wait to be accepted. A byte in the pipe stands for each, so that a selector can wait for them. */
    private static final class Waiting implements Acceptor {
        private final String name;
        private final int backlog;
        private final Pipe signal;
        private final ArrayDeque<StreamConnection> clients = new ArrayDeque<>();
        private boolean closed;

        Waiting(String name, int backlog) throws IOException {
            this.name = name;
            this.backlog = backlog;
            signal = Pipe.open();
            signal.source().configureBlocking(false);
        }

        /** Queues a client, waiting for room in the backlog; false if nobody accepts any more. */
        boolean offer(StreamConnection client, ConnectAttempt attempt) throws IOException {
            synchronized (this) {
                attempt.using(this::wakeClients);
                while (!closed && !attempt.isAbandoned() && clients.size() >= backlog) {
                    try {
                        wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        InterruptedIOException ended = new InterruptedIOException("interrupted while connecting");
                        ended.initCause(e);
                        throw ended;
                    }
                }
                if (closed || !attempt.succeeded()) {
                    return false;
                }
                clients.add(client);
                signal.sink().write(ByteBuffer.allocate(1));
                return true;
            }
        }

        private synchronized void wakeClients() {
            notifyAll();
        }

        @Override
        public SelectableChannel channel() {
            return signal.source();
        }

        @Override
        public @Nullable StreamConnection accept() throws IOException {
            synchronized (this) {
                if (closed || signal.source().read(ByteBuffer.allocate(1)) <= 0) {
                    return null;
                }
                notifyAll();
                return clients.poll();
            }
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                LISTENING.remove(name, this);
                clients.forEach(StreamConnection::close);
                clients.clear();
                notifyAll();
            }
            try {
                signal.sink().close();
                signal.source().close();
            } catch (IOException e) {
                // A pipe holds nothing that could be lost by failing to close it.
                return;
            }
        }
    }
}

package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** Accepts over a server channel, the JDK's or junixsocket's. */
final class SocketAcceptor implements Acceptor {
    /** Makes a stream of an accepted channel. */
    @FunctionalInterface
    interface Accepted {
        StreamConnection connection(SocketChannel channel) throws IOException;
    }

    private static final Logger log = LoggerFactory.getLogger(SocketAcceptor.class);

    private final ServerSocketChannel server;
    private final int port;
    private final Accepted accepted;
    private final Runnable cleanUp;
    private final AtomicBoolean closed = new AtomicBoolean();

    SocketAcceptor(ServerSocketChannel server, int port, Accepted accepted, Runnable cleanUp) throws IOException {
        this.server = server;
        this.port = port;
        this.accepted = accepted;
        this.cleanUp = cleanUp;
        server.configureBlocking(false);
    }

    @Override
    public SelectableChannel channel() {
        return server;
    }

    @Override
    public @Nullable StreamConnection accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return null;
        }
        try {
            return accepted.connection(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // The file goes first: a client that finds it after the socket is closed would take it for a stale one.
        cleanUp.run();
        try {
            server.close();
        } catch (IOException e) {
            log.debug("closing {} failed", server, e);
        }
    }
}

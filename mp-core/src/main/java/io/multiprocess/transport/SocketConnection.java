package io.multiprocess.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** A stream over one of the JDK's socket channels. */
final class SocketConnection implements StreamConnection {
    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    private final SocketChannel channel;
    private final PeerCredentials peer;

    /** Takes over a connected channel; closes it if that fails. */
    SocketConnection(SocketChannel channel, PeerCredentials peer) throws IOException {
        this.channel = channel;
        this.peer = peer;
        try {
            channel.configureBlocking(false);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public SelectableChannel readChannel() {
        return channel;
    }

    @Override
    public SelectableChannel writeChannel() {
        return channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return HeapChunks.read(channel, into);
    }

    @Override
    public long write(ByteBuffer[] from, int count) throws IOException {
        return HeapChunks.write(channel, from, count);
    }

    @Override
    public boolean anyThread() {
        // In non-blocking mode the JDK's channels do not close when an interrupted thread uses them.
        return true;
    }

    @Override
    public PeerCredentials peer() {
        return peer;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing {} failed", channel, e);
        }
    }
}

package io.multiprocess.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;

/**
 * A stream within the virtual machine: a pipe in each direction.
 *
 * <p>Bytes go through the kernel on purpose: readiness, partial writes and back-pressure are then those of sockets, so whoever
 * tests over this transport has tested the same code that serves processes.
 */
final class PipeConnection implements StreamConnection {
    private static final Logger log = LoggerFactory.getLogger(PipeConnection.class);

    private final Pipe.SourceChannel source;
    private final Pipe.SinkChannel sink;
    private final PeerCredentials peer;

    private PipeConnection(Pipe.SourceChannel source, Pipe.SinkChannel sink, PeerCredentials peer) throws IOException {
        this.source = source;
        this.sink = sink;
        this.peer = peer;
        source.configureBlocking(false);
        sink.configureBlocking(false);
    }

    /** Two connections, each the other's peer. */
    static StreamConnection[] pair(String address) throws IOException {
        PeerCredentials peer = PeerCredentials.ofThisProcess(address);
        Pipe there = Pipe.open();
        Pipe back = null;
        try {
            back = Pipe.open();
            return new StreamConnection[] {
                new PipeConnection(back.source(), there.sink(), peer),
                new PipeConnection(there.source(), back.sink(), peer)
            };
        } catch (IOException | RuntimeException e) {
            close(there.source());
            close(there.sink());
            if (back != null) {
                close(back.source());
                close(back.sink());
            }
            throw e;
        }
    }

    @Override
    public SelectableChannel readChannel() {
        return source;
    }

    @Override
    public SelectableChannel writeChannel() {
        return sink;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return HeapChunks.read(source, into);
    }

    @Override
    public long write(ByteBuffer[] from, int count) throws IOException {
        return HeapChunks.write(sink, from, count);
    }

    @Override
    public boolean anyThread() {
        return true;
    }

    @Override
    public PeerCredentials peer() {
        return peer;
    }

    @Override
    public void close() {
        close(sink);
        close(source);
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing {} failed", channel, e);
        }
    }
}

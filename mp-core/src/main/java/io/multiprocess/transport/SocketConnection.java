package io.multiprocess.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A stream over one of the JDK's socket channels. */
final class SocketConnection extends ChannelConnection {
    /** Takes over a connected channel; closes it if that fails. */
    SocketConnection(SocketChannel channel, PeerCredentials peer) throws IOException {
        super(channel, peer);
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
}

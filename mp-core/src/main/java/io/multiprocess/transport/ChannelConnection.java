package io.multiprocess.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;

/** What streams over one socket channel have in common, whichever library the channel is of. */
abstract class ChannelConnection implements StreamConnection {
    private static final Logger log = LoggerFactory.getLogger(ChannelConnection.class);

    final SocketChannel channel;
    private final PeerCredentials peer;

    /** Takes over a connected channel; closes it if that fails. */
    ChannelConnection(SocketChannel channel, PeerCredentials peer) throws IOException {
        this.channel = channel;
        this.peer = peer;
        try {
            channel.configureBlocking(false);
        } catch (IOException | RuntimeException e) {
            closeChannel();
            throw e;
        }
    }

    @Override
    public final SelectableChannel readChannel() {
        return channel;
    }

    @Override
    public final SelectableChannel writeChannel() {
        return channel;
    }

    @Override
    public PeerCredentials peer() {
        return peer;
    }

    @Override
    public void close() {
        closeChannel();
    }

    /** Moves the positions of buffers on, over bytes that were written from elsewhere. */
    static void take(ByteBuffer[] from, int count, int written) {
        int left = written;
        for (int i = 0; i < count && left > 0; i++) {
            int taken = Math.min(left, from[i].remaining());
            from[i].position(from[i].position() + taken);
            left -= taken;
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("closing {} failed", channel, e);
        }
    }
}

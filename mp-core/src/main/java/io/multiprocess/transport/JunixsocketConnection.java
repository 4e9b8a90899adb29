package io.multiprocess.transport;

import org.newsclub.net.unix.FileDescriptorAccess;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A stream over one of junixsocket's channels.
 *
 * <p>Writes go past the channel, to its descriptor: a channel of junixsocket closes itself when it writes to a peer that is
 * gone, and what that peer had sent before would be lost.
 */
final class JunixsocketConnection extends ChannelConnection {
    /** What is copied for one write, in bytes; about what a socket's buffer takes. */
    private static final int MAX_COPY_BYTES = 128 << 10;

    private static final int MIN_COPY_BYTES = 4 << 10;

    private final WritableByteChannel out;
    private ByteBuffer copy = ByteBuffer.allocateDirect(MIN_COPY_BYTES);

    /** Takes over a connected channel; closes it if that fails. */
    JunixsocketConnection(SocketChannel channel, PeerCredentials peer) throws IOException {
        super(channel, peer);
        out = descriptor(channel);
    }

    private static WritableByteChannel descriptor(SocketChannel channel) throws IOException {
        if (File.separatorChar != '/' || !(channel instanceof FileDescriptorAccess access)) {
            return channel; // elsewhere a socket is not written to as files are
        }
        FileDescriptor descriptor = access.getFileDescriptor();
        if (descriptor == null || !descriptor.valid()) {
            throw new ClosedChannelException();
        }
        // Belongs to the channel, which closes it; neither of these does when it is forgotten.
        return new FileOutputStream(descriptor).getChannel();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Copies: a gathering write of junixsocket sends the first buffer only, and one from the heap is copied anyway. */
    @Override
    public long write(ByteBuffer[] from, int count) throws IOException {
        long done = 0;
        while (true) {
            int wanted = copy(from, count);
            int written = wanted > 0 ? out.write(copy) : 0;
            take(from, count, written);
            done += written;
            if (wanted == 0 || written < wanted) {
                return done;
            }
        }
    }

    /** Returns how many bytes are ready to be written. */
    private int copy(ByteBuffer[] from, int count) {
        long total = 0;
        for (int i = 0; i < count && total < MAX_COPY_BYTES; i++) {
            total += from[i].remaining();
        }
        int wanted = (int) Math.min(total, MAX_COPY_BYTES);
        if (copy.capacity() < wanted) {
            copy = ByteBuffer.allocateDirect(Math.min(MAX_COPY_BYTES, Math.max(wanted, 2 * copy.capacity())));
        }
        copy.clear();
        for (int i = 0; i < count && copy.hasRemaining(); i++) {
            ByteBuffer source = from[i].duplicate();
            source.limit(Math.min(source.limit(), source.position() + copy.remaining()));
            copy.put(source);
        }
        copy.flip();
        return copy.remaining();
    }

    @Override
    public boolean anyThread() {
        // An interrupt of a thread that reads or writes closes junixsocket's channels, even in non-blocking mode.
        return false;
    }
}

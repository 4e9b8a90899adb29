package io.multiprocess.transport;

import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;

/** A connected pair of sockets: one end stays, the other becomes a child process' standard input. */
public final class ChildSocket implements Closeable {
    /** The number that the child finds its end under. */
    public static final int CHILD_DESCRIPTOR = 0;

    private static final Logger log = LoggerFactory.getLogger(ChildSocket.class);

    private final AFUNIXSocketChannel ours;
    private final ProcessBuilder.Redirect redirect;
    private final Closeable childEnd;

    ChildSocket(AFUNIXSocketChannel ours, ProcessBuilder.Redirect redirect, Closeable childEnd) {
        this.ours = ours;
        this.redirect = redirect;
        this.childEnd = childEnd;
    }

    /**
     * Opens a pair.
     *
     * @throws IOException if the operating system has none to give, or the native library cannot be loaded
     */
    public static ChildSocket open() throws IOException {
        return Junixsocket.childSocket();
    }

    /** What to make the child's standard input. */
    public ProcessBuilder.Redirect redirect() {
        return redirect;
    }

    /**
     * The connection to the child, after the child was started: gives up this process' reference to the child's end, so that the
     * end of the child ends the connection.
     *
     * @param pid the child's process id
     */
    public StreamConnection started(long pid) throws IOException {
        closeChildEnd();
        PeerCredentials known = Junixsocket.credentials("spawned:" + pid, ours);
        // The socket's own idea of the peer is this process, which made both ends.
        return new JunixsocketConnection(
                ours,
                new PeerCredentials(
                        "spawned:" + pid,
                        known.user(),
                        known.group(),
                        known.uid(),
                        known.gids(),
                        OptionalLong.of(pid)));
    }

    /** Closes both ends, where no child was started. */
    @Override
    public void close() {
        closeChildEnd();
        try {
            ours.close();
        } catch (IOException e) {
            log.debug("closing a socket pair failed", e);
        }
    }

    private void closeChildEnd() {
        try {
            childEnd.close();
        } catch (IOException e) {
            log.debug("closing the child's end of a socket pair failed", e);
        }
    }
}

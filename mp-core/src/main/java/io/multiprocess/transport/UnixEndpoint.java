package io.multiprocess.transport;

import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The Unix socket at a path, over the JDK's channels. */
final class UnixEndpoint implements Endpoint {
    /**
     * How much a socket takes before its peer reads, in bytes: a megabyte then goes over in one piece instead of five that each wait
     * for the other process.
     */
    private static final int SEND_BUFFER_BYTES = 1 << 20;

    private final Path path;

    UnixEndpoint(Path path) {
        this.path = path;
    }

    @Override
    public StreamConnection connect(ConnectAttempt attempt) throws IOException {
        SocketFile.checkLength(path);
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        attempt.using(channel);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return connected(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw explain(path, e);
        } finally {
            Failures.checkAbandoned(attempt, channel, this);
        }
    }

    /** Says in one sentence why connecting to a path failed. */
    static IOException explain(Path path, Exception e) throws IOException {
        String text = String.valueOf(e.getMessage());
        if (text.contains("No such file")) {
            return Failures.because(
                    new ConnectException("nobody listens at unix:" + path + ": there is no such file"), e);
        }
        if (text.contains("refused")) {
            String why = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)
                    ? "the file is no socket"
                    : "the server that made the socket is gone";
            return Failures.because(new ConnectException("nobody listens at unix:" + path + ": " + why), e);
        }
        if (text.contains("ermission denied")) {
            return Failures.because(new java.net.SocketException("no permission to connect to unix:" + path), e);
        }
        if (e instanceof IOException failure) {
            return failure;
        }
        return new IOException("cannot connect to unix:" + path + ": " + text, e);
    }

    private static boolean isSocket(Path path) {
        return !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(path);
    }

    @Override
    public Acceptor bind(BindOptions options) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            SocketFile file = new SocketFile(path, true);
            file.bind(options, at -> server.bind(UnixDomainSocketAddress.of(at), options.backlog()));
            return new SocketAcceptor(server, 0, this::connected, file::delete);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private StreamConnection connected(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        return new SocketConnection(channel, credentials(channel));
    }

    private PeerCredentials credentials(SocketChannel channel) throws IOException {
        @Nullable String user = null;
        @Nullable String group = null;
        try {
            UnixDomainPrincipal principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            user = principal.user().getName();
            group = principal.group().getName();
        } catch (UnsupportedOperationException e) {
            // The operating system does not tell; an allow-list then lets nobody in.
            user = null;
        }
        return new PeerCredentials(toString(), user, group, OptionalLong.empty(), List.of(), OptionalLong.empty());
    }

    @Override
    public String toString() {
        return "unix:" + path;
    }
}

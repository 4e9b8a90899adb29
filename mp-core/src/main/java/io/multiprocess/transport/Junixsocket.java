package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFSocketChannel;
import org.newsclub.net.unix.AFSocketPair;
import org.newsclub.net.unix.AFUNIXServerSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.AFUNIXSocketChannel;
import org.newsclub.net.unix.AFUNIXSocketCredentials;
import org.newsclub.net.unix.AFUNIXSocketPair;
import org.newsclub.net.unix.FileDescriptorCast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the JDK's channels lack, over junixsocket: abstract names, inherited descriptors, socket pairs, the peer's process id.
 *
 * <p>The only class, with {@link JunixsocketConnection}, that loads classes of junixsocket, and so its native library. It is
 * used for addresses that need it, and for {@code unix:} paths where the options ask for it.
 */
final class Junixsocket {
    private static final Logger log = LoggerFactory.getLogger(Junixsocket.class);

    /** An operation that may find the native library missing. */
    @FunctionalInterface
    private interface Operation<T> {
        T run() throws IOException;
    }

    private Junixsocket() {}

    static Endpoint unix(Path path) {
        return new Endpoint() {
            @Override
            public StreamConnection connect(ConnectAttempt attempt) throws IOException {
                SocketFile.checkLength(path);
                try {
                    return Junixsocket.connect(this, () -> AFUNIXSocketAddress.of(path), attempt);
                } catch (ConnectException e) {
                    throw UnixEndpoint.explain(path, e);
                }
            }

            @Override
            public Acceptor bind(BindOptions options) throws IOException {
                SocketFile file = new SocketFile(path, false);
                AFUNIXServerSocketChannel server = guarded(this, AFUNIXServerSocketChannel::open);
                try {
                    // By itself it would remove whatever is at the path by then.
                    server.socket().setDeleteOnClose(false);
                    file.bind(options, at -> server.bind(AFUNIXSocketAddress.of(at), options.backlog()));
                    return acceptor(this, server, file::delete);
                } catch (IOException | RuntimeException e) {
                    server.close();
                    throw e;
                }
            }

            @Override
            public String toString() {
                return "unix:" + path;
            }
        };
    }

    static Endpoint unixAbstract(String name) {
        return new Endpoint() {
            @Override
            public StreamConnection connect(ConnectAttempt attempt) throws IOException {
                checkLength();
                try {
                    return Junixsocket.connect(this, () -> AFUNIXSocketAddress.inAbstractNamespace(name), attempt);
                } catch (ConnectException e) {
                    throw Failures.because(new ConnectException("nobody listens at " + this), e);
                }
            }

            @Override
            public Acceptor bind(BindOptions options) throws IOException {
                checkLength();
                AFUNIXServerSocketChannel server = guarded(this, AFUNIXServerSocketChannel::open);
                try {
                    server.bind(AFUNIXSocketAddress.inAbstractNamespace(name), options.backlog());
                    return acceptor(this, server, () -> {});
                } catch (BindException e) {
                    server.close();
                    throw Failures.because(
                            new BindException("cannot listen at " + this + ": a server is listening there already"), e);
                } catch (IOException | RuntimeException e) {
                    server.close();
                    if (String.valueOf(e.getMessage()).contains("in use")) {
                        throw Failures.because(
                                new BindException("cannot listen at " + this + ": a server is listening there already"),
                                e);
                    }
                    throw e;
                }
            }

            private void checkLength() throws BindException {
                // The name is preceded by a zero byte.
                int bytes = name.getBytes(StandardCharsets.ISO_8859_1).length;
                if (bytes > SocketFile.MAX_PATH_BYTES) {
                    throw new BindException("the name of " + this + " is too long for a socket: " + bytes
                            + " bytes, at most " + SocketFile.MAX_PATH_BYTES + " are possible");
                }
            }

            @Override
            public String toString() {
                return "unix-abstract:" + name;
            }
        };
    }

    static Endpoint descriptor(int number) {
        return new Endpoint() {
            @Override
            public StreamConnection connect(ConnectAttempt attempt) throws IOException {
                return guarded(this, () -> {
                    FileDescriptorCast cast = cast();
                    SocketChannel channel = null;
                    try {
                        if (cast.isAvailable(AFUNIXSocketChannel.class)) {
                            channel = cast.as(AFUNIXSocketChannel.class);
                        } else if (cast.isAvailable(AFSocketChannel.class)) {
                            channel = cast.as(AFSocketChannel.class);
                        }
                    } catch (IOException e) {
                        throw new IOException(this + " is not a connected stream socket: " + e.getMessage(), e);
                    }
                    if (channel == null || !channel.isConnected()) {
                        throw new IOException(this + " is not a connected stream socket");
                    }
                    return connection(this, channel);
                });
            }

            @Override
            public Acceptor bind(BindOptions options) throws IOException {
                return guarded(this, () -> {
                    FileDescriptorCast cast = cast();
                    if (!cast.isAvailable(AFUNIXServerSocketChannel.class)) {
                        throw new IOException(this + " is not a listening Unix socket");
                    }
                    return acceptor(this, cast.as(AFUNIXServerSocketChannel.class), () -> {});
                });
            }

            private FileDescriptorCast cast() throws IOException {
                try {
                    return FileDescriptorCast.unsafeUsing(number);
                } catch (IOException e) {
                    throw new IOException(
                            this + " is no descriptor of this process, or no socket: " + e.getMessage(), e);
                }
            }

            @Override
            public String toString() {
                return "fd:" + number;
            }
        };
    }

    /** A connected pair of sockets, one end of which becomes a child's standard input. */
    static ChildSocket childSocket() throws IOException {
        return guarded("a socket pair for a child process", () -> {
            AFSocketPair<AFUNIXSocketChannel> pair = AFUNIXSocketPair.open();
            AFUNIXSocketChannel ours = pair.getSocket1();
            AFUNIXSocketChannel theirs = pair.getSocket2();
            try {
                FileDescriptor descriptor = theirs.getFileDescriptor();
                ProcessBuilder.Redirect redirect =
                        FileDescriptorCast.using(descriptor).as(ProcessBuilder.Redirect.class);
                // Closing the channel would shut the connection down for the child, too. Closing a stream over the same
                // descriptor
                // only takes this process' reference away.
                FileInputStream reference = new FileInputStream(descriptor);
                return new ChildSocket(ours, redirect, () -> {
                    reference.close();
                    theirs.close();
                });
            } catch (IOException | RuntimeException e) {
                ours.close();
                theirs.close();
                throw e;
            }
        });
    }

    private interface Target {
        AFUNIXSocketAddress address() throws IOException;
    }

    private static StreamConnection connect(Endpoint endpoint, Target target, ConnectAttempt attempt)
            throws IOException {
        return guarded(endpoint, () -> {
            AFUNIXSocketChannel channel = AFUNIXSocketChannel.open();
            attempt.using(channel);
            try {
                channel.connect(target.address());
                return connection(endpoint, channel);
            } catch (ConnectException e) {
                channel.close();
                throw e;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw Failures.because(new ConnectException(String.valueOf(e.getMessage())), e);
            } finally {
                Failures.checkAbandoned(attempt, channel, endpoint);
            }
        });
    }

    private static Acceptor acceptor(Endpoint endpoint, ServerSocketChannel server, Runnable cleanUp)
            throws IOException {
        return new SocketAcceptor(server, 0, channel -> connection(endpoint, channel), cleanUp);
    }

    private static StreamConnection connection(Endpoint endpoint, SocketChannel channel) throws IOException {
        return new JunixsocketConnection(channel, credentials(endpoint.toString(), channel));
    }

    /** What junixsocket knows of the peer, and the names that go with the numbers. */
    static PeerCredentials credentials(String address, SocketChannel channel) {
        AFUNIXSocketCredentials known = null;
        if (channel instanceof AFUNIXSocketChannel unix) {
            try {
                known = unix.getPeerCredentials();
            } catch (IOException e) {
                log.debug("{}: the peer's credentials cannot be had", address, e);
            }
        }
        if (known == null || known.isEmpty()) {
            return PeerCredentials.ofAddress(address);
        }
        List<Long> gids = new ArrayList<>();
        long[] groups = known.getGids();
        if (groups != null) {
            for (long gid : groups) {
                gids.add(gid);
            }
        }
        String user = null;
        String group = null;
        if (known.getPid() > 0) {
            // The owner of a process' folder has a name. Number and name come from one look, so that the name is right
            // even if
            // the process number belongs to somebody else by now.
            try {
                Map<String, Object> owner = Files.readAttributes(
                        Path.of("/proc", Long.toString(known.getPid())),
                        "unix:uid,gid,owner,group",
                        LinkOption.NOFOLLOW_LINKS);
                user = nameFor(known.getUid(), owner.get("uid"), owner.get("owner"));
                group = gids.isEmpty() ? null : nameFor(gids.get(0), owner.get("gid"), owner.get("group"));
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                log.trace("{}: no name for uid {}", address, known.getUid(), e);
            }
        }
        return new PeerCredentials(
                address,
                user,
                group,
                known.getUid() >= 0 ? OptionalLong.of(known.getUid()) : OptionalLong.empty(),
                gids,
                known.getPid() > 0 ? OptionalLong.of(known.getPid()) : OptionalLong.empty());
    }

    private static @Nullable String nameFor(long wanted, @Nullable Object number, @Nullable Object principal) {
        return number instanceof Integer found
                        && Integer.toUnsignedLong(found) == wanted
                        && principal instanceof Principal named
                ? named.getName()
                : null;
    }

    private static <T> T guarded(Object what, Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (LinkageError e) {
            throw new IOException(
                    what + " needs junixsocket's native library, which cannot be loaded (" + e.getMessage()
                            + "); if java.io.tmpdir does not allow execution, set"
                            + " -Dorg.newsclub.net.unix.library.tmpdir to a folder that does",
                    e);
        }
    }
}

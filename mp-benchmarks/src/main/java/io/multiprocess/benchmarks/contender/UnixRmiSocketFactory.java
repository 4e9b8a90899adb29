package io.multiprocess.benchmarks.contender;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.rmi.server.RMIClientSocketFactory;
import java.rmi.server.RMIServerSocketFactory;

/**
 * Lets RMI run over Unix sockets: the port becomes the end of the socket's path, and the JDK's channels are dressed as sockets.
 *
 * <p><em>Immutable.</em>
 */
final class UnixRmiSocketFactory implements RMIClientSocketFactory, RMIServerSocketFactory, Serializable {

    private static final long serialVersionUID = 1;

    private final String path;

    UnixRmiSocketFactory(String path) {
        this.path = path;
    }

    private UnixDomainSocketAddress address(int port) {
        return UnixDomainSocketAddress.of(path + "-" + port);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new ChannelSocket(SocketChannel.open(address(port)), port);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(address(port), 1024);
        return new ChannelServerSocket(channel, port);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnixRmiSocketFactory factory && factory.path.equals(path);
    }

    @Override
    public int hashCode() {
        return path.hashCode();
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the channel has locks of its own
    private static final class ChannelServerSocket extends ServerSocket {

        private final ServerSocketChannel channel;
        private final int port;

        ChannelServerSocket(ServerSocketChannel channel, int port) throws IOException {
            this.channel = channel;
            this.port = port;
        }

        @Override
        public Socket accept() throws IOException {
            return new ChannelSocket(channel.accept(), port);
        }

        @Override
        public int getLocalPort() {
            return port;
        }

        @Override
        public boolean isClosed() {
            return !channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // the channel has locks of its own
    private static final class ChannelSocket extends Socket {

        private final SocketChannel channel;
        private final int port;

        ChannelSocket(SocketChannel channel, int port) {
            this.channel = channel;
            this.port = port;
        }

        @Override
        public InputStream getInputStream() {
            return new FilterInputStream(InputStream.nullInputStream()) {
                private final ByteBuffer single = ByteBuffer.allocate(1);

                @Override
                public int read() throws IOException {
                    single.clear();
                    return channel.read(single) < 0 ? -1 : single.get(0) & 0xff;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return channel.read(ByteBuffer.wrap(bytes, offset, length));
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return new FilterOutputStream(OutputStream.nullOutputStream()) {
                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
            };
        }

        @Override
        public int getPort() {
            return port;
        }

        @Override
        public int getLocalPort() {
            return port;
        }

        @Override
        public @Nullable InetAddress getInetAddress() {
            return null;
        }

        @Override
        public InetAddress getLocalAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean isClosed() {
            return !channel.isOpen();
        }

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setKeepAlive(boolean on) {}

        @Override
        public void setSoTimeout(int timeoutMillis) {}

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

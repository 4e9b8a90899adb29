package io.multiprocess.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A TCP host and port, over the JDK's channels. */
final class TcpEndpoint implements Endpoint {
    private final String host;
    private final int port;

    TcpEndpoint(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public StreamConnection connect(ConnectAttempt attempt) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host.equals("*") ? "localhost" : host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host of " + this + " is unknown");
        }
        SocketChannel channel = SocketChannel.open();
        attempt.using(channel);
        try {
            channel.connect(address);
            return connected(channel, "tcp:" + host + ":" + port);
        } catch (ConnectException e) {
            channel.close();
            throw Failures.because(new ConnectException("nobody listens at " + this), e);
        } catch (NoRouteToHostException e) {
            channel.close();
            throw Failures.because(new NoRouteToHostException("there is no route to " + this), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } finally {
            Failures.checkAbandoned(attempt, channel, this);
        }
    }

    @Override
    public Acceptor bind(BindOptions options) throws IOException {
        InetSocketAddress address = host.equals("*") ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host of " + this + " is unknown");
        }
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(address, options.backlog());
            int bound = ((InetSocketAddress) server.getLocalAddress()).getPort();
            return new SocketAcceptor(server, bound, TcpEndpoint::accepted, () -> {});
        } catch (BindException e) {
            server.close();
            throw Failures.because(new BindException("cannot listen at " + this + ": " + e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static StreamConnection accepted(SocketChannel channel) throws IOException {
        SocketAddress remote = channel.getRemoteAddress();
        String text = remote instanceof InetSocketAddress inet
                ? "tcp:" + inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "tcp:" + remote;
        return connected(channel, text);
    }

    private static StreamConnection connected(SocketChannel channel, String peer) throws IOException {
        // Messages are written whole, so waiting for more to send would only delay them.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new SocketConnection(channel, PeerCredentials.ofAddress(peer));
    }

    @Override
    public String toString() {
        return "tcp:" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

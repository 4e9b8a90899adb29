package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLEngine;
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
import java.util.function.Supplier;

/** A TCP host and port, over the JDK's channels, with TLS or without. */
final class TcpEndpoint implements Endpoint {
    private final String host;
    private final int port;
    private final @Nullable Supplier<TlsOptions> tls;

    TcpEndpoint(String host, int port, @Nullable Supplier<TlsOptions> tls) {
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    @Override
    public StreamConnection connect(ConnectAttempt attempt) throws IOException {
        String target = host.equals("*") ? "localhost" : host;
        InetSocketAddress address = new InetSocketAddress(target, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host of " + this + " is unknown");
        }
        SocketChannel channel = SocketChannel.open();
        attempt.using(channel);
        try {
            channel.connect(address);
            Supplier<TlsOptions> secured = tls;
            if (secured == null) {
                return connected(channel, toString());
            }
            TlsConnection connection = connected(channel, secured.get().connecting(target, port), toString());
            connection.completeHandshake();
            return connection;
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
            return new SocketAcceptor(server, bound, this::accepted, () -> {});
        } catch (BindException e) {
            server.close();
            throw Failures.because(new BindException("cannot listen at " + this + ": " + e.getMessage()), e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private StreamConnection accepted(SocketChannel channel) throws IOException {
        SocketAddress remote = channel.getRemoteAddress();
        String text = remote instanceof InetSocketAddress inet
                ? "tcp:" + inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : "tcp:" + remote;
        Supplier<TlsOptions> secured = tls;
        return secured == null
                ? connected(channel, text)
                : connected(channel, secured.get().accepting(), text);
    }

    private static StreamConnection connected(SocketChannel channel, String peer) throws IOException {
        sendAtOnce(channel);
        return new SocketConnection(channel, PeerCredentials.ofAddress(peer));
    }

    private static TlsConnection connected(SocketChannel channel, SSLEngine engine, String peer) throws IOException {
        sendAtOnce(channel);
        return new TlsConnection(channel, engine, peer);
    }

    private static void sendAtOnce(SocketChannel channel) throws IOException {
        // Messages are written whole, so waiting for more to send would only delay them.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    public String toString() {
        return "tcp:" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}

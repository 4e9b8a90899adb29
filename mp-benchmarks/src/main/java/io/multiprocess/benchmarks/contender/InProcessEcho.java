package io.multiprocess.benchmarks.contender;

import io.multiprocess.Address;
import io.multiprocess.Vat;
import io.multiprocess.benchmarks.message.Order;
import io.multiprocess.proxy.ProxyConnection;

import java.io.IOException;

/**
 * Our echo service and its proxy in one process, connected through memory: what remains is the cost of ours without any socket.
 *
 * <p><em>Thread-safe.</em>
 */
public final class InProcessEcho implements AutoCloseable {

    private final AutoCloseable server;
    private final Vat client = Vat.create();
    private final EchoService proxy;

    /**
     * Serves and connects.
     *
     * @param name of the address; one at a time can have it
     * @throws IOException when that fails
     * @throws InterruptedException when interrupted meanwhile
     */
    public InProcessEcho(String name) throws IOException, InterruptedException {
        Address address = Address.inProcess(name);
        server = MultiprocessContender.serve(address);
        proxy = ProxyConnection.of(client.connect(address)).root(EchoServiceProxyClient.TYPE, true);
    }

    /**
     * Calls the proxy.
     *
     * @param data any bytes
     * @return the same
     */
    public byte[] echo(byte[] data) {
        return proxy.echo(data);
    }

    /**
     * Calls the proxy.
     *
     * @param order any order
     * @return an equal one
     */
    public Order echoOrder(Order order) {
        return proxy.echoOrder(order);
    }

    @Override
    public void close() throws IOException {
        client.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IOException("closing the server failed", e);
        }
    }
}

package io.multiprocess.spring.client;

import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.ProxyClient;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyContext;
import io.multiprocess.proxy.ProxyType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The root objects obtained over one physical connection, each once.
 *
 * <p>Thread-safe. A thread that needs a root which another one is just getting waits for it.
 */
final class ConnectionRoots {

    private static final Logger LOGGER = LoggerFactory.getLogger(ConnectionRoots.class);

    private final ProxyConnection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, ProxyContext> roots = new HashMap<>();
    private final ServicesClient services;
    private boolean asked;

    /** Which root. */
    private record Key(ProxyType<?> type, String service) {}

    /**
     * None yet.
     *
     * @param timeout how long the peer may take to answer for a root
     */
    ConnectionRoots(ProxyConnection connection, Duration timeout) {
        this.connection = connection;
        this.services = new ServicesClient(connection, timeout);
    }

    /**
     * The root of a type.
     *
     * @param service the name that the peer serves it under, empty for the unnamed one
     * @throws RpcException if the peer does not have it
     * @throws InterruptedException if interrupted while waiting for the peer
     */
    ProxyContext find(ProxyType<?> type, String service) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Key key = new Key(type, service);
            ProxyContext root = roots.get(key);
            if (root == null) {
                root = ProxyClient.of(make(type, service));
                roots.put(key, root);
            }
            return root;
        } finally {
            lock.unlock();
        }
    }

    private Object make(ProxyType<?> type, String service) throws InterruptedException {
        if (!service.isEmpty()) {
            knowThreads();
            return connection.client(type, services.find(type.interfaceId(), type.displayName(), service));
        }
        if (!type.hasConstruct()) {
            knowThreads();
        }
        return connection.root(type, false);
    }

    /** Swaps thread maps with a peer that can, unless a root has done it. */
    private void knowThreads() throws InterruptedException {
        if (asked || connection.threads().hasThreadMap()) {
            return;
        }
        try {
            services.construct();
        } catch (RpcException e) {
            if (e.kind() != RpcException.Kind.UNIMPLEMENTED) {
                throw e;
            }
            LOGGER.debug(
                    "{} has no thread map beside its interfaces",
                    connection.vatConnection().description());
        }
        asked = true;
    }
}

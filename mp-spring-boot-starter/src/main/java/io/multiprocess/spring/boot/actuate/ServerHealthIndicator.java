package io.multiprocess.spring.boot.actuate;

import io.multiprocess.spring.server.MpServer;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Up while the server listens. Thread-safe. */
public final class ServerHealthIndicator extends AbstractHealthIndicator {

    private final MpServer server;

    /** The health of a server. */
    public ServerHealthIndicator(MpServer server) {
        super("The multiprocess server's health check failed");
        this.server = server;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        (server.isRunning() ? builder.up() : builder.outOfService())
                .withDetail(
                        "addresses",
                        server.addresses().stream().map(Object::toString).toList())
                .withDetail("connections", server.connections().size());
    }
}

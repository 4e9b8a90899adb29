package io.multiprocess.spring.boot.actuate;

import io.multiprocess.Address;
import io.multiprocess.ClientConnection;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyMethod;
import io.multiprocess.spring.client.MpConnection;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.server.MpFacets;
import io.multiprocess.spring.server.MpServer;
import io.multiprocess.spring.server.ServedInterface;
import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.vat.ConnectionStatistics;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

import javax.security.auth.x500.X500Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /actuator/multiprocess}: what is served, who is connected, and what both sides hold.
 *
 * <p>Thread-safe.
 */
@Endpoint(id = "multiprocess")
public final class MultiprocessEndpoint {

    private final @Nullable MpServer server;
    private final @Nullable MpFacets facets;
    private final @Nullable MpConnections connections;

    /** Shows a server, its services and the connections to peers, each where there is one. */
    public MultiprocessEndpoint(
            @Nullable MpServer server, @Nullable MpFacets facets, @Nullable MpConnections connections) {
        this.server = server;
        this.facets = facets;
        this.connections = connections;
    }

    /** Everything, as of now. */
    @ReadOperation
    public Multiprocess multiprocess() {
        Server served = null;
        if (server != null) {
            List<Service> services = facets == null
                    ? List.of()
                    : facets.services().stream().map(Service::of).toList();
            served = new Server(
                    server.isRunning(),
                    server.addresses().stream().map(Address::toString).toList(),
                    services,
                    server.connections().stream().map(Connection::of).toList());
        }
        Map<String, Client> clients = new LinkedHashMap<>();
        if (connections != null) {
            connections.all().forEach(connection -> clients.put(connection.name(), Client.of(connection)));
        }
        return new Multiprocess(served, clients);
    }

    /**
     * The answer.
     *
     * @param server the server, if there is one
     * @param client the configured connections by name
     */
    public record Multiprocess(@Nullable Server server, Map<String, Client> client) {}

    /**
     * The server.
     *
     * @param running whether it listens
     * @param addresses where
     * @param services what it serves
     * @param connections who is connected
     */
    public record Server(
            boolean running, List<String> addresses, List<Service> services, List<Connection> connections) {}

    /**
     * One interface of one bean.
     *
     * @param name the name that clients ask for, empty for the unnamed one
     * @param bean the bean
     * @param javaInterface the Java interface
     * @param id the id of the interface in the schema
     * @param methods the methods by their names in the schema
     */
    public record Service(String name, String bean, String javaInterface, String id, List<String> methods) {

        static Service of(ServedInterface service) {
            return new Service(
                    service.name(),
                    service.beanName(),
                    service.javaInterface().getName(),
                    "0x%016x".formatted(service.type().interfaceId()),
                    service.type().methods().stream().map(ProxyMethod::name).toList());
        }
    }

    /**
     * A configured connection.
     *
     * @param address where the peer is, as configured
     * @param state where the connection stands
     * @param lastError why the last attempt failed or the last connection ended
     * @param connection the open connection
     */
    public record Client(
            String address,
            ClientConnection.State state,
            @Nullable String lastError,
            @Nullable Connection connection) {

        static Client of(MpConnection connection) {
            Throwable error = connection.lastError();
            VatConnection open = connection.current();
            return new Client(
                    connection.settings().addressText(),
                    connection.state(),
                    error == null ? null : error.getMessage(),
                    open == null ? null : Connection.of(open));
        }
    }

    /**
     * An open connection.
     *
     * @param name its number and peer
     * @param peer who is at the other end
     * @param objectsHeld objects of the peer that this application holds
     * @param objectsHeldByPeer objects of this application that the peer holds
     * @param callsMade calls to the peer that are not finished
     * @param callsServed calls of the peer that are not finished
     * @param unsentBytes bytes that wait to be sent
     * @param threads threads of this application that run calls of the peer, or wait for the next
     */
    public record Connection(
            String name,
            Peer peer,
            int objectsHeld,
            int objectsHeldByPeer,
            int callsMade,
            int callsServed,
            long unsentBytes,
            int threads) {

        static Connection of(VatConnection connection) {
            ConnectionStatistics statistics = connection.statistics();
            return new Connection(
                    connection.description(),
                    Peer.of(connection.peer()),
                    statistics.imports(),
                    statistics.exports(),
                    statistics.questions(),
                    statistics.answers(),
                    statistics.unsentBytes(),
                    ProxyConnection.of(connection).threads().madeThreads());
        }
    }

    /**
     * Who is at the other end, as far as the operating system or a certificate says.
     *
     * @param address where the peer is
     * @param user its user
     * @param group its group
     * @param pid its process id
     * @param certificate whom its certificate is for
     */
    public record Peer(
            String address,
            @Nullable String user,
            @Nullable String group,
            @Nullable Long pid,
            @Nullable String certificate) {

        static Peer of(PeerCredentials peer) {
            X500Principal principal = peer.principal();
            return new Peer(
                    peer.address(),
                    peer.user(),
                    peer.group(),
                    peer.pid().isPresent() ? (Long) peer.pid().getAsLong() : null,
                    principal == null ? null : principal.getName());
        }
    }
}

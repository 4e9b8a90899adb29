package io.multiprocess.spring.client;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.RpcException;
import io.multiprocess.capability.TypedCall;
import io.multiprocess.capability.TypedRequest;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.spring.services.ServicesCapnp;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * Calls the built-in facet of a peer of this starter.
 *
 * <p>Confined to the thread that gets a root, which waits for the answers.
 */
final class ServicesClient {

    private final ProxyConnection connection;
    private final Duration timeout;

    /**
     * Calls nothing yet.
     *
     * @param timeout how long an answer may take
     */
    ServicesClient(ProxyConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /**
     * Swaps the thread maps.
     *
     * @throws RpcException of kind {@code UNIMPLEMENTED} if the peer does not have the facet
     */
    void construct() throws InterruptedException {
        try (ServicesCapnp.Services.Client client = client()) {
            var request = client.constructRequest();
            Capability ours = connection.threads().exportThreadMap();
            try {
                request.params().setThreadMap(request.table(), ours);
            } finally {
                ours.release();
            }
            try (Answer<ServicesCapnp.Services.ConstructResults.Reader> answer = await(request)) {
                Capability theirs = answer.results().getThreadMap().capability();
                if (!theirs.isNull()) {
                    connection.threads().setThreadMap(theirs);
                }
            }
        }
    }

    /**
     * Finds a service by name.
     *
     * @return the service, owned by the caller
     * @throws RpcException if there is none
     */
    Capability find(long interfaceId, String displayName, String name) throws InterruptedException {
        try (ServicesCapnp.Services.Client client = client()) {
            var request = client.findRequest();
            request.params().setInterfaceId(interfaceId);
            request.params().setName(name);
            try (Answer<ServicesCapnp.Services.FindResults.Reader> answer = await(request)) {
                Capability service = answer.results().getService().capability();
                if (service.isNull()) {
                    throw RpcException.failed("%s serves no %s named '%s'"
                            .formatted(connection.vatConnection().description(), displayName, name));
                }
                return service.addRef();
            }
        }
    }

    private ServicesCapnp.Services.Client client() {
        return new ServicesCapnp.Services.Client(connection.vatConnection().bootstrap());
    }

    private <R> Answer<R> await(TypedRequest<?, R, ?> request) throws InterruptedException {
        TypedCall<R, ?> call = request.send();
        try {
            return new Answer<>(call, call.await(timeout.toNanos()));
        } catch (TimeoutException e) {
            call.pending().cancel();
            throw new RpcException(
                    RpcException.Kind.OVERLOADED,
                    connection.vatConnection().description() + " did not answer within " + timeout,
                    e);
        }
    }

    /** Results, which are let go of when they have been read. */
    private record Answer<R>(TypedCall<R, ?> call, R results) implements AutoCloseable {

        @Override
        public void close() {
            call.pending().response().close();
        }
    }
}

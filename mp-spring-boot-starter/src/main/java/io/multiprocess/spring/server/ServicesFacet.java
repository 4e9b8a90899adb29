package io.multiprocess.spring.server;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.TypedCallContext;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.spring.services.ServicesCapnp;
import org.capnproto.StructList;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The built-in facet of one connection: thread maps, services by name, and the list of what is served.
 *
 * <p>Its calls run on the event loop and never block.
 */
final class ServicesFacet extends ServicesCapnp.Services.Server {

    private final ProxyConnection connection;
    private final List<ServedInterface> services;
    private final Finder finder;

    /** Finds the server of a service. */
    @FunctionalInterface
    interface Finder {

        /** The server of the service with this interface and name, {@code null} if there is none. */
        @Nullable
        LocalServer find(long interfaceId, String name);
    }

    ServicesFacet(ProxyConnection connection, List<ServedInterface> services, Finder finder) {
        this.connection = connection;
        this.services = services;
        this.finder = finder;
    }

    @Override
    protected void construct(
            TypedCallContext<
                            ServicesCapnp.Services.ConstructParams.Reader,
                            ServicesCapnp.Services.ConstructResults.Builder>
                    call) {
        Capability theirs = call.params().getThreadMap().capability();
        if (!theirs.isNull()) {
            connection.threads().setThreadMap(theirs);
        }
        Capability ours = connection.threads().exportThreadMap();
        try {
            call.results().setThreadMap(call.table(), ours);
        } finally {
            ours.release();
        }
        call.complete();
    }

    @Override
    protected void list(
            TypedCallContext<ServicesCapnp.Services.ListParams.Reader, ServicesCapnp.Services.ListResults.Builder>
                    call) {
        StructList.Builder<ServicesCapnp.ServiceInfo.Builder> list =
                call.results().initServices(services.size());
        for (int i = 0; i < services.size(); i++) {
            ServedInterface service = services.get(i);
            ServicesCapnp.ServiceInfo.Builder info = list.get(i);
            info.setInterfaceId(service.type().interfaceId());
            info.setName(service.name());
            info.setDisplayName(service.type().displayName());
        }
        call.complete();
    }

    @Override
    protected void find(
            TypedCallContext<ServicesCapnp.Services.FindParams.Reader, ServicesCapnp.Services.FindResults.Builder>
                    call) {
        ServicesCapnp.Services.FindParams.Reader params = call.params();
        LocalServer server =
                finder.find(params.getInterfaceId(), params.getName().toString());
        if (server != null) {
            Capability service = connection.threads().export(server);
            try {
                call.results().setService(call.table(), service);
            } finally {
                service.release();
            }
        }
        call.complete();
    }
}

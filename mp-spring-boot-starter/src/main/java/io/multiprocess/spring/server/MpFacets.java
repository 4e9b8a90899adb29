package io.multiprocess.spring.server;

import io.multiprocess.Bootstrap;
import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import io.multiprocess.proxy.ProxyCall;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.proxy.ProxyType;
import io.multiprocess.proxy.ServerInterceptor;
import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpServerInterceptor;
import io.multiprocess.spring.event.MpConnectionClosedEvent;
import io.multiprocess.spring.event.MpConnectionOpenedEvent;
import io.multiprocess.spring.services.ServicesCapnp;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes what each client gets first: one object that answers to every served interface, because a call carries the id of
 * its interface.
 *
 * <p>A C++ libmultiprocess client that expects one root interface finds just that; a client of this library also finds
 * {@code Services} (services.capnp), which knows services by name and swaps thread maps for interfaces
 * that do not do that themselves. Every connection has facets of its own: a client that destroys one ends it for itself,
 * and the bean lives on.
 *
 * <p>Thread-safe.
 */
public final class MpFacets implements Bootstrap {

    private final List<ServedInterface> services;
    private final ConfigurableListableBeanFactory beanFactory;
    private final List<MpServerInterceptor> interceptors;
    private final Map<String, List<MpServerInterceptor>> interceptorsByBean = new HashMap<>();
    private final ApplicationEventPublisher publisher;

    /**
     * Offers services.
     *
     * @param services what is served, free of conflicts
     * @param beanFactory has the beans
     * @param interceptors all interceptors in their order, those for single services included
     */
    public MpFacets(
            List<ServedInterface> services,
            ConfigurableListableBeanFactory beanFactory,
            List<MpServerInterceptor> interceptors,
            ApplicationEventPublisher publisher) {
        this.services = List.copyOf(services);
        this.beanFactory = beanFactory;
        this.interceptors =
                interceptors.stream().filter(MpServerInterceptor::isGlobal).toList();
        this.publisher = publisher;
        for (ServedInterface service : services) {
            List<MpServerInterceptor> chain = new ArrayList<>(this.interceptors);
            for (Class<? extends MpServerInterceptor> type : service.interceptors()) {
                chain.add(beanFactory.getBean(type));
            }
            interceptorsByBean.put(service.beanName(), List.copyOf(chain));
        }
    }

    /** What is served. */
    public List<ServedInterface> services() {
        return services;
    }

    @Override
    public LocalServer bootstrap(VatConnection connection) {
        connection.runCleanup(() -> publisher.publishEvent(new MpConnectionOpenedEvent(connection, null)));
        connection.onClose(() -> publisher.publishEvent(new MpConnectionClosedEvent(connection, null)));
        return new ConnectionFacets(ProxyConnection.of(connection));
    }

    /**
     * The bootstrap object of one connection.
     *
     * <p>Thread-safe.
     */
    private final class ConnectionFacets implements LocalServer, ServerInterceptor {

        private final ProxyConnection connection;
        /** The unnamed services, by all the ids that they answer to. */
        private final Map<Long, ServedBean> facets = new HashMap<>();

        private final Map<ServiceKey, ServedInterface> servicesByName = new HashMap<>();
        /** Which bean an object is that calls arrive at; by identity, for the few beans there are. */
        private final Map<Object, String> beanNames = Collections.synchronizedMap(new IdentityHashMap<>());

        private final LocalServer builtIn;

        ConnectionFacets(ProxyConnection connection) {
            this.connection = connection;
            connection.setOptions(connection.options().withServerInterceptors(List.of(this)));
            for (ServedInterface service : services) {
                servicesByName.put(new ServiceKey(service.type().interfaceId(), service.name()), service);
                if (service.name().isEmpty()) {
                    ServedBean facet = facet(service);
                    for (Long id : service.ids()) {
                        if (service.root()) {
                            facets.put(id, facet);
                        } else {
                            facets.putIfAbsent(id, facet);
                        }
                    }
                }
            }
            builtIn = new ServicesFacet(connection, services, this::find);
        }

        private ServedBean facet(ServedInterface service) {
            return new ServedBean(
                    connection.vatConnection(), service.type(), () -> exists(service), () -> serve(service));
        }

        /** A server of its own for somebody who asked for the service by name. */
        private @Nullable LocalServer find(long interfaceId, String name) {
            ServedInterface service = servicesByName.get(new ServiceKey(interfaceId, name));
            if (service == null) {
                return null;
            }
            return exists(service) ? serve(service) : facet(service);
        }

        /** Whether the bean is there, so that asking for it does not block. */
        private boolean exists(ServedInterface service) {
            return beanFactory.containsSingleton(service.beanName())
                    && !(beanFactory.getSingleton(service.beanName()) instanceof FactoryBean);
        }

        private LocalServer serve(ServedInterface service) {
            return serve(service.type(), service.beanName());
        }

        private <T> LocalServer serve(ProxyType<T> type, String beanName) {
            T bean = type.javaType().cast(beanFactory.getBean(beanName));
            beanNames.put(bean, beanName);
            return connection.server(type, bean);
        }

        @Override
        public void dispatch(long interfaceId, int methodId, CallContext call) {
            if (interfaceId == ServicesCapnp.Services.ID) {
                builtIn.dispatch(interfaceId, methodId, call);
                return;
            }
            ServedBean facet = facets.get(interfaceId);
            if (facet == null) {
                call.fail(notServed(interfaceId, methodId));
            } else {
                facet.dispatch(interfaceId, methodId, call);
            }
        }

        /** Says what there is instead: a service with a name is easily called without. */
        private RpcException notServed(long interfaceId, int methodId) {
            RpcException plain = RpcException.unimplemented(interfaceId, methodId);
            return new RpcException(
                    plain.kind(),
                    plain.getMessage() + "; served here: "
                            + services.stream()
                                    .map(ServedInterface::description)
                                    .collect(Collectors.joining(", ")));
        }

        @Override
        public boolean runsOnLoop(long interfaceId, int methodId) {
            ServedBean facet = facets.get(interfaceId);
            return facet == null || facet.runsOnLoop(interfaceId, methodId);
        }

        @Override
        public void released() {
            builtIn.released();
            Set.copyOf(facets.values()).forEach(ServedBean::released);
        }

        @Override
        public void intercept(ProxyCall call, Next next) throws Exception {
            String beanName = beanNames.get(call.target());
            MpCall described = new MpCall(call, null, beanName);
            List<MpServerInterceptor> chain =
                    beanName == null ? interceptors : interceptorsByBean.getOrDefault(beanName, interceptors);
            described.serve(() -> proceed(chain, 0, described, next));
        }

        private void proceed(List<MpServerInterceptor> chain, int index, MpCall call, Next next) throws Exception {
            if (index == chain.size()) {
                next.proceed();
            } else {
                chain.get(index).intercept(call, () -> proceed(chain, index + 1, call, next));
            }
        }
    }

    /** What a service is asked for by. */
    private record ServiceKey(long interfaceId, String name) {}
}

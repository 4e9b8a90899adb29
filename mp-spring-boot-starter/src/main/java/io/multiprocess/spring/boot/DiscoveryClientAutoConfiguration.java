package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of addresses of the form {@code discovery:service}, which Spring
 * Cloud's {@link DiscoveryClient} resolves at each attempt to connect, taking the service's instances in turn.
 */
@AutoConfiguration(
        before = MultiprocessClientAutoConfiguration.class,
        afterName = {
            "org.springframework.cloud.client.CommonsClientAutoConfiguration",
            "org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration",
            "org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration"
        })
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnBean(DiscoveryClient.class)
public final class DiscoveryClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    DiscoveryAddressResolver multiprocessDiscoveryAddressResolver(DiscoveryClient client) {
        return new DiscoveryAddressResolver(client);
    }

    /**
     * Asks a {@link DiscoveryClient}.
     *
     * <p>Thread-safe.
     */
    static final class DiscoveryAddressResolver implements AddressResolver {

        private static final String SCHEME = "discovery:";

        private final DiscoveryClient client;
        private final AtomicInteger turn = new AtomicInteger();

        DiscoveryAddressResolver(DiscoveryClient client) {
            this.client = client;
        }

        @Override
        public boolean supports(String address) {
            return address.startsWith(SCHEME);
        }

        @Override
        public Address resolve(String address) {
            String service = address.substring(SCHEME.length());
            List<ServiceInstance> instances = client.getInstances(service);
            if (instances.isEmpty()) {
                throw new IllegalStateException("No instance of the service '" + service + "' is registered");
            }
            ServiceInstance instance = instances.get(Math.floorMod(turn.getAndIncrement(), instances.size()));
            return Address.tcp(instance.getHost(), instance.getPort());
        }
    }
}

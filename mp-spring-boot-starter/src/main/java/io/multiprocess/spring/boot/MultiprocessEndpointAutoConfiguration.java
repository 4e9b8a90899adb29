package io.multiprocess.spring.boot;

import io.multiprocess.spring.boot.actuate.MultiprocessEndpoint;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.server.MpFacets;
import io.multiprocess.spring.server.MpServer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@link EnableAutoConfiguration Auto-configuration} of {@code /actuator/multiprocess}. */
@AutoConfiguration(after = {MultiprocessServerAutoConfiguration.class, MultiprocessClientAutoConfiguration.class})
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
public final class MultiprocessEndpointAutoConfiguration {

    /** Apart, so that its condition is not looked at where there is no actuator. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(MultiprocessEndpoint.class)
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        MultiprocessEndpoint multiprocessEndpoint(
                ObjectProvider<MpServer> server,
                ObjectProvider<MpFacets> facets,
                ObjectProvider<MpConnections> connections) {
            return new MultiprocessEndpoint(
                    server.getIfAvailable(), facets.getIfAvailable(), connections.getIfAvailable());
        }
    }
}

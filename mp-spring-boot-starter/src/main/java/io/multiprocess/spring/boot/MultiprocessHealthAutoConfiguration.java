package io.multiprocess.spring.boot;

import io.multiprocess.spring.boot.actuate.ConnectionHealthIndicator;
import io.multiprocess.spring.boot.actuate.ServerHealthIndicator;
import io.multiprocess.spring.client.MpConnection;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.server.MpServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of health: of the server, and of each connection whose {@code health}
 * property is not false.
 */
@AutoConfiguration(
        after = {MultiprocessServerAutoConfiguration.class, MultiprocessClientAutoConfiguration.class},
        beforeName =
                "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
public final class MultiprocessHealthAutoConfiguration {

    @Bean
    @ConditionalOnBean(MpServer.class)
    @ConditionalOnEnabledHealthIndicator("multiprocess-server")
    @ConditionalOnMissingBean(name = "multiprocessServerHealthContributor")
    ServerHealthIndicator multiprocessServerHealthContributor(MpServer server) {
        return new ServerHealthIndicator(server);
    }

    @Bean
    @ConditionalOnBean(MpConnections.class)
    @ConditionalOnEnabledHealthIndicator("multiprocess-client")
    @ConditionalOnMissingBean(name = "multiprocessClientHealthContributor")
    CompositeHealthContributor multiprocessClientHealthContributor(MpConnections connections) {
        Map<String, HealthContributor> contributors = new LinkedHashMap<>();
        for (MpConnection connection : connections.all()) {
            if (connection.settings().health()) {
                contributors.put(connection.name(), new ConnectionHealthIndicator(connection));
            }
        }
        return CompositeHealthContributor.fromMap(contributors);
    }
}

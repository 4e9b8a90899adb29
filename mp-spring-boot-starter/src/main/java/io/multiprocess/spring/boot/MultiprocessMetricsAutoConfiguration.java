package io.multiprocess.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.spring.observation.MpMeterBinder;
import io.multiprocess.spring.server.MpServer;
import io.multiprocess.vat.VatConnection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@link EnableAutoConfiguration Auto-configuration} of gauges of connections, objects and queues. */
@AutoConfiguration(
        after = {MultiprocessServerAutoConfiguration.class, MultiprocessClientAutoConfiguration.class},
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
@ConditionalOnBean(MeterRegistry.class)
public final class MultiprocessMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MpMeterBinder multiprocessMeterBinder(ObjectProvider<MpServer> server, ObjectProvider<MpConnections> connections) {
        Map<String, Supplier<Collection<VatConnection>>> open = new LinkedHashMap<>();
        server.ifAvailable(served -> open.put("server", served::connections));
        connections.ifAvailable(clients -> clients.all()
                .forEach(client -> open.put(client.name(), () -> {
                    VatConnection current = client.current();
                    return current == null ? List.of() : List.of(current);
                })));
        return new MpMeterBinder(open);
    }
}

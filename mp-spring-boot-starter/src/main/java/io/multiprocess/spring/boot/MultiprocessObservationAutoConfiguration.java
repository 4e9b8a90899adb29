package io.multiprocess.spring.boot;

import io.micrometer.observation.ObservationRegistry;
import io.multiprocess.spring.observation.MpClientObservationConvention;
import io.multiprocess.spring.observation.MpServerObservationConvention;
import io.multiprocess.spring.observation.ObservationClientInterceptor;
import io.multiprocess.spring.observation.ObservationServerInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** {@link EnableAutoConfiguration Auto-configuration} of observations of calls. */
@AutoConfiguration(
        before = {MultiprocessServerAutoConfiguration.class, MultiprocessClientAutoConfiguration.class},
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class MultiprocessObservationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "multiprocess.server.observation.enabled", matchIfMissing = true)
    ObservationServerInterceptor multiprocessObservationServerInterceptor(
            ObservationRegistry registry, ObjectProvider<MpServerObservationConvention> convention) {
        return new ObservationServerInterceptor(registry, convention.getIfAvailable());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "multiprocess.client.observation.enabled", matchIfMissing = true)
    ObservationClientInterceptor multiprocessObservationClientInterceptor(
            ObservationRegistry registry, ObjectProvider<MpClientObservationConvention> convention) {
        return new ObservationClientInterceptor(registry, convention.getIfAvailable());
    }
}

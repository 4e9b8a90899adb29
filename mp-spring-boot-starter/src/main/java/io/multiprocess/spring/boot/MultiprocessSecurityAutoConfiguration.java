package io.multiprocess.spring.boot;

import io.multiprocess.spring.MpService;
import io.multiprocess.spring.security.DefaultPeerAuthenticationConverter;
import io.multiprocess.spring.security.PeerAuthenticationConverter;
import io.multiprocess.spring.security.PeerAuthenticationInterceptor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;

/** {@link EnableAutoConfiguration Auto-configuration} of the peer as Spring Security's current user. */
@AutoConfiguration(before = MultiprocessServerAutoConfiguration.class)
@ConditionalOnClass(Authentication.class)
@ConditionalOnBean(annotation = MpService.class)
@ConditionalOnBooleanProperty(name = "multiprocess.server.security.enabled", matchIfMissing = true)
public final class MultiprocessSecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    PeerAuthenticationConverter multiprocessPeerAuthenticationConverter() {
        return new DefaultPeerAuthenticationConverter();
    }

    @Bean
    @ConditionalOnMissingBean
    PeerAuthenticationInterceptor multiprocessPeerAuthenticationInterceptor(PeerAuthenticationConverter converter) {
        return new PeerAuthenticationInterceptor(converter);
    }
}

package io.multiprocess.spring.boot;

import io.multiprocess.spring.MpService;
import io.multiprocess.spring.server.MpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that tells of an address with nothing to serve there: without a word an
 * application whose {@link MpService} was forgotten, or not scanned, would just end.
 */
@AutoConfiguration(after = MultiprocessServerAutoConfiguration.class)
@ConditionalOnMissingBean(MpServer.class)
@ConditionalOnProperty("multiprocess.server.address")
@ConditionalOnBooleanProperty(name = "multiprocess.server.enabled", matchIfMissing = true)
public final class NothingServedAutoConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger(NothingServedAutoConfiguration.class);

    NothingServedAutoConfiguration(Environment environment) {
        LOGGER.warn(
                "Nothing is served at multiprocess.server.address={}: no bean of the application has @MpService",
                environment.getProperty("multiprocess.server.address"));
    }
}

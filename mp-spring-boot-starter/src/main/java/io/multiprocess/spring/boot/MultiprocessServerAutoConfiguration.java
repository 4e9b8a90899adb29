package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import io.multiprocess.ListenOptions;
import io.multiprocess.Vat;
import io.multiprocess.spring.MpAdvice;
import io.multiprocess.spring.MpServerInterceptor;
import io.multiprocess.spring.MpService;
import io.multiprocess.spring.boot.MultiprocessServerProperties.ClientAuth;
import io.multiprocess.spring.index.ProxyIndex;
import io.multiprocess.spring.server.AdviceInterceptor;
import io.multiprocess.spring.server.MdcInterceptor;
import io.multiprocess.spring.server.MpFacets;
import io.multiprocess.spring.server.MpServer;
import io.multiprocess.spring.server.MpServerSettings;
import io.multiprocess.spring.server.MpServiceDiscoverer;
import io.multiprocess.transport.TlsOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of the server: present when the application has {@link MpService}
 * beans.
 */
@AutoConfiguration(after = {MultiprocessAutoConfiguration.class, SslAutoConfiguration.class})
@ConditionalOnBean(annotation = MpService.class)
@ConditionalOnBooleanProperty(name = "multiprocess.server.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MultiprocessServerProperties.class)
public final class MultiprocessServerAutoConfiguration {

    private static final String PREFIX = "multiprocess.server";

    @Bean
    @ConditionalOnMissingBean
    MpFacets multiprocessFacets(
            ConfigurableListableBeanFactory beanFactory,
            ObjectProvider<MpServerInterceptor> interceptors,
            ApplicationEventPublisher publisher) {
        ProxyIndex index = ProxyIndex.load(beanFactory.getBeanClassLoader());
        return new MpFacets(
                new MpServiceDiscoverer(beanFactory, index).discover(),
                beanFactory,
                interceptors.orderedStream().toList(),
                publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    MpServer multiprocessServer(
            Vat vat,
            MultiprocessServerProperties properties,
            MpFacets facets,
            Environment environment,
            ObjectProvider<ListenOptionsCustomizer> customizers,
            ObjectProvider<SslBundles> bundles,
            ApplicationEventPublisher publisher) {
        List<Address> addresses = addresses(properties, environment);
        ListenOptions options = listenOptions(properties).withTls(tls(properties, addresses, bundles.getIfAvailable()));
        for (ListenOptionsCustomizer customizer : customizers.orderedStream().toList()) {
            options = customizer.customize(options);
        }
        return new MpServer(
                vat,
                new MpServerSettings(
                        addresses, options, gracePeriod(properties), properties.isAutoStartup(), properties.getPhase()),
                facets,
                publisher);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "multiprocess.server.logging-context.enabled", matchIfMissing = true)
    MdcInterceptor multiprocessMdcInterceptor() {
        return new MdcInterceptor();
    }

    private static List<Address> addresses(MultiprocessServerProperties properties, Environment environment) {
        String inProcess = environment.getProperty(InProcessTransport.PROPERTY);
        if (inProcess != null) {
            return List.of(Address.inProcess(inProcess));
        }
        if (properties.getAddress().isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".address",
                    null,
                    "The application has @MpService beans and needs an address to serve them at, for example"
                            + " 'unix:/run/app.sock', 'unix-abstract:app' or 'tcp:localhost:4000'.");
        }
        return properties.getAddress();
    }

    private static @Nullable Supplier<TlsOptions> tls(
            MultiprocessServerProperties properties, List<Address> addresses, @Nullable SslBundles bundles) {
        MultiprocessServerProperties.Ssl ssl = properties.getSsl();
        if (addresses.stream().allMatch(address -> address.kind() == Address.Kind.IN_PROCESS)) {
            // Where a test put it.
            return null;
        }
        Supplier<TlsOptions> tls =
                BundledTls.of(PREFIX + ".ssl", ssl.getEnabled(), ssl.getBundle(), bundles, parameters -> {
                    parameters.setWantClientAuth(ssl.getClientAuth() == ClientAuth.WANT);
                    if (ssl.getClientAuth() == ClientAuth.NEED) {
                        parameters.setNeedClientAuth(true);
                    }
                });
        if (tls != null && addresses.stream().noneMatch(address -> address.kind() == Address.Kind.TCP)) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".ssl.bundle",
                    ssl.getBundle(),
                    "TLS is for 'tcp:' addresses, and the server has none: %s.".formatted(addresses));
        }
        return tls;
    }

    private static Duration gracePeriod(MultiprocessServerProperties properties) {
        Duration grace = properties.getShutdown().getGracePeriod();
        if (grace.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".shutdown.grace-period", grace, "A time that is not negative is needed, such as '30s'.");
        }
        return grace;
    }

    private static ListenOptions listenOptions(MultiprocessServerProperties properties) {
        if (properties.getMaxConnections() < 0) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".max-connections",
                    properties.getMaxConnections(),
                    "A number is needed, or 0 for no limit.");
        }
        ListenOptions options = ListenOptions.defaults()
                .withPermissions(permissions(properties.getSocket().getPermissions()))
                .withGroup(group(properties.getSocket().getGroup()))
                .withExistingSocket(properties.getSocket().getOnExisting())
                .withLimits(properties.getLimits().toConnectionLimits(PREFIX + ".limits"));
        if (properties.getMaxConnections() > 0) {
            options = options.withMaxConnections(properties.getMaxConnections());
        }
        if (!properties.getAllowedUsers().isEmpty()
                || !properties.getAllowedGroups().isEmpty()) {
            options = options.withAllowed(
                    Set.copyOf(properties.getAllowedUsers()), Set.copyOf(properties.getAllowedGroups()));
        }
        return options;
    }

    private static @Nullable String group(@Nullable String name) {
        if (name != null) {
            try {
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
            } catch (IOException | UnsupportedOperationException e) {
                throw new InvalidConfigurationPropertyValueException(
                        PREFIX + ".socket.group",
                        name,
                        "The name of a group of this system is needed. The process must be one of its members.",
                        e);
            }
        }
        return name;
    }

    private static String permissions(String text) {
        try {
            PosixFilePermissions.fromString(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    PREFIX + ".socket.permissions",
                    text,
                    "Nine characters are needed, three each for owner, group and others, such as 'rw-rw----'.",
                    e);
        }
    }

    /** Translates exceptions, when there are advices. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(annotation = MpAdvice.class)
    static class AdviceConfiguration {

        @Bean
        @ConditionalOnMissingBean
        AdviceInterceptor multiprocessAdviceInterceptor(ConfigurableListableBeanFactory beanFactory) {
            return new AdviceInterceptor(beanFactory);
        }
    }
}

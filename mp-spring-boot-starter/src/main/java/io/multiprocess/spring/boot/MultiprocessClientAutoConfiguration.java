package io.multiprocess.spring.boot;

import io.micrometer.context.ContextSnapshotFactory;
import io.multiprocess.Address;
import io.multiprocess.ClientOptions;
import io.multiprocess.ConnectOptions;
import io.multiprocess.Vat;
import io.multiprocess.spring.MpClientInterceptor;
import io.multiprocess.spring.MpCompletionDecorator;
import io.multiprocess.spring.client.MpConnectionSettings;
import io.multiprocess.spring.client.MpConnections;
import io.multiprocess.transport.TlsOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@link EnableAutoConfiguration Auto-configuration} of remote interfaces: the connections, and a bean of every interface
 * that they offer.
 */
@AutoConfiguration(after = {MultiprocessAutoConfiguration.class, SslAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "multiprocess.client.enabled", matchIfMissing = true)
@EnableConfigurationProperties(MultiprocessClientProperties.class)
@Import(IndexedMpClientsRegistrar.class)
public final class MultiprocessClientAutoConfiguration {

    private static final String PREFIX = "multiprocess.client.connection.";

    @Bean
    @ConditionalOnMissingBean
    MpConnections multiprocessConnections(
            Vat vat,
            MultiprocessClientProperties properties,
            Environment environment,
            ObjectProvider<AddressResolver> resolvers,
            ObjectProvider<MpClientInterceptor> interceptors,
            ObjectProvider<MpCompletionDecorator> decorator,
            ObjectProvider<SslBundles> sslBundles,
            ApplicationEventPublisher publisher) {
        SslBundles bundles = sslBundles.getIfAvailable();
        List<AddressResolver> addressResolvers = resolvers.orderedStream().toList();
        String inProcess = environment.getProperty(InProcessTransport.PROPERTY);
        List<MpConnectionSettings> settings = new ArrayList<>();
        properties
                .getConnection()
                .forEach((name, connection) ->
                        settings.add(settings(name, connection, inProcess, addressResolvers, bundles)));
        return new MpConnections(
                vat,
                settings,
                properties.getPhase(),
                () -> interceptors.orderedStream().toList(),
                decorator.getIfAvailable(() -> completion -> completion)::decorate,
                publisher);
    }

    private static MpConnectionSettings settings(
            String name,
            MultiprocessClientProperties.Connection connection,
            @Nullable String inProcess,
            List<AddressResolver> resolvers,
            @Nullable SslBundles bundles) {
        String prefix = PREFIX + name;
        Duration wait = notNegative(prefix + ".wait-for-peer", connection.getWaitForPeer());
        Duration timeout = notNegative(prefix + ".connect-timeout", connection.getConnectTimeout());
        ConnectOptions connect = ConnectOptions.defaults()
                .withTimeout(wait.isZero() ? timeout : wait)
                .withLimits(connection.getLimits().toConnectionLimits(prefix + ".limits"));
        if (!wait.isZero()) {
            connect = connect.withRetry();
        }
        connection.getCallTimeouts().forEach((type, time) -> notNegative(prefix + ".call-timeouts." + type, time));
        boolean spawned = inProcess == null && !connection.getCommand().isEmpty();
        String text = inProcess != null ? "inprocess:" + inProcess : connection.getAddress();
        if (spawned && text != null && !text.isBlank()) {
            throw new InvalidConfigurationPropertyValueException(
                    prefix + ".address", text, "Either an address or a command is needed, not both.");
        }
        if (!spawned && (text == null || text.isBlank())) {
            throw new InvalidConfigurationPropertyValueException(
                    prefix + ".address",
                    text,
                    "The connection needs the address of its peer, for example 'unix:/run/app.sock', or a command that"
                            + " starts it.");
        }
        MultiprocessClientProperties.Connection.Ssl ssl = connection.getSsl();
        Supplier<TlsOptions> tls = inProcess != null
                ? null
                : BundledTls.of(prefix + ".ssl", ssl.getEnabled(), ssl.getBundle(), bundles, parameters -> {});
        Supplier<Address> address =
                spawned || text == null ? null : address(prefix + ".address", text.strip(), resolvers, tls != null);
        if (tls != null && address == null) {
            throw new InvalidConfigurationPropertyValueException(
                    prefix + ".ssl.bundle", ssl.getBundle(), "TLS is for 'tcp:' addresses, not for a command.");
        }
        return new MpConnectionSettings(
                name,
                address,
                spawned ? "command:" + connection.getCommand().get(0) : String.valueOf(text),
                spawned ? connection.getCommand() : List.of(),
                ClientOptions.defaults().withConnect(connect.withTls(tls)).withReconnect(connection.isReconnect()),
                connection.isEager(),
                notNegative(prefix + ".call-timeout", connection.getCallTimeout()),
                Map.copyOf(connection.getCallTimeouts()),
                connection.isHealth());
    }

    private static Supplier<Address> address(
            String property, String text, List<AddressResolver> resolvers, boolean overTls) {
        for (AddressResolver resolver : resolvers) {
            if (resolver.supports(text)) {
                return () -> resolver.resolve(text);
            }
        }
        try {
            Address address = Address.parse(text);
            if (overTls && address.kind() != Address.Kind.TCP) {
                throw new IllegalArgumentException(
                        "The connection has an SSL bundle, and TLS is for 'tcp:' addresses only");
            }
            return () -> address;
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(property, text, String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration notNegative(String property, Duration value) {
        if (value.isNegative()) {
            throw new InvalidConfigurationPropertyValueException(
                    property, value, "A time that is not negative is needed, such as '5s'.");
        }
        return value;
    }

    /** Micrometer's context propagation, where it is on the class path. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ContextSnapshotFactory.class)
    static class ContextPropagationConfiguration {

        @Bean
        @ConditionalOnMissingBean
        MpCompletionDecorator multiprocessCompletionDecorator() {
            return new ContextPropagatingTaskDecorator()::decorate;
        }
    }
}

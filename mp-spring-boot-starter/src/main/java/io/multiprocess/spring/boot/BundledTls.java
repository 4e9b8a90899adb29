package io.multiprocess.spring.boot;

import io.multiprocess.transport.TlsOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An SSL bundle in terms of the core. After the bundle was updated, new connections use what it holds now.
 *
 * <p>Thread-safe.
 */
final class BundledTls implements Supplier<TlsOptions> {

    private static final Logger LOGGER = LoggerFactory.getLogger(BundledTls.class);

    private final Consumer<SSLParameters> customizer;
    private volatile TlsOptions current;

    private BundledTls(SslBundle bundle, Consumer<SSLParameters> customizer) {
        this.customizer = customizer;
        this.current = options(bundle);
    }

    /**
     * The bundle that the properties name.
     *
     * @param prefix of the properties, without a dot at its end
     * @param enabled whether they ask for TLS; {@code null} when they do not say
     * @param name the bundle's name; {@code null} when they name none
     * @param bundles what there is; {@code null} when the application has none
     * @param customizer has the last word on the parameters
     * @return {@code null} when TLS is not asked for
     */
    static @Nullable Supplier<TlsOptions> of(
            String prefix,
            @Nullable Boolean enabled,
            @Nullable String name,
            @Nullable SslBundles bundles,
            Consumer<SSLParameters> customizer) {
        boolean named = name != null && !name.isBlank();
        if (!(enabled != null ? enabled : named)) {
            return null;
        }
        String property = prefix + ".bundle";
        if (name == null || !named) {
            throw new InvalidConfigurationPropertyValueException(
                    prefix + ".enabled",
                    enabled,
                    "TLS needs an SSL bundle: set '%s' to the name of one, as defined under 'spring.ssl.bundle'."
                            .formatted(property));
        }
        if (bundles == null) {
            throw new InvalidConfigurationPropertyValueException(
                    property, name, "The application has no SSL bundles: SslAutoConfiguration is excluded.");
        }
        try {
            BundledTls tls = new BundledTls(bundles.getBundle(name), customizer);
            bundles.addBundleUpdateHandler(name, bundle -> tls.update(name, bundle));
            return tls;
        } catch (NoSuchSslBundleException e) {
            throw new InvalidConfigurationPropertyValueException(
                    property,
                    name,
                    "There is no SSL bundle of this name, only %s. 'spring.ssl.bundle.pem.%s' or 'spring.ssl.bundle.jks.%s' defines it."
                            .formatted(bundles.getBundleNames(), name, name),
                    e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    property, name, "The SSL bundle cannot be used: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public TlsOptions get() {
        return current;
    }

    private void update(String name, SslBundle bundle) {
        try {
            current = options(bundle);
            LOGGER.info("New connections use the updated SSL bundle '{}'", name);
        } catch (RuntimeException e) {
            LOGGER.error("The updated SSL bundle '{}' cannot be used, new connections keep to the last one", name, e);
        }
    }

    private TlsOptions options(SslBundle bundle) {
        SSLContext context = bundle.createSslContext();
        SSLParameters parameters = context.getDefaultSSLParameters();
        SslOptions options = bundle.getOptions();
        if (options.getCiphers() != null) {
            parameters.setCipherSuites(options.getCiphers());
        }
        if (options.getEnabledProtocols() != null) {
            parameters.setProtocols(options.getEnabledProtocols());
        }
        customizer.accept(parameters);
        return new TlsOptions(context, parameters);
    }
}

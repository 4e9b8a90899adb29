package io.multiprocess.transport;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How to speak TLS, 1.3 or 1.2.
 *
 * <p>The context holds this side's key and the certificates that are trusted. Of the parameters, whoever connects needs none: the
 * name of the host that it connects to is sent (SNI) and must be among those of the server's certificate, unless
 * {@link SSLParameters#setEndpointIdentificationAlgorithm} was given {@code ""}. Whoever listens asks for certificates with
 * {@link SSLParameters#setNeedClientAuth} or {@link SSLParameters#setWantClientAuth}.
 *
 * <p>Immutable, as long as the parameters are left alone.
 *
 * @param context makes the engine of each connection
 * @param parameters protocols, ciphers and client authentication; of its protocols those before TLS 1.2 are left out
 */
public record TlsOptions(SSLContext context, SSLParameters parameters) {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /**
     * Checks that a protocol is left.
     *
     * @throws IllegalArgumentException if the parameters allow neither TLS 1.3 nor 1.2
     */
    public TlsOptions {
        Objects.requireNonNull(context, "context");
        String[] protocols = parameters.getProtocols();
        if (protocols != null && supported(Stream.of(protocols)).length == 0) {
            throw new IllegalArgumentException(
                    "TLS needs one of the protocols " + PROTOCOLS + ", and has " + List.of(protocols));
        }
    }

    /** A context with its own default parameters, which ask clients for no certificate. */
    public static TlsOptions of(SSLContext context) {
        return new TlsOptions(context, context.getDefaultSSLParameters());
    }

    /** An engine for a connection to a host. */
    SSLEngine connecting(String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        configure(engine);
        if (parameters.getEndpointIdentificationAlgorithm() == null) {
            SSLParameters named = engine.getSSLParameters();
            named.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(named);
        }
        return engine;
    }

    /** An engine for an accepted connection. */
    SSLEngine accepting() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        configure(engine);
        return engine;
    }

    private void configure(SSLEngine engine) {
        engine.setSSLParameters(parameters);
        engine.setEnabledProtocols(supported(Stream.of(engine.getEnabledProtocols())));
    }

    private static String[] supported(Stream<String> protocols) {
        return protocols.filter(PROTOCOLS::contains).toArray(String[]::new);
    }
}

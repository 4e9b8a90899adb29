package io.multiprocess.spring.server;

import io.multiprocess.Address;
import io.multiprocess.ListenOptions;
import io.multiprocess.transport.TlsOptions;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How a {@link MpServer} behaves.
 *
 * <p>Immutable.
 *
 * @param addresses where it listens
 * @param listenOptions how it listens
 * @param gracePeriod how long calls in flight may take when it stops; zero ends them at once
 * @param autoStartup whether it starts with the application
 * @param phase when it starts and stops, among the application's lifecycle beans
 */
public record MpServerSettings(
        List<Address> addresses, ListenOptions listenOptions, Duration gracePeriod, boolean autoStartup, int phase) {

    /** Copies the list. */
    public MpServerSettings {
        addresses = List.copyOf(addresses);
    }

    /** How it listens at one address: over TLS, if at all, at TCP ones only. */
    ListenOptions listenOptions(Address address) {
        Supplier<TlsOptions> tls = address.kind() == Address.Kind.TCP ? listenOptions.tls() : null;
        return listenOptions.withTls(tls);
    }
}

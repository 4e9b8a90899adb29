package io.multiprocess.spring.client;

import io.multiprocess.Address;
import io.multiprocess.ClientOptions;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How one connection is made and used.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param address where the peer is, asked at every attempt; {@code null} when the peer is started by a command
 * @param addressText the address as configured, for people to read
 * @param command what starts the peer as a child process; empty when there is an address
 * @param options how to connect and to reconnect
 * @param eager whether to connect when the application starts
 * @param callTimeout how long a call may take; zero means for ever
 * @param callTimeouts how long calls of one interface may take, by its simple or full name
 * @param health whether it takes part in the application's health
 */
public record MpConnectionSettings(
        String name,
        @Nullable Supplier<Address> address,
        String addressText,
        List<String> command,
        ClientOptions options,
        boolean eager,
        Duration callTimeout,
        Map<String, Duration> callTimeouts,
        boolean health) {

    /** Copies the collections. */
    public MpConnectionSettings {
        command = List.copyOf(command);
        callTimeouts = Map.copyOf(callTimeouts);
    }

    /** How long calls of an interface may take; zero means for ever. */
    public Duration callTimeoutOf(Class<?> javaInterface) {
        Duration own = callTimeouts.get(javaInterface.getName());
        if (own == null) {
            own = callTimeouts.get(javaInterface.getSimpleName());
        }
        return own != null ? own : callTimeout;
    }
}

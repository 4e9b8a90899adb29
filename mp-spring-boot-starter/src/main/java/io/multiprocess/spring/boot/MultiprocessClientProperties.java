package io.multiprocess.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code multiprocess.client.*} says about the peers whose interfaces are injected.
 *
 * <p>Written by the binder while the application starts, read afterwards.
 */
@ConfigurationProperties("multiprocess.client")
public class MultiprocessClientProperties {

    /**
     * Phase of the connections among the application's lifecycle beans when none is configured: before anything that may use them starts, and
     * after it has stopped.
     */
    public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

    /**
     * Phase in which connections are opened (those that are eager) and closed, among the lifecycle beans of the
     * application.
     */
    private int phase = DEFAULT_PHASE;

    /**
     * Connections by name. The one called 'default' is what is injected where no connection is asked for by name.
     */
    private final Map<String, Connection> connection = new LinkedHashMap<>();

    public int getPhase() {
        return phase;
    }

    public void setPhase(int phase) {
        this.phase = phase;
    }

    public Map<String, Connection> getConnection() {
        return connection;
    }

    /** One peer. */
    public static class Connection {

        /**
         * Address of the peer: 'unix:/path', 'unix-abstract:name', 'tcp:host:port', 'fd:number', 'inprocess:name', or 'discovery:service' with
         * Spring Cloud.
         */
        private @Nullable String address;

        /**
         * Command, with its arguments, that is started as a child process instead of connecting to an address. The
         * number of the descriptor to talk over is appended as the last argument.
         */
        private List<String> command = new ArrayList<>();

        /**
         * Interfaces whose beans come from this connection: full names, or packages ending in '.*'. When empty, all that
         * the generated code on the class path knows.
         */
        private List<String> interfaces = new ArrayList<>();

        /**
         * Services that the peer serves under a name: the name, and the full name of the interface. They are injected
         * with '@MpClient("connection/name")'.
         */
        private Map<String, String> services = new LinkedHashMap<>();

        /**
         * Whether to connect when the application starts, which then fails if the peer is not there. When false, the
         * first call connects.
         */
        private boolean eager;

        /**
         * Time that connecting may take. If no unit is given, seconds.
         */
        @DurationUnit(ChronoUnit.SECONDS)
        private Duration connectTimeout = Duration.ofSeconds(10);

        /**
         * Time that a call keeps trying to connect to a peer that is not there (yet, or while it restarts). 0 fails at
         * once. If no unit is given, seconds.
         */
        @DurationUnit(ChronoUnit.SECONDS)
        private Duration waitForPeer = Duration.ZERO;

        /**
         * Time that a call may take before its caller gets an error. 0 means no limit. If no unit is given, seconds.
         */
        @DurationUnit(ChronoUnit.SECONDS)
        private Duration callTimeout = Duration.ZERO;

        /**
         * Time that calls of one interface may take, by the interface's simple or full name. It goes before
         * 'call-timeout'. If no unit is given, seconds.
         */
        @DurationUnit(ChronoUnit.SECONDS)
        private Map<String, Duration> callTimeouts = new LinkedHashMap<>();

        /**
         * Whether to connect again, at the next call, after the connection was lost.
         */
        private boolean reconnect = true;

        /**
         * Whether the connection takes part in the application's health.
         */
        private boolean health = true;

        private final Ssl ssl = new Ssl();

        @NestedConfigurationProperty
        private final LimitsProperties limits = new LimitsProperties();

        public @Nullable String getAddress() {
            return address;
        }

        public void setAddress(@Nullable String address) {
            this.address = address;
        }

        public List<String> getCommand() {
            return command;
        }

        public void setCommand(List<String> command) {
            this.command = command;
        }

        public List<String> getInterfaces() {
            return interfaces;
        }

        public void setInterfaces(List<String> interfaces) {
            this.interfaces = interfaces;
        }

        public Map<String, String> getServices() {
            return services;
        }

        public void setServices(Map<String, String> services) {
            this.services = services;
        }

        public boolean isEager() {
            return eager;
        }

        public void setEager(boolean eager) {
            this.eager = eager;
        }

        public Duration getConnectTimeout() {
            return connectTimeout;
        }

        public void setConnectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
        }

        public Duration getWaitForPeer() {
            return waitForPeer;
        }

        public void setWaitForPeer(Duration waitForPeer) {
            this.waitForPeer = waitForPeer;
        }

        public Duration getCallTimeout() {
            return callTimeout;
        }

        public void setCallTimeout(Duration callTimeout) {
            this.callTimeout = callTimeout;
        }

        public Map<String, Duration> getCallTimeouts() {
            return callTimeouts;
        }

        public void setCallTimeouts(Map<String, Duration> callTimeouts) {
            this.callTimeouts = callTimeouts;
        }

        public boolean isReconnect() {
            return reconnect;
        }

        public void setReconnect(boolean reconnect) {
            this.reconnect = reconnect;
        }

        public boolean isHealth() {
            return health;
        }

        public void setHealth(boolean health) {
            this.health = health;
        }

        public Ssl getSsl() {
            return ssl;
        }

        public LimitsProperties getLimits() {
            return limits;
        }

        /** TLS to a {@code tcp:} address. */
        public static class Ssl {

            /**
             * Whether to connect over TLS. When not set, it is if a bundle is named.
             */
            private @Nullable Boolean enabled;

            /**
             * Name of the SSL bundle with the authorities whose servers are trusted and, where the server asks for one, the
             * certificate of this application. The server's certificate must be for the host of the address.
             */
            private @Nullable String bundle;

            public @Nullable Boolean getEnabled() {
                return enabled;
            }

            public void setEnabled(@Nullable Boolean enabled) {
                this.enabled = enabled;
            }

            public @Nullable String getBundle() {
                return bundle;
            }

            public void setBundle(@Nullable String bundle) {
                this.bundle = bundle;
            }
        }
    }

    /**
     * The connection called {@code default}. Never bound: it is there for the annotation processor, which does not describe
     * the values of maps, so that editors know at least this one.
     */
    @ConfigurationProperties("multiprocess.client.connection.default")
    static final class DefaultConnection extends Connection {}
}

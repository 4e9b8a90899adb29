package io.multiprocess.spring.boot;

import io.multiprocess.Address;
import io.multiprocess.ListenOptions.ExistingSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code multiprocess.server.*} says about serving {@link io.multiprocess.spring.MpService} beans.
 *
 * <p>Written by the binder while the application starts, read afterwards.
 */
@ConfigurationProperties("multiprocess.server")
public class MultiprocessServerProperties {

    /**
     * Phase of the server among the application's lifecycle beans when none is configured: after the connections of the
     * client side have started, and before web servers stop.
     */
    public static final int DEFAULT_PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

    /**
     * Addresses to listen on: 'unix:/path', 'unix-abstract:name', 'tcp:host:port', 'fd:number' or 'inprocess:name'.
     * Several are separated by commas. A 'tcp:' port of 0 takes a free one.
     */
    private List<Address> address = new ArrayList<>();

    /**
     * Whether to start serving when the application has started.
     */
    private boolean autoStartup = true;

    /**
     * Phase in which the server starts and stops, among the lifecycle beans of the application.
     */
    private int phase = DEFAULT_PHASE;

    /**
     * Number of connections served at the same time. Further ones wait in the system's queue until one closes. 0 means
     * no limit.
     */
    private int maxConnections;

    /**
     * Users, by name or number, that may connect to a Unix socket. When neither users nor groups are listed, everybody may
     * who can open the socket.
     */
    private List<String> allowedUsers = new ArrayList<>();

    /**
     * Groups, by name or number, that may connect to a Unix socket. What counts is the primary group of the peer's
     * process.
     */
    private List<String> allowedGroups = new ArrayList<>();

    /**
     * Name of the bean that makes the threads on which served beans run: a ThreadFactory, or a task executor, whose way
     * of making threads is used. When not set, the threads are platform threads, or virtual ones when
     * 'spring.threads.virtual.enabled' is true.
     */
    private @Nullable String executor;

    private final Shutdown shutdown = new Shutdown();

    private final Socket socket = new Socket();

    private final Ssl ssl = new Ssl();

    @NestedConfigurationProperty
    private final LimitsProperties limits = new LimitsProperties();

    public List<Address> getAddress() {
        return address;
    }

    public void setAddress(List<Address> address) {
        this.address = address;
    }

    public boolean isAutoStartup() {
        return autoStartup;
    }

    public void setAutoStartup(boolean autoStartup) {
        this.autoStartup = autoStartup;
    }

    public int getPhase() {
        return phase;
    }

    public void setPhase(int phase) {
        this.phase = phase;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public List<String> getAllowedUsers() {
        return allowedUsers;
    }

    public void setAllowedUsers(List<String> allowedUsers) {
        this.allowedUsers = allowedUsers;
    }

    public List<String> getAllowedGroups() {
        return allowedGroups;
    }

    public void setAllowedGroups(List<String> allowedGroups) {
        this.allowedGroups = allowedGroups;
    }

    public @Nullable String getExecutor() {
        return executor;
    }

    public void setExecutor(@Nullable String executor) {
        this.executor = executor;
    }

    public Shutdown getShutdown() {
        return shutdown;
    }

    public Socket getSocket() {
        return socket;
    }

    public Ssl getSsl() {
        return ssl;
    }

    public LimitsProperties getLimits() {
        return limits;
    }

    /** How the server ends. */
    public static class Shutdown {

        /**
         * Time that calls in flight get to finish when the application stops. New connections are refused meanwhile. 0 ends them at
         * once. If no unit is given, seconds.
         */
        @DurationUnit(ChronoUnit.SECONDS)
        private Duration gracePeriod = Duration.ofSeconds(30);

        public Duration getGracePeriod() {
            return gracePeriod;
        }

        public void setGracePeriod(Duration gracePeriod) {
            this.gracePeriod = gracePeriod;
        }
    }

    /** Whether a client has to show a certificate. */
    public enum ClientAuth {
        /** It is not asked for one. */
        NONE,
        /** It is asked for one, and may have none. */
        WANT,
        /** It is sent away without one. */
        NEED
    }

    /** TLS at {@code tcp:} addresses. */
    public static class Ssl {

        /**
         * Whether 'tcp:' addresses are served over TLS. When not set, they are if a bundle is named.
         */
        private @Nullable Boolean enabled;

        /**
         * Name of the SSL bundle with the server's certificate and, for 'client-auth', the authorities whose clients are
         * trusted. After the bundle was updated, new connections use what it holds now.
         */
        private @Nullable String bundle;

        /**
         * Whether clients must show a certificate: 'none', 'want' or 'need'.
         */
        private ClientAuth clientAuth = ClientAuth.NONE;

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

        public ClientAuth getClientAuth() {
            return clientAuth;
        }

        public void setClientAuth(ClientAuth clientAuth) {
            this.clientAuth = clientAuth;
        }
    }

    /** The file of a {@code unix:} address. */
    public static class Socket {

        /**
         * Permissions of the socket file, as in 'rw-rw----'. Connecting needs 'w'.
         */
        private String permissions = "rw-------";

        /**
         * Group that the socket file is given to. When not set, the group of the process.
         */
        private @Nullable String group;

        /**
         * What to do when the socket file is there already: 'fail', or 'replace-stale' to replace a file that no process listens
         * on, as a crash leaves it. The socket of a living server is never replaced.
         */
        private ExistingSocket onExisting = ExistingSocket.REPLACE_STALE;

        public String getPermissions() {
            return permissions;
        }

        public void setPermissions(String permissions) {
            this.permissions = permissions;
        }

        public @Nullable String getGroup() {
            return group;
        }

        public void setGroup(@Nullable String group) {
            this.group = group;
        }

        public ExistingSocket getOnExisting() {
            return onExisting;
        }

        public void setOnExisting(ExistingSocket onExisting) {
            this.onExisting = onExisting;
        }
    }
}

package io.multiprocess;

import io.multiprocess.transport.PeerCredentials;
import io.multiprocess.transport.TlsOptions;
import io.multiprocess.vat.ConnectionLimits;
import org.jspecify.annotations.Nullable;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How to listen. Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param permissions who may connect, as the mode of a Unix socket's file; ignored by other addresses
 * @param group the group that the socket's file belongs to; null leaves the process' own
 * @param existingSocket what to do when there is a socket file already
 * @param backlog how many connections may wait to be accepted
 * @param maxConnections how many connections are served at once; more clients wait in the backlog
 * @param admission decides on each accepted peer before any message of it is read, over TLS when its certificate is known
 * @param limits what each connection may use; null means the vat's
 * @param tls for {@code tcp:} addresses, how to speak TLS, asked for each connection on a thread that must not block; null serves
 *     without
 */
public record ListenOptions(
        Set<PosixFilePermission> permissions,
        @Nullable String group,
        ExistingSocket existingSocket,
        int backlog,
        int maxConnections,
        Predicate<PeerCredentials> admission,
        @Nullable ConnectionLimits limits,
        @Nullable Supplier<TlsOptions> tls) {
    /** What to do when the path of a Unix socket is taken. A living server's socket is never replaced. */
    public enum ExistingSocket {
        /** Fail, even if nobody listens there any more. */
        FAIL,
        /** Replace a socket at which nobody listens. Anything else at that path, a regular file say, stays and is an error. */
        REPLACE_STALE
    }

    private static final ListenOptions DEFAULTS = new ListenOptions(
            PosixFilePermissions.fromString("rw-------"),
            null,
            ExistingSocket.REPLACE_STALE,
            128,
            Integer.MAX_VALUE,
            peer -> true,
            null,
            null);

    /** Checks the numbers and copies the permissions. */
    public ListenOptions {
        permissions = Set.copyOf(permissions);
        Objects.requireNonNull(existingSocket, "existingSocket");
        Objects.requireNonNull(admission, "admission");
        if (backlog <= 0 || maxConnections <= 0) {
            throw new IllegalArgumentException("backlog and maxConnections must be positive");
        }
    }

    /** {@code rw-------}, stale sockets replaced, a backlog of 128, any number of connections, every peer. */
    public static ListenOptions defaults() {
        return DEFAULTS;
    }

    /**
     * A copy with other {@link #permissions}.
     *
     * @param mode as {@code ls} shows it, {@code rw-rw----} for instance
     * @throws IllegalArgumentException if the text is not of that form
     */
    public ListenOptions withPermissions(String mode) {
        return new ListenOptions(
                PosixFilePermissions.fromString(mode),
                group,
                existingSocket,
                backlog,
                maxConnections,
                admission,
                limits,
                tls);
    }

    /** A copy with another {@link #group}. */
    public ListenOptions withGroup(@Nullable String newGroup) {
        return new ListenOptions(
                permissions, newGroup, existingSocket, backlog, maxConnections, admission, limits, tls);
    }

    /** A copy with another {@link #existingSocket}. */
    public ListenOptions withExistingSocket(ExistingSocket existing) {
        return new ListenOptions(permissions, group, existing, backlog, maxConnections, admission, limits, tls);
    }

    /** A copy with another {@link #backlog}. */
    public ListenOptions withBacklog(int connections) {
        return new ListenOptions(
                permissions, group, existingSocket, connections, maxConnections, admission, limits, tls);
    }

    /** A copy with another {@link #maxConnections}. */
    public ListenOptions withMaxConnections(int connections) {
        return new ListenOptions(permissions, group, existingSocket, backlog, connections, admission, limits, tls);
    }

    /** A copy with another {@link #admission}. */
    public ListenOptions withAdmission(Predicate<PeerCredentials> predicate) {
        return new ListenOptions(permissions, group, existingSocket, backlog, maxConnections, predicate, limits, tls);
    }

    /** A copy with {@link #limits} of its own. */
    public ListenOptions withLimits(@Nullable ConnectionLimits newLimits) {
        return new ListenOptions(
                permissions, group, existingSocket, backlog, maxConnections, admission, newLimits, tls);
    }

    /**
     * A copy that lets in only peers that run as one of the users, or whose primary group is one of the groups. Names and, where
     * the transport knows them, numbers match. A peer whose user is unknown is not let in.
     */
    public ListenOptions withAllowed(Set<String> users, Set<String> groups) {
        Set<String> allowedUsers = Set.copyOf(users);
        Set<String> allowedGroups = Set.copyOf(groups);
        return withAdmission(peer -> allowed(peer, allowedUsers, allowedGroups));
    }

    /** A copy that serves {@code tcp:} addresses over {@link #tls}. */
    public ListenOptions withTls(TlsOptions options) {
        return withTls(() -> options);
    }

    /**
     * A copy that serves {@code tcp:} addresses over {@link #tls}.
     *
     * @param options is asked for each connection, so that new ones use new certificates
     */
    public ListenOptions withTls(@Nullable Supplier<TlsOptions> options) {
        return new ListenOptions(
                permissions, group, existingSocket, backlog, maxConnections, admission, limits, options);
    }

    private static boolean allowed(PeerCredentials peer, Set<String> users, Set<String> groups) {
        if (peer.user() != null && users.contains(peer.user())) {
            return true;
        }
        if (peer.uid().isPresent() && users.contains(Long.toString(peer.uid().getAsLong()))) {
            return true;
        }
        if (peer.group() != null && groups.contains(peer.group())) {
            return true;
        }
        return peer.gids().stream().anyMatch(gid -> groups.contains(Long.toString(gid)));
    }
}

package io.multiprocess.transport;

import org.jspecify.annotations.Nullable;

import javax.security.auth.x500.X500Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalLong;

/**
 * Who the operating system, or a certificate, says is at the other end of a connection, as of the moment it was made.
 *
 * <p>For Unix sockets over the JDK user and group are known by name; over junixsocket the process id and the numeric ids are
 * known too. TCP and in-process peers have an address only; over TLS, those that have shown a certificate have that.
 *
 * <p>Immutable.
 *
 * @param address where the peer is, for people to read; empty if the transport has nothing to say
 * @param user the user's name, or its number where it has no name
 * @param group the primary group's name, or its number where it has no name
 * @param uid the numeric user id
 * @param gids the numeric group ids, the primary one first; empty if unknown
 * @param pid the process id
 * @param certificates over TLS, the chain that the peer has proven its identity with, its own certificate first; else empty
 */
public record PeerCredentials(
        String address,
        @Nullable String user,
        @Nullable String group,
        OptionalLong uid,
        List<Long> gids,
        OptionalLong pid,
        List<X509Certificate> certificates) {

    /** Copies the lists. */
    public PeerCredentials {
        gids = List.copyOf(gids);
        certificates = List.copyOf(certificates);
    }

    /** A peer without a certificate. */
    PeerCredentials(
            String address,
            @Nullable String user,
            @Nullable String group,
            OptionalLong uid,
            List<Long> gids,
            OptionalLong pid) {
        this(address, user, group, uid, gids, pid, List.of());
    }

    /** A peer of which nothing but its address is known. */
    public static PeerCredentials ofAddress(String address) {
        return new PeerCredentials(address, null, null, OptionalLong.empty(), List.of(), OptionalLong.empty());
    }

    /** A peer in this very process, running as the same user. */
    public static PeerCredentials ofThisProcess(String address) {
        return new PeerCredentials(
                address,
                System.getProperty("user.name"),
                null,
                OptionalLong.empty(),
                List.of(),
                OptionalLong.of(ProcessHandle.current().pid()));
    }

    /** A copy with other {@link #certificates}. */
    PeerCredentials withCertificates(List<X509Certificate> chain) {
        return new PeerCredentials(address, user, group, uid, gids, pid, chain);
    }

    /** Whom the peer's certificate is for; null without one. */
    public @Nullable X500Principal principal() {
        return certificates.isEmpty() ? null : certificates.get(0).getSubjectX500Principal();
    }

    /** What is known, in a form for log lines: {@code user alice, pid 4711}, or {@code certificate CN=alice}. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        if (user != null) {
            text.append("user ").append(user);
        } else if (uid.isPresent()) {
            text.append("uid ").append(uid.getAsLong());
        }
        if (pid.isPresent()) {
            text.append(text.length() == 0 ? "pid " : ", pid ").append(pid.getAsLong());
        }
        X500Principal principal = principal();
        if (principal != null) {
            text.append(text.length() == 0 ? "certificate " : ", certificate ")
                    .append(TlsFailures.oneLine(principal.getName()));
        }
        return text.length() == 0 ? (address.isEmpty() ? "unknown peer" : address) : text.toString();
    }
}

package io.multiprocess.spring.security;

import io.multiprocess.transport.PeerCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import java.util.Collection;

/**
 * The peer of a connection, authenticated by the operating system or by its certificate.
 *
 * <p>Its name is the user's, or the common name (CN) of the certificate; its principal is the {@link PeerCredentials}. Immutable.
 */
public final class PeerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient PeerCredentials peer;
    private final String name;

    /** An authenticated peer with some authorities. */
    public PeerAuthentication(PeerCredentials peer, Collection<? extends GrantedAuthority> authorities) {
        super(authorities);
        this.peer = peer;
        this.name = nameOf(peer);
        super.setAuthenticated(true);
    }

    private static String nameOf(PeerCredentials peer) {
        if (peer.user() != null) {
            return peer.user();
        }
        X500Principal principal = peer.principal();
        return principal == null ? peer.describe() : commonName(principal.getName());
    }

    private static String commonName(String distinguishedName) {
        try {
            for (Rdn part : new LdapName(distinguishedName).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
            return distinguishedName;
        } catch (InvalidNameException e) {
            return distinguishedName;
        }
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public PeerCredentials getPrincipal() {
        return peer;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PeerAuthentication that && super.equals(that) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + name.hashCode();
    }
}

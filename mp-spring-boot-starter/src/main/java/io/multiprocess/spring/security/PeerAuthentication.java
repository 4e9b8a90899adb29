package io.multiprocess.spring.security;

import io.multiprocess.transport.PeerCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

import java.util.Collection;

/**
 * The peer of a connection, authenticated by the operating system.
 *
 * <p>Its name is the user's; its principal is the {@link PeerCredentials}. Immutable.
 */
public final class PeerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient PeerCredentials peer;
    private final String name;

    /** An authenticated peer with some authorities. */
    public PeerAuthentication(PeerCredentials peer, Collection<? extends GrantedAuthority> authorities) {
        super(authorities);
        this.peer = peer;
        this.name = peer.user() != null ? peer.user() : peer.describe();
        super.setAuthenticated(true);
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

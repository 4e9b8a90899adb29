package io.multiprocess.spring.security;

import io.multiprocess.transport.PeerCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import java.util.ArrayList;
import java.util.List;

/**
 * A peer whose user is known has the authorities {@code ROLE_PEER} and {@code GROUP_<name>} of its primary group; one that has
 * shown a certificate has {@code ROLE_PEER}. Others, as over TCP without TLS, are left anonymous.
 *
 * <p>Thread-safe.
 */
public final class DefaultPeerAuthenticationConverter implements PeerAuthenticationConverter {

    @Override
    public @Nullable Authentication convert(PeerCredentials peer) {
        if (peer.user() == null && peer.principal() == null) {
            return null;
        }
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(new SimpleGrantedAuthority("ROLE_PEER"));
        if (peer.group() != null) {
            authorities.add(new SimpleGrantedAuthority("GROUP_" + peer.group()));
        }
        return new PeerAuthentication(peer, authorities);
    }
}

package io.multiprocess.spring.security;

import io.multiprocess.transport.PeerCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * A bean that says who a peer is to Spring Security.
 *
 * <p>Called for each call, from many threads at once.
 */
@FunctionalInterface
public interface PeerAuthenticationConverter {

    /** The authentication of a peer; {@code null} leaves it anonymous. */
    @Nullable
    Authentication convert(PeerCredentials peer);
}

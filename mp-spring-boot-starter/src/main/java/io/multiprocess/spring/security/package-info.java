/**
 * The peer of a call as the user that Spring Security knows.
 *
 * <p>Needs Spring Security on the class path. Start with
 * {@link io.multiprocess.spring.security.PeerAuthenticationInterceptor}.
 */
@NullMarked
package io.multiprocess.spring.security;

import org.jspecify.annotations.NullMarked;

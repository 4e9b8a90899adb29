package io.multiprocess.spring.security;

import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpServerInterceptor;
import org.springframework.core.Ordered;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Makes the peer of a call the current user while the call is served, so that {@code @PreAuthorize} works.
 *
 * <p>Thread-safe.
 */
public final class PeerAuthenticationInterceptor implements MpServerInterceptor, Ordered {

    /** Inside observations, outside everything of the application's. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

    private final SecurityContextHolderStrategy holder = SecurityContextHolder.getContextHolderStrategy();
    private final PeerAuthenticationConverter converter;

    /** Asks a converter who peers are. */
    public PeerAuthenticationInterceptor(PeerAuthenticationConverter converter) {
        this.converter = converter;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public void intercept(MpCall call, MpCall.Work next) throws Exception {
        Authentication authentication = converter.convert(call.peer());
        SecurityContext outer = holder.getContext();
        SecurityContext context = holder.createEmptyContext();
        context.setAuthentication(authentication);
        holder.setContext(context);
        try {
            next.run();
        } finally {
            // A call served on the thread of an outer one, as a callback is, gives the outer one its user back.
            if (outer.getAuthentication() == null) {
                holder.clearContext();
            } else {
                holder.setContext(outer);
            }
        }
    }
}

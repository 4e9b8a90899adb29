package io.multiprocess.spring.server;

import io.multiprocess.spring.MpCall;
import io.multiprocess.spring.MpServerInterceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;

/**
 * Puts what is being served into the logging context, for the thread that serves it: {@value #CALL} and {@value #PEER}.
 *
 * <p>Thread-safe.
 */
public final class MdcInterceptor implements MpServerInterceptor, Ordered {

    /** Key of the interface and method. */
    public static final String CALL = "multiprocess.call";

    /** Key of who called. */
    public static final String PEER = "multiprocess.peer";

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 50;
    }

    @Override
    public void intercept(MpCall call, MpCall.Work next) throws Exception {
        String outerCall = MDC.get(CALL);
        String outerPeer = MDC.get(PEER);
        MDC.put(CALL, call.displayName());
        MDC.put(PEER, call.peer().describe());
        try {
            next.run();
        } finally {
            restore(CALL, outerCall);
            restore(PEER, outerPeer);
        }
    }

    private static void restore(String key, @Nullable String outer) {
        if (outer == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, outer);
        }
    }
}

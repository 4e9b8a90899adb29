package io.multiprocess.proxy.type;

import io.multiprocess.capability.Capability;
import io.multiprocess.proxy.InvokeContext;
import io.multiprocess.thread.schema.ProxyProtocol;

/**
 * Exchanges the two sides' {@code ThreadMap}s: what a method with a {@code threadMap} parameter or result does, usually
 * {@code construct}.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code type-threadmap.h}.
 */
public final class ThreadMaps {
    private ThreadMaps() {}

    /** Our thread map, to be put into a message of the call; the call releases it. */
    public static Capability build(InvokeContext context) {
        return context.own(context.connection().threads().exportThreadMap());
    }

    /** The peer's thread map has come: calls with a {@code Context} run on threads of their own from now on. */
    public static void read(InvokeContext context, ProxyProtocol.ThreadMap.Client threadMap) {
        context.connection().threads().setThreadMap(threadMap.capability());
    }
}

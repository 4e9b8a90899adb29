package io.multiprocess.thread;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import io.multiprocess.thread.schema.ProxyProtocol;

/**
 * What a peer makes threads of this process with (proxy.capnp's {@code ThreadMap}).
 *
 * <p><i>Thread-safe.</i> Its methods return at once: a thread is started by its first call.
 *
 * <p>Spec: libmultiprocess, {@code ProxyServer<ThreadMap>}.
 */
final class ThreadMap implements LocalServer {
    private final ConnectionThreads threads;

    ThreadMap(ConnectionThreads threads) {
        this.threads = threads;
    }

    @Override
    public void dispatch(long interfaceId, int methodId, CallContext call) {
        if (interfaceId != ProxyProtocol.ThreadMap.ID || methodId > 1) {
            call.fail(RpcException.unimplemented(interfaceId, methodId));
        } else if (methodId == 0) {
            makeThread(call);
        } else {
            makePool(call);
        }
    }

    private void makeThread(CallContext call) {
        threads.hooks().makeThread();
        String from = call.params()
                .getAs(ProxyProtocol.ThreadMap.MakeThreadParams.factory)
                .getName()
                .toString();
        Capability thread = threads.export(threads.makeThread(from));
        try {
            call.results(2)
                    .initAs(ProxyProtocol.ThreadMap.MakeThreadResults.factory)
                    .setResult(call.resultsTable(), ProxyProtocol.Thread.Client.FACTORY.wrap(thread));
        } finally {
            thread.release();
        }
        call.complete();
    }

    private void makePool(CallContext call) {
        long count = Integer.toUnsignedLong(call.params()
                .getAs(ProxyProtocol.ThreadMap.MakePoolParams.factory)
                .getCount());
        threads.makePool(count);
        call.complete();
    }

    @Override
    public boolean runsOnLoop(long interfaceId, int methodId) {
        return false;
    }
}

package io.multiprocess.spring.boot;

import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.client.MpConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

import java.net.ConnectException;

/**
 * Says what to do when the peer of a connection is not there: for one that is to be there at start, and for a call that the
 * application makes while it starts.
 */
class UnreachablePeerFailureAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String description = null;
        boolean refused = false;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (description == null && (at instanceof RpcException || at instanceof MpConnectionException)) {
                description = at.getMessage();
            }
            refused |= at instanceof ConnectException;
        }
        return description == null || !refused
                ? null
                : new FailureAnalysis(
                        description + ".",
                        "Start the application at the other end first, or let calls wait for it with"
                                + " multiprocess.client.connection.<name>.wait-for-peer, for example '30s'. If it runs, compare its"
                                + " multiprocess.server.address with multiprocess.client.connection.<name>.address here.",
                        failure);
    }
}

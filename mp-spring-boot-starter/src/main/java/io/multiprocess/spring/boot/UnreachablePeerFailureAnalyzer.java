package io.multiprocess.spring.boot;

import io.multiprocess.capability.RpcException;
import io.multiprocess.spring.client.MpConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.util.StringUtils;

import java.net.ConnectException;
import java.net.SocketException;

/**
 * Says what to do when the peer of a connection cannot be reached, or sends this application away: for one that is to be
 * there at start, and for a call that the application makes while it starts.
 */
class UnreachablePeerFailureAnalyzer implements FailureAnalyzer {

    private static final String NOT_THERE =
            "Start the application at the other end first, or let calls wait for it with"
                    + " multiprocess.client.connection.<name>.wait-for-peer, for example '30s'. If it runs, compare its"
                    + " multiprocess.server.address with multiprocess.client.connection.<name>.address here.";

    private static final String NO_PERMISSION =
            "Run both applications as the same user, or open the socket to a group or to all with"
                    + " multiprocess.server.socket.permissions and .group at the other end. The folders above it must be open too.";

    private static final String SENT_AWAY =
            "The log of the application at the other end says why: it may be stopping, or not allow this application's user"
                    + " (multiprocess.server.allowed-users), or only one side speaks TLS (ssl.bundle).";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String description = null;
        String action = null;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (description == null && (at instanceof RpcException || at instanceof MpConnectionException)) {
                description = at.getMessage();
            }
            // The innermost knows best.
            if (at instanceof RpcException rpc && rpc.kind() == RpcException.Kind.DISCONNECTED) {
                action = SENT_AWAY;
            } else if (at instanceof ConnectException) {
                action = NOT_THERE;
            } else if (at instanceof SocketException
                    && String.valueOf(at.getMessage()).startsWith("no permission")) {
                action = NO_PERMISSION;
            }
        }
        return description == null || action == null
                ? null
                : new FailureAnalysis(StringUtils.capitalize(description) + ".", action, failure);
    }
}

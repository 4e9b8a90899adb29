package io.multiprocess.transport;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channel;

/** How failures to connect are put. */
final class Failures {
    private Failures() {}

    /** Adds a cause to an exception of a type that takes none. */
    static <E extends Exception> E because(E failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }

    /** In a finally block of connecting: whatever came out, an abandoned attempt has failed for being late. */
    @SuppressWarnings("Finally")
    static void checkAbandoned(ConnectAttempt attempt, Channel channel, Endpoint endpoint) throws IOException {
        if (!attempt.succeeded()) {
            channel.close();
            throw new SocketTimeoutException("connecting to " + endpoint + " took too long");
        }
    }
}

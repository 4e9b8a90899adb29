package io.multiprocess.rpc;

/** The peer broke the protocol in a way that leaves the tables of both sides in doubt: the connection has to end. */
final class ProtocolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String reason) {
        super(reason);
    }
}

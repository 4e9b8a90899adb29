package io.multiprocess.spring.client;

/** A connection that is to be there when the application starts cannot be made. */
public final class MpConnectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MpConnectionException(String name, String address, Throwable cause) {
        super("Cannot connect '%s' to %s: %s".formatted(name, address, cause.getMessage()), cause);
    }
}

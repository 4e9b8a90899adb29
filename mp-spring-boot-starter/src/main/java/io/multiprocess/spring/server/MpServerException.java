package io.multiprocess.spring.server;

import io.multiprocess.Address;

/** The server cannot listen at one of its addresses. */
public final class MpServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MpServerException(Address address, Exception cause) {
        super("Cannot listen at " + address + ": " + reason(address, String.valueOf(cause.getMessage())), cause);
    }

    /** Without what is said already. */
    private static String reason(Address address, String message) {
        String said = "cannot listen at " + address + ": ";
        return message.startsWith(said) ? message.substring(said.length()) : message;
    }
}

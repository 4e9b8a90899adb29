package io.multiprocess.spring.server;

import io.multiprocess.Address;

/** The server cannot listen at one of its addresses. */
public final class MpServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MpServerException(Address address, Exception cause) {
        super("Cannot listen at " + address + ": " + cause.getMessage(), cause);
    }
}

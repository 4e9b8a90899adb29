package io.multiprocess.wire;

/**
 * The byte stream does not hold a message where one was expected: the connection cannot go on, as there is no telling
 * where the next message starts.
 */
public final class FramingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, with the offending number
     */
    public FramingException(String message) {
        super(message);
    }
}

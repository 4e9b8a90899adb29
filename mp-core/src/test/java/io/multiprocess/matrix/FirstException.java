package io.multiprocess.matrix;

/** An exception from its message. */
public class FirstException extends Exception {
    private static final long serialVersionUID = 1;

    public FirstException(String message) {
        super(message);
    }
}

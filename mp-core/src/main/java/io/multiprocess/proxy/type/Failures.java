package io.multiprocess.proxy.type;

/**
 * Converts exceptions that the schema declares as {@code Text}: only their message travels.
 *
 * <p><i>Thread-safe.</i>
 *
 * <p>Spec: libmultiprocess, {@code type-exception.h}.
 */
public final class Failures {
    private Failures() {}

    /** What travels of an exception: its message, or its class if it has none. */
    public static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}

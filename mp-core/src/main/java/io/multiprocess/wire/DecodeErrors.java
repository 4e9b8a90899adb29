package io.multiprocess.wire;

import org.capnproto.DecodeException;

/**
 * Turns whatever the Cap'n Proto runtime throws at malformed content into one type.
 *
 * <p>The runtime raises {@link IndexOutOfBoundsException}, {@link IllegalArgumentException},
 * {@link java.nio.BufferUnderflowException} and others as they come. Code that reads a payload catches
 * {@link RuntimeException} around the reading alone and throws {@link #decodeException}.
 */
public final class DecodeErrors {

    private DecodeErrors() {}

    /**
     * Gives the exception to throw for a failure while reading a message.
     *
     * @param failure what reading threw
     * @return {@code failure} itself if it is a {@link DecodeException}, else one that has it as its cause
     */
    public static DecodeException decodeException(RuntimeException failure) {
        if (failure instanceof DecodeException decode) {
            return decode;
        }
        DecodeException decode = new DecodeException("Message contains malformed content (" + failure + ")");
        decode.initCause(failure);
        return decode;
    }

    /**
     * Gives the exception to throw for a failure while a message was read by a mixture of readers and other people's code,
     * such as conversions, whose exceptions are theirs. Takes time; for failures only.
     *
     * @param failure what reading threw
     * @return {@link #decodeException} if the Cap'n Proto runtime threw {@code failure}, else {@code failure}
     */
    public static RuntimeException ofMixedReading(RuntimeException failure) {
        return failure instanceof DecodeException || !isOfReaders(failure) ? failure : decodeException(failure);
    }

    /** Whether it comes from the Cap'n Proto runtime, or from what that calls in the JDK. */
    private static boolean isOfReaders(RuntimeException failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            String thrower = frame.getClassName();
            if (!thrower.startsWith("java.") && !thrower.startsWith("jdk.")) {
                return thrower.startsWith("org.capnproto.");
            }
        }
        return false;
    }
}

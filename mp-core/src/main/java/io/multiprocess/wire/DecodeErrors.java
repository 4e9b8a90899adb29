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
}

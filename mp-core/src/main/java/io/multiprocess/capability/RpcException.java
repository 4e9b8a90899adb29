package io.multiprocess.capability;

import org.jspecify.annotations.Nullable;

/**
 * A call, a promise or a connection failed: rpc.capnp's {@code Exception}.
 *
 * <p>The {@link Kind} says what a caller may do about it. For a failure in the other vat the message is its reason, once,
 * and the stack trace is that of this process. <i>Immutable.</i>
 */
public class RpcException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a caller may do about a failure; the codes are those of rpc.capnp's {@code Exception.Type}. */
    public enum Kind {
        /** Something went wrong; trying again will not help. */
        FAILED(0),
        /** The other vat lacks the resources now; trying again later may help. */
        OVERLOADED(1),
        /** The connection to a vat that is needed is gone; a new connection and new capabilities may help. */
        DISCONNECTED(2),
        /** The object does not have this method: it is older, or another one. */
        UNIMPLEMENTED(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /**
         * Finds a kind.
         *
         * @param code its number on the wire
         * @return the kind; {@link #FAILED} for a number that is not known
         */
        public static Kind of(int code) {
            return switch (code) {
                case 1 -> OVERLOADED;
                case 2 -> DISCONNECTED;
                case 3 -> UNIMPLEMENTED;
                default -> FAILED;
            };
        }

        /**
         * Gives the number on the wire.
         *
         * @return the code
         */
        public int code() {
            return code;
        }
    }

    private final Kind kind;
    private final String remoteTrace;

    /**
     * Makes a failure of this process.
     *
     * @param kind what a caller may do about it
     * @param reason one sentence
     */
    public RpcException(Kind kind, String reason) {
        this(kind, reason, "", null);
    }

    /**
     * Makes a failure with a cause in this process.
     *
     * @param kind what a caller may do about it
     * @param reason one sentence
     * @param cause what led to it
     */
    public RpcException(Kind kind, String reason, @Nullable Throwable cause) {
        this(kind, reason, "", cause);
    }

    /**
     * Makes a failure that may come from the other vat.
     *
     * @param kind what a caller may do about it
     * @param reason one sentence
     * @param remoteTrace stack trace of the other vat as it sent it, or ""
     * @param cause what led to it
     */
    public RpcException(Kind kind, String reason, String remoteTrace, @Nullable Throwable cause) {
        super(reason, cause);
        this.kind = kind;
        this.remoteTrace = remoteTrace;
    }

    private RpcException(Kind kind, String reason, String remoteTrace) {
        super(reason, null, true, false);
        this.kind = kind;
        this.remoteTrace = remoteTrace;
    }

    /**
     * Makes a failure without a stack trace: one that came over a connection, where the trace would be that of whoever
     * happened to read it. {@link #rethrowable()} gives what to throw.
     *
     * @param kind what a caller may do about it
     * @param reason one sentence
     * @param remoteTrace stack trace of the other vat as it sent it, or ""
     * @return the exception
     */
    public static RpcException received(Kind kind, String reason, String remoteTrace) {
        return new RpcException(kind, reason, remoteTrace);
    }

    /**
     * Makes the failure that a caller sees for something application code threw.
     *
     * @param failure what was thrown
     * @return {@code failure} itself if it is an {@code RpcException}
     */
    public static RpcException of(Throwable failure) {
        if (failure instanceof RpcException rpc) {
            return rpc;
        }
        String message = failure.getMessage();
        String reason = message == null ? failure.getClass().getName() : message;
        Kind kind = failure instanceof UnsupportedOperationException ? Kind.UNIMPLEMENTED : Kind.FAILED;
        return new RpcException(kind, reason, failure);
    }

    /**
     * Makes a {@link Kind#FAILED}.
     *
     * @param reason one sentence
     * @return the exception
     */
    public static RpcException failed(String reason) {
        return new RpcException(Kind.FAILED, reason);
    }

    /**
     * Makes a {@link Kind#DISCONNECTED}.
     *
     * @param reason one sentence
     * @return the exception
     */
    public static RpcException disconnected(String reason) {
        return new RpcException(Kind.DISCONNECTED, reason);
    }

    /**
     * Makes the {@link Kind#UNIMPLEMENTED} of an object that lacks a method.
     *
     * @param interfaceId id of the interface that was called
     * @param methodId ordinal of the method
     * @return the exception
     */
    public static RpcException unimplemented(long interfaceId, int methodId) {
        return new RpcException(
                Kind.UNIMPLEMENTED,
                "Method not implemented: interface @0x" + Long.toHexString(interfaceId) + ", method @" + methodId);
    }

    /**
     * Tells what a caller may do about it.
     *
     * @return the kind
     */
    public final Kind kind() {
        return kind;
    }

    /**
     * Gives the other vat's stack trace.
     *
     * @return the text as sent, or ""
     */
    public final String remoteTrace() {
        return remoteTrace;
    }

    /**
     * Makes an exception to throw in another thread or at another time: same failure, own stack trace.
     *
     * @return a new exception with this one as its cause
     */
    public RpcException rethrowable() {
        return new RpcException(kind, String.valueOf(getMessage()), remoteTrace, this);
    }
}

package io.multiprocess.wire;

/**
 * How much a peer may make us hold and read. <i>Immutable.</i>
 *
 * @param messageWords longest message accepted, in words of 8 bytes, without its segment table
 * @param segments most segments in one message
 * @param traversalWords words that may be read from one message in total, counting what is read twice twice, but no more than
 *     64 times its size or 1 MiB; also what
 *     bounds lists that claim more elements than they have bytes
 * @param nestingDepth how many pointers deep a payload may be read
 */
public record WireLimits(long messageWords, int segments, long traversalWords, int nestingDepth) {

    /** 64 MiB a message, 512 segments, 8 Mi words of traversal, 64 levels: the limits of the C++ implementation. */
    public static final WireLimits DEFAULT = new WireLimits(8L << 20, 512, 8L << 20, 64);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is not positive, or a message would not fit a Java array
     */
    public WireLimits {
        if (messageWords <= 0 || segments <= 0 || traversalWords <= 0 || nestingDepth <= 0) {
            throw new IllegalArgumentException("every wire limit must be positive");
        }
        if (messageWords > (Integer.MAX_VALUE - 64) / 8) {
            throw new IllegalArgumentException("messageWords " + messageWords + " does not fit a Java array");
        }
    }

    /**
     * Makes a copy with another {@link #messageWords}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public WireLimits withMessageWords(long changed) {
        return new WireLimits(changed, segments, traversalWords, nestingDepth);
    }

    /**
     * Makes a copy with another {@link #segments}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public WireLimits withSegments(int changed) {
        return new WireLimits(messageWords, changed, traversalWords, nestingDepth);
    }

    /**
     * Makes a copy with another {@link #traversalWords}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public WireLimits withTraversalWords(long changed) {
        return new WireLimits(messageWords, segments, changed, nestingDepth);
    }

    /**
     * Makes a copy with another {@link #nestingDepth}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public WireLimits withNestingDepth(int changed) {
        return new WireLimits(messageWords, segments, traversalWords, changed);
    }
}

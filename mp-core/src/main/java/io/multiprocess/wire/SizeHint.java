package io.multiprocess.wire;

/**
 * How large the messages of one kind were lately, so that the next one gets a first segment that fits it: a second segment costs
 * another allocation, a gathering write, and far pointers at the reader.
 *
 * <p>Follows the largest at once and smaller ones slowly. Used by any thread without a lock: a lost update costs a segment.
 */
public final class SizeHint {
    /** What is never reserved on suspicion, in words: clearing memory that is then not used costs as well. */
    private static final int MAX_WORDS = 512;

    private int expectedWords;

    /** Makes a hint that expects nothing yet. */
    public SizeHint() {}

    /**
     * Gives the size for a new message.
     *
     * @param words what the caller knows that it needs
     * @return that, or more if messages were larger
     */
    public int atLeast(int words) {
        return Math.max(words, expectedWords);
    }

    /**
     * Takes note of a message.
     *
     * @param words its size when it was complete
     */
    public void note(long words) {
        int expected = expectedWords;
        if (words > expected) {
            if (words <= MAX_WORDS) {
                expectedWords = (int) words;
            }
        } else if (words < expected) {
            expectedWords = expected - (int) ((expected - words + 31) >> 5);
        }
    }
}

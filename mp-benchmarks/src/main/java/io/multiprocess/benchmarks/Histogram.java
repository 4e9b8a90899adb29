package io.multiprocess.benchmarks;

/**
 * Counts times in classes that are at most 1.6 % wide, without allocating.
 *
 * <p><em>Confined to one thread</em> while recording.
 */
final class Histogram {

    private static final int SUB_BITS = 6;
    private static final int SUB = 1 << SUB_BITS;

    private final long[] counts = new long[SUB * 60];
    private long total;

    void record(long nanos) {
        counts[indexOf(Math.max(0, nanos))]++;
        total++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** The time that the given part (0 to 1) of all recorded ones does not exceed; 0 when nothing was recorded. */
    long nanosAt(double part) {
        long wanted = Math.max(1, (long) Math.ceil(total * part));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return middleOf(i);
            }
        }
        return 0;
    }

    long total() {
        return total;
    }

    private static int indexOf(long nanos) {
        if (nanos < SUB) {
            return (int) nanos;
        }
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift + 1) * SUB + (int) ((nanos >>> shift) - SUB);
    }

    private static long middleOf(int index) {
        if (index < 2 * SUB) {
            return index;
        }
        int shift = index / SUB - 1;
        return ((long) (index % SUB + SUB) << shift) + (1L << shift >> 1);
    }
}

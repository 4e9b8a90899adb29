package io.multiprocess.benchmarks.contender;

/** The bytes that are sent, and the check that they came back. */
final class Payloads {

    /** Shared by everything in the process that sends small messages; nobody changes it. */
    static final byte[] SMALL = make(Contender.SMALL_BYTES);

    /** Shared by everything in the process that sends large messages; nobody changes it. */
    static final byte[] LARGE = make(Contender.LARGE_BYTES);

    private Payloads() {}

    /** Bytes that differ from each other, so that a shifted answer is noticed. */
    static byte[] make(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) (i * 31 + 7);
        }
        return bytes;
    }

    /** A cheap check, so that it does not become what is measured. */
    static void check(byte[] sent, byte[] received) {
        int last = sent.length - 1;
        if (received.length != sent.length || received[0] != sent[0] || received[last] != sent[last]) {
            throw new IllegalStateException("another answer than expected: " + received.length + " bytes");
        }
    }
}

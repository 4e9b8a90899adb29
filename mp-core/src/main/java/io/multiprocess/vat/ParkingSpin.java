package io.multiprocess.vat;

import io.multiprocess.loop.AdaptiveSpin;

import java.util.function.BooleanSupplier;

/**
 * How threads wait that another thread will wake, which reads for them: they let others have the processor for a moment, and park if
 * that was not enough. To wake a thread that does not sleep costs no system call, while park and unpark take three of them; and the moment is short
 * where many threads call, as each reads for several.
 *
 * <p>As long as it is mostly enough: waits that took longer make the next ones park at once, all but a few that look whether that is
 * still so.
 *
 * <p>Thread-safe: the credit is a guess, of which an update may get lost.
 */
final class ParkingSpin {
    private static final int MAX_CREDIT = 64;

    /** One of so many waits looks without credit. */
    private static final int TRIAL = 32;

    private static final int TRIAL_CREDIT = 8;

    /** A wait that was not over costs more than one saves that was. */
    private static final int IN_VAIN_CREDIT = 4;

    private final long spinNanos;
    private volatile int credit = TRIAL_CREDIT; // negative: minus the waits since the last trial

    /**
     * For the threads of one connection.
     *
     * @param spinNanos how long to look at most; 0 for never
     */
    ParkingSpin(long spinNanos) {
        this.spinNanos = spinNanos;
    }

    /** Waits for a moment, or not at all; whether it is over. On the thread that is to wait, no virtual one. */
    boolean isEnough(BooleanSupplier over) {
        int before = credit;
        if (spinNanos == 0) {
            return false;
        }
        if (before <= 0 && before > -TRIAL) {
            credit = before - 1;
            return false;
        }
        long until = System.nanoTime() + spinNanos;
        do {
            AdaptiveSpin.letOthersRun();
            if (over.getAsBoolean()) {
                credit = before <= 0 ? TRIAL_CREDIT : Math.min(before + 1, MAX_CREDIT);
                return true;
            }
        } while (System.nanoTime() - until < 0);
        credit = Math.max(before - IN_VAIN_CREDIT, 0);
        return false;
    }
}

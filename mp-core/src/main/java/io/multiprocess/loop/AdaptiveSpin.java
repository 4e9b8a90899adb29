package io.multiprocess.loop;

/**
 * Decides whether one who waits over and over again looks for a moment before he sleeps, and lets others have the processor between looks. Waking a
 * thread takes longer than a small call, above all on a processor that sleeps; but who comes later finds more at a time.
 *
 * <p>Only trying shows which is better. What is done in a time is measured, in rounds: mostly with what was better before, now and then the
 * other way. The longer it was one way, the rarer are trials of the other; another load brings the next one forward. Who waits now and then
 * only, or looks in vain, does not spin.
 *
 * <p>State: <i>sleeping</i> ⇄ <i>spinning</i>, and in either a <i>trial</i> of the other, which has to settle first. Decision 0017.
 *
 * <p><i>Confined to one thread at a time.</i>
 */
public final class AdaptiveSpin {

    /** Waits further apart than this are no load. */
    private static final long IDLE_NANOS = 1_000_000;

    /** A round takes so long, longer if too little was done in it to be typical, but not forever. */
    private static final long ROUND_NANOS = 10_000_000;

    private static final int ROUND_DONE = 64;
    private static final long MAX_ROUND_NANOS = 40_000_000;

    /** What passes of a trial before anything counts: the operating system has to find processors for threads that spin now, or sleep. */
    private static final long SETTLING_NANOS = 30_000_000;

    /** A trial of spinning that is slower by this factor is not continued. */
    private static final int HOPELESS = 2;

    private static final long HOPELESS_NANOS = 4_000_000;

    /** A trial of spinning is a success if that takes less than this part of the time: for less, it is not worth a processor. */
    private static final double SPINNING_GAIN = 0.95;

    /** The same for a trial of sleeping, which looks better in it than it is: threads are still where spinning has brought them. */
    private static final double SLEEPING_GAIN = 0.9;

    /** Who finds so much at a time when he wakes up has nothing to gain: what waking costs is little for each, and there would be less at a time. */
    private static final long MUCH = 8;

    /** How many rounds there are between trials, after a change and at most. Sleeping for a moment costs more than spinning does. */
    private static final int FIRST_ROUNDS = 4;

    private static final int MAX_SLEEPING_ROUNDS = 64;
    private static final int MAX_SPINNING_ROUNDS = 512;

    /** Who received megabytes looks for longer, as the peer copies as many, and more than once, before it is heard of again. */
    private static final double NANOS_PER_BYTE = 0.4;

    /** How many times as long at most. */
    private static final int MAX_LONGER = 5;

    /** How much a round weighs against those before. */
    private static final double WEIGHT = 0.25;

    private final long spinNanos;

    private boolean spinning;
    private boolean trial;
    private int rounds = FIRST_ROUNDS;
    private int roundsLeft = FIRST_ROUNDS;

    // Nanoseconds for each thing that is done; 0 while unknown.
    private double sleepingNanos;
    private double spinningNanos;

    private boolean settling;
    private long roundNanos;
    private long roundDone;
    private int waits;
    private int looksInVain;
    private long lastNanos;
    private long lastDone;
    private long lastBytes;
    private long untilNanos;

    /**
     * Starts with sleeping.
     *
     * @param spinNanos how long to look at most, five times as long after large messages; 0 for never
     */
    public AdaptiveSpin(long spinNanos) {
        this.spinNanos = spinNanos;
    }

    /**
     * Begins a wait.
     *
     * @param done how much was done up to now since the start, as messages received
     * @param bytes how many bytes were received up to now
     * @return whether to look until {@link #isOver}, and sleep then; false to sleep at once
     */
    public boolean begin(long done, long bytes) {
        return spinNanos != 0 && begin(done, bytes, System.nanoTime());
    }

    /** Before each look: lets others have the processor who could use it meanwhile, which may be the one that is waited for. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the time it takes
    public static void letOthersRun() {
        Thread.yield();
    }

    /** Whether there was no use in looking for long enough. */
    public boolean isOver() {
        return isOver(System.nanoTime());
    }

    /** {@link #isOver()} at a given time. */
    boolean isOver(long now) {
        boolean over = now - untilNanos >= 0;
        if (over) {
            looksInVain++;
        }
        return over;
    }

    /** {@link #begin(long, long)} at a given time. */
    boolean begin(long done, long bytes, long now) {
        long passed = now - lastNanos;
        if (passed >= 0 && passed < IDLE_NANOS) { // the first time it is anything
            count(passed, done - lastDone);
        } else if (spinning) {
            count(spinNanos, done - lastDone); // what it cost
        }
        lastNanos = now;
        lastDone = done;
        untilNanos = now + lookNanos(bytes - lastBytes);
        lastBytes = bytes;
        waits++;
        return spinning;
    }

    private long lookNanos(long bytes) {
        return Math.min(MAX_LONGER * spinNanos, spinNanos + (long) (NANOS_PER_BYTE * bytes));
    }

    private void count(long nanos, long done) {
        roundNanos += nanos;
        roundDone += done;
        if (settling) {
            if (spinning && roundNanos >= HOPELESS_NANOS && roundNanos > HOPELESS * sleepingNanos * roundDone) {
                goBack();
            } else if (roundNanos >= SETTLING_NANOS) {
                settling = false;
            } else {
                return;
            }
        } else if (roundNanos >= MAX_ROUND_NANOS || (roundNanos >= ROUND_NANOS && roundDone >= ROUND_DONE)) {
            endRound((double) roundNanos / Math.max(1, roundDone));
        } else {
            return;
        }
        roundNanos = 0;
        roundDone = 0;
        waits = 0;
        looksInVain = 0;
    }

    private void endRound(double nanos) {
        double before = spinning ? spinningNanos : sleepingNanos;
        boolean first = trial || before == 0;
        // An odd round counts at most twice the mean.
        double mean = first ? nanos : before + WEIGHT * (Math.min(nanos, 2 * before) - before);
        if (spinning) {
            spinningNanos = mean;
        } else {
            sleepingNanos = mean;
        }
        if (spinning && 2 * looksInVain > waits) {
            goBack();
        } else if (trial) {
            endTrial();
        } else if (spinning || roundDone <= MUCH * waits) {
            boolean otherLoad = nanos > 2 * before || 2 * nanos < before;
            roundsLeft = (roundsLeft - 1) / (otherLoad ? 2 : 1);
            if (roundsLeft == 0) {
                change(true);
            }
        }
    }

    private void endTrial() {
        boolean better = spinning
                ? spinningNanos < SPINNING_GAIN * sleepingNanos
                : sleepingNanos < SLEEPING_GAIN * spinningNanos;
        if (better) {
            trial = false;
            rounds = FIRST_ROUNDS;
            roundsLeft = rounds;
        } else {
            goBack();
        }
    }

    /** To what it was before the trial, or from spinning in vain. */
    private void goBack() {
        rounds = Math.min(2 * rounds, spinning ? MAX_SLEEPING_ROUNDS : MAX_SPINNING_ROUNDS);
        roundsLeft = rounds;
        change(false);
    }

    private void change(boolean asTrial) {
        spinning = !spinning;
        trial = asTrial;
        settling = asTrial;
    }
}

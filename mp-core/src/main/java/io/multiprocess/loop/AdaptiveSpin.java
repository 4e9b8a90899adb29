package io.multiprocess.loop;

/**
 * Decides whether one who waits over and over again looks without sleeping for a moment before he sleeps. Waking a thread on a processor
 * that sleeps takes longer than a small call; but where the other side needs this very processor, looking keeps it from working.
 *
 * <p>Only trying shows which it is. So waits that follow each other closely are timed, from one to the next, in rounds: mostly as they are,
 * now and then a few of them the other way. Spinning has to be clearly better to be taken up, and to go on. A trial that fails makes the next one
 * come later, so that trials cost next to nothing where spinning does not help. Who waits now and then only never spins.
 *
 * <p>State: <i>sleeping</i> ⇄ <i>spinning</i>, and in either a <i>trial</i> of the other. Decision 0017.
 *
 * <p><i>Confined to one thread at a time.</i>
 */
public final class AdaptiveSpin {

    /** Waits further apart than this say nothing: somebody had something else to do. */
    private static final long IDLE_NANOS = 1_000_000;

    /**
     * How long a trial of spinning goes on before it counts. Where a thread was woken on the processor of the one that now goes on there,
     * the operating system needs a few milliseconds to move one of them.
     */
    private static final long SETTLING_NANOS = 4_000_000;

    private static final int ROUND_WAITS = 128;
    private static final int TRIAL_WAITS = 16;

    /** Rounds between trials, at first and at most. */
    private static final int FIRST_TRIAL_ROUNDS = 4;

    private static final int MAX_TRIAL_ROUNDS = 256;

    /** Spinning that lasts for so many rounds was no accident. */
    private static final int PROVEN_ROUNDS = 16;

    /**
     * The time between two waits may be at most this part of what it is with sleeping. A trial is too short to tell: what it does not
     * make slower gets a whole round.
     */
    private static final double GAIN = 0.85;

    private final long spinNanos;

    private boolean spinning;
    private boolean trial;
    private double sleepingNanos = IDLE_NANOS;
    private int rounds;
    private int trialRounds = FIRST_TRIAL_ROUNDS;

    private long lastNanos;
    private boolean settling;
    private long settledNanos;
    private long untilNanos;
    private double sumNanos;
    private int waits;

    /**
     * Starts with sleeping.
     *
     * @param spinNanos how long to look at most; 0 for never
     */
    public AdaptiveSpin(long spinNanos) {
        this.spinNanos = spinNanos;
    }

    /**
     * Begins a wait.
     *
     * @return whether to look until {@link #isOver}, and sleep then; false to sleep at once
     */
    public boolean begin() {
        return spinNanos != 0 && begin(System.nanoTime());
    }

    /** Whether there was no use in looking for long enough. */
    public boolean isOver() {
        return System.nanoTime() - untilNanos >= 0;
    }

    /** {@link #begin()} at a given time. */
    boolean begin(long now) {
        long passed = now - lastNanos;
        lastNanos = now;
        if (settling) {
            settling = now - settledNanos < 0;
        } else if (passed < IDLE_NANOS) {
            // The few waits that something else came into count as much as two.
            sumNanos += Math.min((double) passed, 2 * sleepingNanos);
            waits++;
            boolean hopeless = trial && spinning && sumNanos >= sleepingNanos * TRIAL_WAITS;
            if (hopeless || waits >= (trial ? TRIAL_WAITS : ROUND_WAITS)) {
                roundEnds(sumNanos / (hopeless ? TRIAL_WAITS : waits));
                sumNanos = 0;
                waits = 0;
            }
        }
        untilNanos = now + spinNanos;
        return spinning;
    }

    private void roundEnds(double nanos) {
        rounds++;
        if (!spinning) {
            sleepingNanos = nanos;
            if (trial) {
                spin(false);
            } else if (rounds >= trialRounds) {
                spin(true);
            }
        } else if (nanos >= (trial ? 1 : GAIN) * sleepingNanos) {
            trialRounds = Math.min(2 * trialRounds, MAX_TRIAL_ROUNDS);
            sleep(false);
        } else if (trial) {
            spin(false);
        } else if (rounds == PROVEN_ROUNDS) {
            trialRounds = FIRST_TRIAL_ROUNDS;
        } else if (rounds >= MAX_TRIAL_ROUNDS) {
            sleep(true);
        }
    }

    private void spin(boolean asTrial) {
        settling = asTrial;
        settledNanos = lastNanos + SETTLING_NANOS;
        spinning = true;
        trial = asTrial;
        rounds = 0;
    }

    private void sleep(boolean asTrial) {
        spinning = false;
        trial = asTrial;
        rounds = 0;
    }
}

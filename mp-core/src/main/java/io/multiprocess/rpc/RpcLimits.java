package io.multiprocess.rpc;

import io.multiprocess.wire.WireLimits;

/**
 * How much one peer may make a connection hold. <i>Immutable.</i> Exceeding a limit ends the connection with an
 * {@code Abort} that says so, except where another effect is named.
 *
 * @param wire limits of each message
 * @param questions most calls under way to the peer; one more fails, for the local caller, with {@code OVERLOADED}
 * @param answers most calls under way from the peer, counting those that it has not finished
 * @param imports most capabilities of the peer held here
 * @param exports most capabilities held by the peer; one more fails the call that would pass it, with {@code OVERLOADED}
 * @param embargoes most embargoes of either side waiting for their echo
 * @param callWordsInFlight words of params of unanswered calls from the peer at which reading pauses; where it
 *     cannot pause, calls beyond twice as much fail with {@code OVERLOADED}
 * @param capabilitiesPerMessage longest capability table accepted or sent
 * @param pipelineDepth longest path accepted in a {@code PromisedAnswer}
 * @param streamWindowWords words of params of unanswered calls of one stream at which its sender is to wait
 */
public record RpcLimits(
        WireLimits wire,
        int questions,
        int answers,
        int imports,
        int exports,
        int embargoes,
        long callWordsInFlight,
        int capabilitiesPerMessage,
        int pipelineDepth,
        long streamWindowWords) {

    /** Limits that no honest peer meets. */
    public static final RpcLimits DEFAULT = new RpcLimits(
            WireLimits.DEFAULT, 1 << 20, 1 << 16, 1 << 20, 1 << 20, 1 << 16, 16L << 20, 1 << 16, 64, 8 << 10);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public RpcLimits {
        if (questions <= 0
                || answers <= 0
                || imports <= 0
                || exports <= 0
                || embargoes <= 0
                || callWordsInFlight <= 0
                || capabilitiesPerMessage <= 0
                || pipelineDepth <= 0
                || streamWindowWords <= 0) {
            throw new IllegalArgumentException("every RPC limit must be positive");
        }
    }

    /**
     * Makes a copy with another {@link #wire}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withWire(WireLimits changed) {
        Copy copy = new Copy(this);
        copy.wire = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #questions}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withQuestions(int changed) {
        Copy copy = new Copy(this);
        copy.questions = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #answers}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withAnswers(int changed) {
        Copy copy = new Copy(this);
        copy.answers = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #imports}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withImports(int changed) {
        Copy copy = new Copy(this);
        copy.imports = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #exports}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withExports(int changed) {
        Copy copy = new Copy(this);
        copy.exports = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #embargoes}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withEmbargoes(int changed) {
        Copy copy = new Copy(this);
        copy.embargoes = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #callWordsInFlight}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withCallWordsInFlight(long changed) {
        Copy copy = new Copy(this);
        copy.callWordsInFlight = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #capabilitiesPerMessage}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withCapabilitiesPerMessage(int changed) {
        Copy copy = new Copy(this);
        copy.capabilitiesPerMessage = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #pipelineDepth}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withPipelineDepth(int changed) {
        Copy copy = new Copy(this);
        copy.pipelineDepth = changed;
        return copy.made();
    }

    /**
     * Makes a copy with another {@link #streamWindowWords}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withStreamWindowWords(long changed) {
        Copy copy = new Copy(this);
        copy.streamWindowWords = changed;
        return copy.made();
    }

    /** The values, to be changed. */
    private static final class Copy {
        WireLimits wire;
        int questions;
        int answers;
        int imports;
        int exports;
        int embargoes;
        long callWordsInFlight;
        int capabilitiesPerMessage;
        int pipelineDepth;
        long streamWindowWords;

        Copy(RpcLimits of) {
            wire = of.wire;
            questions = of.questions;
            answers = of.answers;
            imports = of.imports;
            exports = of.exports;
            embargoes = of.embargoes;
            callWordsInFlight = of.callWordsInFlight;
            capabilitiesPerMessage = of.capabilitiesPerMessage;
            pipelineDepth = of.pipelineDepth;
            streamWindowWords = of.streamWindowWords;
        }

        RpcLimits made() {
            return new RpcLimits(
                    wire,
                    questions,
                    answers,
                    imports,
                    exports,
                    embargoes,
                    callWordsInFlight,
                    capabilitiesPerMessage,
                    pipelineDepth,
                    streamWindowWords);
        }
    }
}

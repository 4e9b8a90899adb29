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
        return new RpcLimits(
                changed,
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

    /**
     * Makes a copy with another {@link #questions}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withQuestions(int changed) {
        return new RpcLimits(
                wire,
                changed,
                answers,
                imports,
                exports,
                embargoes,
                callWordsInFlight,
                capabilitiesPerMessage,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #answers}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withAnswers(int changed) {
        return new RpcLimits(
                wire,
                questions,
                changed,
                imports,
                exports,
                embargoes,
                callWordsInFlight,
                capabilitiesPerMessage,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #imports}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withImports(int changed) {
        return new RpcLimits(
                wire,
                questions,
                answers,
                changed,
                exports,
                embargoes,
                callWordsInFlight,
                capabilitiesPerMessage,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #exports}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withExports(int changed) {
        return new RpcLimits(
                wire,
                questions,
                answers,
                imports,
                changed,
                embargoes,
                callWordsInFlight,
                capabilitiesPerMessage,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #embargoes}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withEmbargoes(int changed) {
        return new RpcLimits(
                wire,
                questions,
                answers,
                imports,
                exports,
                changed,
                callWordsInFlight,
                capabilitiesPerMessage,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #callWordsInFlight}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withCallWordsInFlight(long changed) {
        return new RpcLimits(
                wire,
                questions,
                answers,
                imports,
                exports,
                embargoes,
                changed,
                capabilitiesPerMessage,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #capabilitiesPerMessage}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withCapabilitiesPerMessage(int changed) {
        return new RpcLimits(
                wire,
                questions,
                answers,
                imports,
                exports,
                embargoes,
                callWordsInFlight,
                changed,
                pipelineDepth,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #pipelineDepth}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withPipelineDepth(int changed) {
        return new RpcLimits(
                wire,
                questions,
                answers,
                imports,
                exports,
                embargoes,
                callWordsInFlight,
                capabilitiesPerMessage,
                changed,
                streamWindowWords);
    }

    /**
     * Makes a copy with another {@link #streamWindowWords}.
     *
     * @param changed the new limit
     * @return the copy
     */
    public RpcLimits withStreamWindowWords(long changed) {
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
                changed);
    }
}

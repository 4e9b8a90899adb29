package io.multiprocess.rpc;

/**
 * What is in the tables of a connection. <i>Immutable.</i>
 *
 * @param questions calls to the peer that are not over
 * @param answers calls from the peer that are not over
 * @param imports capabilities of the peer held here
 * @param exports capabilities of this vat held by the peer
 * @param embargoes embargoes waiting for their echo
 * @param answersRunning calls from the peer that this vat still works on, cancelled ones included
 * @param callWordsInFlight words of params of those, with an allowance for each
 */
public record RpcStats(
        int questions,
        int answers,
        int imports,
        int exports,
        int embargoes,
        int answersRunning,
        long callWordsInFlight) {}

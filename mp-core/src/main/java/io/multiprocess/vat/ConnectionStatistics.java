package io.multiprocess.vat;

/**
 * What a connection holds at one moment. Immutable.
 *
 * @param questions calls made to the peer that are not finished
 * @param answers calls of the peer that are not finished
 * @param imports objects of the peer that this side holds
 * @param exports objects of this side that the peer holds
 * @param embargoes promises that wait for calls under way to overtake nothing
 * @param unsentBytes bytes that wait to be sent
 * @param inFlightWords words of received calls that are held
 */
public record ConnectionStatistics(
        int questions, int answers, int imports, int exports, int embargoes, long unsentBytes, long inFlightWords) {
    /** Whether nothing is held at all. */
    public boolean isIdle() {
        return questions == 0
                && answers == 0
                && imports == 0
                && exports == 0
                && embargoes == 0
                && unsentBytes == 0
                && inFlightWords == 0;
    }
}

package io.multiprocess.rpc;

import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * The answer table: calls under way from the peer; and how much of them this vat holds, which decides whether it reads on.
 *
 * <p>Spec: rpc.capnp, {@code AnswerId}. <i>Guarded by the connection lock.</i>
 */
final class Answers {

    private final RpcConnection connection;
    private final RpcLimits limits;
    private final PeerTable<Answer> table = new PeerTable<>();
    private int running;
    private long callWordsInFlight;
    private boolean readingPaused;

    /** Whether reading goes on although the window is full: a pause did not help. */
    private boolean readingOn;

    Answers(RpcConnection connection) {
        this.connection = connection;
        this.limits = connection.limits();
    }

    /** Adds a call from the peer. */
    Answer add(
            int id,
            long interfaceId,
            int methodId,
            boolean redirected,
            boolean noPromisePipelining,
            boolean onlyPromisePipeline) {
        if (table.get(id) != null) {
            throw new ProtocolException("questionId " + Integer.toUnsignedString(id) + " is already in use");
        }
        if (table.size() >= limits.answers()) {
            throw new ProtocolException("more than " + limits.answers() + " calls under way");
        }
        Answer answer =
                new Answer(connection, id, interfaceId, methodId, redirected, noPromisePipelining, onlyPromisePipeline);
        table.put(id, answer);
        return answer;
    }

    void remove(Answer answer) {
        if (table.get(answer.id) == answer) {
            table.remove(answer.id);
        }
    }

    /** Counts a call in that this vat works on from now. */
    void started(long words) {
        running++;
        callWordsInFlight += words;
    }

    /** Counts a call out that this vat works on no more. */
    void ended() {
        running--;
    }

    /** Whether so much is in flight that one more call is to be refused. */
    boolean isFlooded(long words) {
        return callWordsInFlight - words >= 2 * limits.callWordsInFlight();
    }

    @Nullable
    Answer get(int id) {
        return table.get(id);
    }

    int size() {
        return table.size();
    }

    int running() {
        return running;
    }

    long callWordsInFlight() {
        return callWordsInFlight;
    }

    void forEach(Consumer<? super Answer> action) {
        table.forEach(action);
    }

    /**
     * Ends a pause during which no call has ended. What the calls wait for may be behind it: a {@code Finish} that cancels
     * them, another call. Until the window has room again, calls that come are refused beyond twice its size. Or what the
     * peer does not read piles up because it waits for this vat to read.
     */
    void readOn() {
        readingOn = true;
        updateReading();
    }

    /** The connection is gone. */
    void disconnected(RpcException reason) {
        table.forEach(answer -> answer.disconnected(reason));
        table.clear();
    }

    void windowFreed(long words) {
        if (words > 0) {
            callWordsInFlight -= words;
            updateReading();
        }
    }

    /**
     * Pauses reading while the window is full, or the peer does not read what it has asked for. Not while calls of ours are
     * under way: the calls that fill the window may be waiting for those, and then their answers have to be read; calls that
     * come meanwhile are refused.
     */
    void updateReading() {
        ConnectionHost.Backlog backlog = connection.host().backlog();
        boolean full = callWordsInFlight >= limits.callWordsInFlight() || backlog != ConnectionHost.Backlog.NORMAL;
        readingOn &= full;
        boolean pause = full
                && (!readingOn || backlog == ConnectionHost.Backlog.JAMMED)
                && connection.questions.awaitingReturn() == 0;
        if (pause != readingPaused) {
            readingPaused = pause;
            connection.host().readWanted(!pause);
        }
    }
}

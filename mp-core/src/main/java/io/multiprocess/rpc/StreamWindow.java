package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.RpcException;
import org.capnproto.AnyPointer;
import org.capnproto.SegmentReader;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * How much of a stream may be under way: the calls of {@code -> stream} methods on one capability. A call is always sent at
 * once; who sends it is told to go on when the words of unanswered ones are below the limit.
 *
 * <p><i>Guarded by the connection lock.</i>
 */
final class StreamWindow {

    private final RpcConnection connection;
    private final ArrayDeque<Turn> waiting = new ArrayDeque<>(2);
    private long wordsInFlight;
    private @Nullable RpcException failure;

    StreamWindow(RpcConnection connection) {
        this.connection = connection;
    }

    /** Counts a call in and gives what completes when the next one may come. */
    PendingCall started(Question question, long words) {
        question.streamWindow = this;
        question.streamWords = words;
        wordsInFlight += words;
        Turn turn = new Turn();
        if (failure != null || wordsInFlight <= connection.limits().streamWindowWords()) {
            turn.come(failure);
        } else {
            waiting.add(turn);
        }
        return turn;
    }

    /** Counts a call out. */
    void ended(long words, @Nullable RpcException failed) {
        wordsInFlight -= words;
        if (failure == null) {
            failure = failed;
        }
        while (!waiting.isEmpty()
                && (failure != null || wordsInFlight <= connection.limits().streamWindowWords())) {
            Turn turn = waiting.remove();
            turn.come(failure);
        }
    }

    /** Somebody's turn to send the next call. */
    private final class Turn extends PendingCall implements Delivery {

        boolean come(@Nullable RpcException failed) {
            Response empty = failed == null
                    ? new Response(new AnyPointer.Reader(SegmentReader.EMPTY, 0, 1), CapabilityTable.EMPTY)
                    : null;
            boolean first = setOutcome(empty, failed);
            if (first) {
                connection.host().deliver(this);
            }
            return first;
        }

        @Override
        public boolean runsOnLoop() {
            return false;
        }

        @Override
        public void run(boolean onLoop) {
            notifyListener();
        }

        @Override
        public Capability pipelined(int... path) {
            return Capability.broken(RpcException.failed("A streaming call has no results."));
        }

        @Override
        protected boolean giveUp(RpcException reason) {
            connection.host().lock();
            try {
                waiting.remove(this);
                return come(reason);
            } finally {
                connection.host().unlock();
            }
        }

        @Override
        public ConnectionHost connection() {
            return connection.host();
        }
    }
}

package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.SizeHint;
import io.multiprocess.wire.WireLimits;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * One end of a connection: the four tables and what each message does to them.
 *
 * <p>A message goes in with {@link #receive}; what comes of it goes out through the {@link ConnectionHost}: messages for the
 * peer and deliveries, both in order. Capabilities of the peer are {@link Capability} objects that do the same from any
 * thread.
 *
 * <p>The tables, from this side: <i>questions</i> (calls under way to the peer), <i>answers</i> (calls from it), <i>imports</i>
 * (its capabilities here), <i>exports</i> (ours there); and the embargoes. All are empty again when nothing is under way and
 * nothing is held.
 *
 * <p>Each table has a class of its own; {@link MessageHandler} knows what each message does to them.
 *
 * <p>References are never released and no capability of anybody else is called under the lock: both are deliveries.
 *
 * <p>Spec: rpc.capnp up to level 1. <i>Guarded by the connection lock</i> ({@link ConnectionHost#lock}), except
 * {@link #bootstrap}, which takes it.
 */
public final class RpcConnection {

    /** For reading what this process has built itself. */
    static final WireLimits TRUSTED =
            new WireLimits(WireLimits.DEFAULT.messageWords(), Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    static final String NOTHING_TO_PIPELINE =
            "Pipeline call on a request that returned no capabilities or was already closed.";

    private final ConnectionHost host;
    private final RpcLimits limits;

    final Questions questions;
    final Answers answers;
    final Imports imports;
    final Exports exports;
    final Embargoes embargoes;
    private final MessageHandler handler;

    private @Nullable Capability bootstrap;

    /** Why the connection ended; null while it has not. */
    private @Nullable RpcException ended;

    private @Nullable Function<RpcException, String> traceEncoder;

    /** Sizes of calls to the peer, and of answers to it. */
    final SizeHint callSizes = new SizeHint();

    final SizeHint resultSizes = new SizeHint();

    /** Messages that ride along with the next one: first word of the body, second one says what it is. */
    private long[] rideAlong = new long[8];

    private int rideAlongCount;

    private @Nullable Releases releases;

    private RpcConnection(ConnectionHost host, RpcLimits limits, @Nullable Capability bootstrap) {
        this.host = host;
        this.limits = limits;
        this.bootstrap = bootstrap;
        questions = new Questions(this);
        answers = new Answers(this);
        imports = new Imports(this);
        exports = new Exports(this);
        embargoes = new Embargoes(this);
        handler = new MessageHandler(this);
    }

    /**
     * Starts a connection.
     *
     * @param host lends the lock, carries out actions
     * @param limits what the peer may use up
     * @param bootstrap what the peer gets for {@code Bootstrap}, its reference is taken over; null if nothing is offered
     * @return the connection, with empty tables
     */
    public static RpcConnection create(ConnectionHost host, RpcLimits limits, @Nullable Capability bootstrap) {
        return new RpcConnection(host, limits, bootstrap);
    }

    ConnectionHost host() {
        return host;
    }

    RpcLimits limits() {
        return limits;
    }

    boolean isOpen() {
        return ended == null;
    }

    /** Why the connection ended; null while it has not. */
    @Nullable
    RpcException ended() {
        return ended;
    }

    /** What the peer gets for {@code Bootstrap}, borrowed; null for nothing. */
    @Nullable
    Capability bootstrapOffer() {
        return bootstrap;
    }

    /** For tests: switches the handlers of some messages off, by bit. */
    void handlersOff(int off) {
        handler.handlersOff = off;
    }

    // ---------------------------------------------------------------------------------------------------------------
    // What the host calls

    /**
     * Asks the peer for its bootstrap capability. Takes the lock itself.
     *
     * @return a promise for it, owned by the caller
     */
    public Capability bootstrap() {
        host.lock();
        try {
            RpcException over = ended;
            if (over != null) {
                return Capability.broken(over);
            }
            if (questions.isFull()) {
                return Capability.broken(questions.tooMany());
            }
            Question question = new Question(this);
            question.detached = true;
            questions.ask(question);
            Capability promise = question.pipelined(ResultPath.ROOT);
            send(MessageWriter.bootstrap(question.id));
            return promise;
        } finally {
            host.unlock();
        }
    }

    /**
     * Takes a message. A protocol error ends the connection with an {@code Abort}; nothing is thrown. Ignored after the
     * end of the connection.
     *
     * @param received as it came out of the decoder
     */
    public void receive(MessageArena received) {
        handler.receive(received);
    }

    /** Sends the small messages that were waiting for something to ride along with. */
    public void flush() {
        if (rideAlongCount == 0) {
            return;
        }
        OutgoingMessage small = OutgoingMessage.small(rideAlongCount / 2, rideAlong);
        rideAlongCount = 0;
        if (rideAlong.length > 1024) {
            rideAlong = new long[8];
        }
        host.send(small);
    }

    /**
     * Ends everything because the stream ended: calls fail, capabilities break, exports are released. Does not call
     * {@link ConnectionHost#close}.
     *
     * @param reason what callers are told
     */
    public void disconnected(RpcException reason) {
        if (ended != null) {
            return;
        }
        ended = reason;
        host.ending(reason);
        questions.disconnected(reason);
        answers.disconnected(reason);
        imports.disconnected(reason);
        exports.disconnected();
        embargoes.disconnected(reason);
        rideAlongCount = 0;
        Capability offered = bootstrap;
        bootstrap = null;
        if (offered != null) {
            releaseLater(offered);
        }
    }

    /**
     * Ends the connection from this side: sends {@code Abort}, then as {@link #disconnected}, then
     * {@link ConnectionHost#close}.
     *
     * @param reason what the peer and callers are told
     */
    public void abort(RpcException reason) {
        if (ended != null) {
            return;
        }
        send(MessageWriter.abort(reason));
        disconnected(reason);
        host.close(reason);
    }

    /**
     * Tells that a pause ({@link ConnectionHost#readWanted}) has been of no use for long: no call has ended in it. Reading is
     * wanted again then, and calls that find no room are refused, for what would end the others may be behind them.
     */
    public void readOn() {
        answers.readOn();
    }

    /** Tells that {@link ConnectionHost#backlog} has changed. */
    public void backlogChanged() {
        answers.updateReading();
    }

    /**
     * Gives how much is in flight.
     *
     * @return words of params of calls from the peer that this vat still works on, with an allowance for each
     */
    public long callWordsInFlight() {
        return answers.callWordsInFlight();
    }

    /**
     * Sets what the peer gets to see as the stack trace of a failure; without it, only what came from another vat is passed
     * on. Runs under the lock.
     *
     * @param encoder gives the text for a failure, or "" for none; null for none at all
     */
    public void traceEncoder(@Nullable Function<RpcException, String> encoder) {
        traceEncoder = encoder;
    }

    /**
     * Tells whether nothing is under way and nothing is held, by either side.
     *
     * @return true if all tables are empty
     */
    public boolean isIdle() {
        return questions.size() == 0
                && answers.size() == 0
                && imports.size() == 0
                && exports.size() == 0
                && embargoes.size() == 0
                && rideAlongCount == 0;
    }

    /**
     * Tells whether calls are under way to the peer, so that an answer is to be expected.
     *
     * @return true if a question waits for its return
     */
    public boolean awaitsReturn() {
        return questions.awaitingReturn() > 0;
    }

    /**
     * Gives the number of calls under way to the peer.
     *
     * @return questions that wait for their return
     */
    public int questionsAwaitingReturn() {
        return questions.awaitingReturn();
    }

    /** For tests: tells whether no call is under way and every export stands for a place in results of the peer. */
    boolean isPinnedOnly() {
        boolean[] pinned = {answers.running() == 0 && questions.awaitingReturn() == 0 && embargoes.size() == 0};
        exports.forEach(export -> pinned[0] &= export.capability instanceof PipelinedCapability);
        questions.forEach(question -> pinned[0] &= question.pipelineTargets > 0);
        return pinned[0];
    }

    /**
     * Counts what is in the tables.
     *
     * @return the counts now
     */
    public RpcStats stats() {
        return new RpcStats(
                questions.size(),
                answers.size(),
                imports.size(),
                exports.size(),
                embargoes.size(),
                answers.running(),
                answers.callWordsInFlight());
    }

    /**
     * Shows the tables, for a person.
     *
     * @return several lines
     */
    public String dump() {
        StringBuilder text = new StringBuilder(256);
        text.append(host.description()).append(": ").append(stats());
        if (ended != null) {
            text.append("\n  ended: ").append(ended.getMessage());
        }
        questions.forEach(question -> text.append("\n  ")
                .append(question)
                .append(question.awaitsReturn ? " awaits return" : " returned")
                .append(question.finishSent ? ", finish sent" : "")
                .append(question.pipelineTargets > 0 ? ", addressed " + question.pipelineTargets + " times" : ""));
        answers.forEach(answer -> text.append("\n  ")
                .append(answer)
                .append(answer.returned ? " returned" : " running")
                .append(answer.finished ? ", finished" : ""));
        imports.forEach(imported -> text.append("\n  ")
                .append(imported)
                .append(", received ")
                .append(imported.remoteReferences)
                .append(" times"));
        exports.forEach(export -> text.append("\n  export ")
                .append(export.id)
                .append(": ")
                .append(export.capability)
                .append(", sent ")
                .append(export.references)
                .append(" times")
                .append(export.isPromise ? ", to be resolved" : ""));
        return text.toString();
    }

    /**
     * Checks that the tables agree with each other.
     *
     * @throws IllegalStateException if they do not
     */
    public void check() {
        int[] awaiting = new int[1];
        questions.forEach(question -> {
            awaiting[0] += question.awaitsReturn ? 1 : 0;
            if (!question.awaitsReturn && question.finishSent && question.pipelineTargets == 0) {
                throw new IllegalStateException(question + " is over but still in the table");
            }
        });
        if (awaiting[0] != questions.awaitingReturn()) {
            throw new IllegalStateException(
                    questions.awaitingReturn() + " questions counted as waiting, " + awaiting[0] + " are");
        }
        exports.check();
        if (answers.callWordsInFlight() < 0 || answers.running() < 0) {
            throw new IllegalStateException("more freed than was in flight");
        }
    }

    // ---------------------------------------------------------------------------------------------------------------
    // Actions

    void send(OutgoingMessage outgoing) {
        if (rideAlongCount > 0 && !takeAlong(outgoing)) {
            flush();
        }
        host.send(outgoing);
    }

    /** Puts the waiting small messages into the same buffer, if they are few: one write then sends all. */
    private boolean takeAlong(OutgoingMessage outgoing) {
        if (rideAlongCount > 2 * outgoing.roomForPassengers()) {
            return false;
        }
        for (int i = 0; i < rideAlongCount; i += 2) {
            outgoing.takeAlong((int) rideAlong[i + 1], rideAlong[i]);
        }
        rideAlongCount = 0;
        return true;
    }

    /** Keeps a small message, whose body is one word without pointers, for the next one to take along. */
    void rideAlong(int which, long bodyWord) {
        if (rideAlongCount + 2 > rideAlong.length) {
            rideAlong = Arrays.copyOf(rideAlong, 2 * rideAlong.length);
        }
        rideAlong[rideAlongCount] = bodyWord;
        rideAlong[rideAlongCount + 1] = which;
        rideAlongCount += 2;
        if (rideAlongCount >= 2048) {
            flush();
        } else {
            host.sendLater();
        }
    }

    void deliverLater(Runnable action) {
        host.deliver(new Delivery() {
            @Override
            public boolean runsOnLoop() {
                return false;
            }

            @Override
            public void run(boolean onLoop) {
                action.run();
            }
        });
    }

    /** References to release outside the lock. */
    private final class Releases implements Delivery {

        private final List<Capability> capabilities = new ArrayList<>(4);

        @Override
        public boolean runsOnLoop() {
            return false;
        }

        @Override
        public void run(boolean onLoop) {
            host.lock();
            releases = null; // what comes now needs a delivery of its own
            host.unlock();
            for (Capability capability : capabilities) {
                capability.release();
            }
        }
    }

    void releaseLater(@Nullable Capability capability) {
        if (capability != null) {
            Releases batch = releases;
            if (batch == null) {
                batch = new Releases();
                releases = batch;
                host.deliver(batch);
            }
            batch.capabilities.add(capability);
        }
    }

    /** Releases a table's references; it is empty afterwards. */
    void releaseLater(@Nullable CapabilityTable table) {
        if (table != null) {
            table.drainTo(this::releaseLater);
        }
    }

    /** The stack trace that goes with a failure. */
    String traceOf(RpcException failure) {
        Function<RpcException, String> encoder = traceEncoder;
        return encoder == null ? failure.remoteTrace() : encoder.apply(failure);
    }
}

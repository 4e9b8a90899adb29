package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.Connection;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.CapabilityPointer;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import io.multiprocess.wire.PointerCopier;
import org.capnproto.AnyPointer;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.function.Function;

/**
 * An entry of the answer table, and the callee's view of the call.
 *
 * <p>State, in terms of the fields: <i>running</i>; <i>ended</i> by the callee ({@code ended}); <i>returned</i> when the peer
 * was told; <i>finished</i> when the peer said so, which may come before either. The entry leaves the table when it is both
 * returned and finished, or when the {@code Return} said that no {@code Finish} is needed. A finished call that still runs is
 * returned as canceled at once and does not count in the table any more, but its params still count in the window.
 *
 * <p>Spec: rpc.capnp, {@code Call}, {@code Return}, {@code Finish}. Params and results are confined to one thread of the
 * callee at a time; everything else is guarded by the connection lock.
 */
final class Answer extends CallContext implements Delivery {

    final RpcConnection connection;
    final int id;
    private final long interfaceId;
    private final int methodId;
    final boolean redirected;
    private final boolean noPromisePipelining;
    final boolean onlyPromisePipeline;

    private AnyPointer.@Nullable Reader params;
    private CapabilityTable paramsTable;

    /** Share of the connection's window, until the call ends. */
    private long windowWords;

    /** Whom the call is for, until it is delivered; holds a reference. */
    private @Nullable Capability target;

    /** Whether the callee keeps nothing of the results, and nothing of the params, beyond the end of the call. */
    private boolean reuseResults;

    private boolean reuseParams;

    private @Nullable OutgoingMessage results;
    private @Nullable CapabilityTable resultsTable;

    private boolean delivered;

    /** Whether another call decides the outcome. */
    private boolean tailCalled;

    private boolean ended;
    boolean returned;
    boolean finished;
    private boolean dropped;
    private @Nullable Runnable onCancel;
    private volatile boolean cancelled;

    /** Set while the outcome is not known and places in the results are addressed. */
    private @Nullable PromisedResults promises;

    int[] resultExports = Question.NO_EXPORTS;

    /** What later calls on places in the results go to, if there were capabilities. */
    private @Nullable Response outcome;

    private @Nullable RpcException failure;

    /** If this ended in a tail call to the peer itself: that call. */
    private @Nullable Question tail;

    /** If the peer said that these results are those of a question of ours: that question. */
    private @Nullable Question takenBy;

    private boolean taken;

    Answer(
            RpcConnection connection,
            int id,
            long interfaceId,
            int methodId,
            boolean redirected,
            boolean noPromisePipelining,
            boolean onlyPromisePipeline) {
        this.connection = connection;
        this.id = id;
        this.interfaceId = interfaceId;
        this.methodId = methodId;
        this.redirected = redirected;
        this.noPromisePipelining = noPromisePipelining;
        this.onlyPromisePipeline = onlyPromisePipeline;
        this.paramsTable = CapabilityTable.EMPTY;
    }

    /** Sets what was received. Takes over the references. */
    void received(AnyPointer.Reader params, CapabilityTable table, Capability target, long windowWords) {
        this.params = params;
        this.paramsTable = table;
        this.target = target;
        this.windowWords = windowWords;
    }

    // ---- delivery

    @Override
    public boolean runsOnLoop() {
        Capability to = target;
        return to != null && to.runsOnLoop(interfaceId, methodId);
    }

    @Override
    public void run(boolean onLoop) {
        Capability to;
        boolean skipped;
        connection.host().lock();
        try {
            to = target;
            target = null;
            delivered = true;
            skipped = dropped;
        } finally {
            connection.host().unlock();
        }
        if (to == null) {
            return;
        }
        if (skipped) {
            fail(RpcException.failed("Call was cancelled."));
        } else if (onLoop) {
            to.deliverFromLoop(this);
        } else {
            to.deliver(this);
        }
        to.release();
    }

    // ---- the callee's view

    @Override
    public long interfaceId() {
        return interfaceId;
    }

    @Override
    public int methodId() {
        return methodId;
    }

    @Override
    public AnyPointer.Reader params() {
        AnyPointer.Reader reader = params;
        if (reader == null) {
            throw new IllegalStateException("the params were released");
        }
        return reader;
    }

    @Override
    public CapabilityTable paramsTable() {
        return paramsTable;
    }

    @Override
    public void releaseParams() {
        connection.host().lock();
        try {
            dropParams();
        } finally {
            connection.host().unlock();
        }
    }

    private void dropParams() {
        AnyPointer.Reader dropped = params;
        params = null;
        if (reuseParams && dropped != null) {
            MessageArena.dispose(dropped);
        }
        if (paramsTable != CapabilityTable.EMPTY) {
            connection.releaseLater(paramsTable);
            paramsTable = CapabilityTable.EMPTY;
        }
        connection.answers.windowFreed(windowWords);
        windowWords = 0;
    }

    @Override
    public AnyPointer.Builder results(int sizeHintWords) {
        OutgoingMessage message = results;
        if (message == null) {
            message = MessageWriter.results(id, connection.resultSizes.atLeast(sizeHintWords > 0 ? sizeHintWords : 24));
            if (reuseResults) {
                message.borrowFrom(connection.host().largeMemory());
            }
            results = message;
        }
        return MessageWriter.resultsContent(message);
    }

    @Override
    public void reuseMemory(boolean paramsToo) {
        reuseResults = true;
        reuseParams = paramsToo;
    }

    @Override
    public void expectData(int bytes) {
        OutgoingMessage message = results;
        if (message != null) {
            message.expectData(bytes);
        }
    }

    @Override
    public CapabilityTable resultsTable() {
        CapabilityTable table = resultsTable;
        if (table == null) {
            table = new CapabilityTable();
            resultsTable = table;
        }
        return table;
    }

    @Override
    public void complete() {
        end(null, false);
    }

    @Override
    public void fail(Throwable failure) {
        end(RpcException.of(failure), false);
    }

    /** Ends the call. After a tail call, only the outcome of that one does it. */
    private void end(@Nullable RpcException failed, boolean byTailCall) {
        if (failed == null) {
            results(0);
        }
        OutgoingMessage message = results;
        if (message != null) {
            connection.resultSizes.note(message.sizeWords() - MessageWriter.RETURN_WORDS);
        }
        connection.host().lock();
        try {
            if (tailCalled != byTailCall || !end()) {
                if (!tailCalled) {
                    connection.releaseLater(resultsTable);
                }
            } else if (failed == null && message != null) {
                succeed(message, resultsTable);
            } else {
                connection.releaseLater(resultsTable);
                failWith(failed == null ? RpcException.failed("Call ended without results.") : failed);
            }
        } finally {
            connection.host().unlockAfterSending();
        }
    }

    @Override
    public void tailCall(OutgoingCall call) {
        boolean over;
        connection.host().lock();
        try {
            over = ended || tailCalled;
            if (!over) {
                tailCalled = true;
                connection.releaseLater(resultsTable);
                results = null;
                if (call instanceof RpcCall rpc && sendBack(rpc)) {
                    end();
                    return;
                }
            }
        } finally {
            connection.host().unlock();
        }
        if (over) {
            call.discard();
        } else {
            follow(call.send());
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(@Nullable Runnable action) {
        connection.host().lock();
        try {
            if (ended) {
                return;
            }
            if (!cancelled) {
                onCancel = action;
                return;
            }
        } finally {
            connection.host().unlock();
        }
        if (action != null) {
            action.run();
        }
    }

    @Override
    public boolean noPromisePipelining() {
        return noPromisePipelining;
    }

    @Override
    public Connection connection() {
        return connection.host();
    }

    // ---- transitions; under the lock

    /** Ends the call with a capability as its results; takes over the reference. */
    void completeWith(Capability capability) {
        OutgoingMessage message = MessageWriter.results(id, 16);
        message.firstSegment()
                .put(
                        MessageWriter.RETURN_CONTENT,
                        CapabilityPointer.word(resultsTable().adopt(capability)));
        end();
        succeed(message, resultsTable);
    }

    /** Ends the call before it is delivered. */
    void refuse(RpcException reason) {
        connection.releaseLater(target);
        target = null;
        end();
        failWith(reason);
    }

    private boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        onCancel = null;
        connection.answers.ended();
        dropParams();
        return true;
    }

    private void succeed(OutgoingMessage message, @Nullable CapabilityTable table) {
        CapabilityTable capabilities = table == null || table.size() == 0 ? CapabilityTable.EMPTY : table;
        if (finished || redirected || onlyPromisePipeline || !connection.isOpen()) {
            // The results stay here: for whoever was promised a part of them, or takes them as a whole.
            MessageArena arena = message.asArena(RpcConnection.TRUSTED);
            arena.attach(capabilities);
            if (redirected && !finished && connection.isOpen()) {
                returned = true;
                connection.send(MessageWriter.returnWithout(id, RpcSchema.RETURN_RESULTS_SENT_ELSEWHERE));
            }
            keep(new Response(MessageWriter.resultsContent(arena), capabilities));
            return;
        }
        if (capabilities == CapabilityTable.EMPTY) {
            returned = true;
            MessageWriter.noFinishNeeded(message);
            connection.send(message);
            connection.answers.remove(this);
            if (promises != null) {
                MessageArena arena = message.asArena(RpcConnection.TRUSTED);
                keep(new Response(MessageWriter.resultsContent(arena), capabilities));
                outcome = null;
            }
            return;
        }
        CapabilityTable described = new CapabilityTable();
        try {
            resultExports = connection.exports.describe(
                    capabilities, MessageWriter.resultsDescriptors(message, capabilities.size()), described);
        } catch (RpcException tooMany) {
            connection.releaseLater(described);
            connection.releaseLater(capabilities);
            failWith(tooMany);
            return;
        }
        returned = true;
        connection.send(message);
        connection.exports.resolveBroken();
        connection.releaseLater(capabilities);
        MessageArena arena = message.asArena(RpcConnection.TRUSTED);
        arena.attach(described);
        // From here on, places in the results stand for exactly what the Return named, even if that is a promise that
        // turns to something else later: rpc.capnp, Disembargo, the Tribble 4-way race.
        keep(new Response(MessageWriter.resultsContent(arena), described));
    }

    private void failWith(RpcException reason) {
        if (!finished && !onlyPromisePipeline && connection.isOpen()) {
            returned = true;
            if (redirected) {
                connection.send(MessageWriter.returnWithout(id, RpcSchema.RETURN_RESULTS_SENT_ELSEWHERE));
            } else {
                connection.send(MessageWriter.returnException(
                        id, reason, connection.traceOf(reason), false, noPromisePipelining));
                if (noPromisePipelining) {
                    connection.answers.remove(this);
                }
            }
        }
        failure = reason;
        resolvePromises(path -> Capability.broken(reason));
        Question taker = takenBy;
        takenBy = null;
        if (taker != null) {
            taker.fail(reason);
            connection.questions.finishIfDone(taker, false);
        }
    }

    private void keep(Response kept) {
        outcome = kept;
        resolvePromises(path -> path.follow(kept.results()));
        Question taker = takenBy;
        takenBy = null;
        if (taker != null) {
            taker.succeed(copyOf(kept));
            connection.questions.finishIfDone(taker, true);
        }
        if (finished || !connection.isOpen()) {
            outcome = null;
            connection.releaseLater(kept.table());
        }
    }

    /** Makes a response with references of its own; places in these results stay addressable until the Finish. */
    private Response copyOf(Response kept) {
        OutgoingMessage message = results;
        if (message == null) {
            return kept;
        }
        MessageArena arena = message.asArena(RpcConnection.TRUSTED);
        CapabilityTable copy = CapabilityTable.EMPTY;
        if (kept.table().size() > 0) {
            copy = new CapabilityTable();
            for (int i = 0; i < kept.table().size(); i++) {
                Capability capability = kept.table().get(i);
                copy.adopt(capability == null ? null : capability.addRef());
            }
        }
        arena.attach(copy);
        return new Response(MessageWriter.resultsContent(arena), copy);
    }

    private void resolvePromises(Function<ResultPath, Capability> resolution) {
        PromisedResults resolved = promises;
        promises = null;
        if (resolved != null) {
            resolved.resolve(resolution);
        }
    }

    /** Gives the capability at a place in the results, owned by the caller. */
    Capability pipelined(ResultPath path) {
        if (failure != null) {
            return Capability.broken(failure);
        }
        if (outcome != null) {
            return path.follow(outcome.results());
        }
        if (tail != null) {
            return new PipelinedCapability(tail, path);
        }
        if (ended) {
            return Capability.broken(RpcException.failed(RpcConnection.NOTHING_TO_PIPELINE));
        }
        PromisedResults known = promises;
        if (known == null) {
            known = new PromisedResults(this);
            promises = known;
        }
        return known.at(path);
    }

    /** Sends a tail call to the peer itself, whose results then need not come here. Returns false if it cannot. */
    private boolean sendBack(RpcCall call) {
        if (call.target.connection != connection
                || redirected
                || finished
                || onlyPromisePipeline
                || !connection.isOpen()
                || !connection.questions.staysRemote(call.target)) {
            return false;
        }
        call.use();
        Question question = new Question(connection);
        question.tailCall = true;
        question.detached = true;
        Capability elsewhere = connection.questions.sendCall(call, question, true);
        if (elsewhere != null) {
            throw new IllegalStateException("a call for the peer turned to elsewhere");
        }
        if (question.id < 0) {
            RpcException refused = question.failure();
            end();
            failWith(refused == null ? RpcException.failed("The call was not sent.") : refused);
            connection.releaseLater(call.tableIfAny());
            return true;
        }
        connection.releaseLater(call.tableIfAny());
        tail = question;
        returned = true;
        connection.send(MessageWriter.takeFromOtherQuestion(id, question.id));
        resolvePromises(path -> new PipelinedCapability(question, path));
        return true;
    }

    /** Takes over the outcome of a call that went elsewhere. Without the lock. */
    private void follow(PendingCall call) {
        Map<ResultPath, Promise> known;
        boolean unwanted;
        connection.host().lock();
        try {
            known = promises == null ? Map.of() : promises.copy();
            unwanted = cancelled;
            if (!unwanted) {
                onCancel = call::cancel;
            }
        } finally {
            connection.host().unlock();
        }
        if (unwanted) {
            call.cancel();
        } else {
            // What is pipelined goes on at once; what is asked for later waits for the results.
            known.forEach((path, promise) -> promise.resolve(call.pipelined(path.toArray())));
        }
        call.onCompletion(this::copyOutcome);
    }

    private void copyOutcome(PendingCall call) {
        RpcException failed = call.failure();
        if (failed != null) {
            end(failed, true);
            return;
        }
        try (Response response = call.response()) {
            PointerCopier.copy(
                    response.results(), results(0), connection.limits().wire().traversalWords());
            CapabilityTable table = response.table();
            for (int i = 0; i < table.size(); i++) {
                Capability capability = table.get(i);
                resultsTable().adopt(capability == null ? null : capability.addRef());
            }
            end(null, true);
        } catch (RuntimeException malformed) {
            end(RpcException.of(malformed), true);
        }
    }

    /** Makes these results those of a question of ours, as the peer's {@code takeFromOtherQuestion} says. */
    void giveTo(Question question) {
        if (!redirected || taken) {
            throw new ProtocolException("Return.takeFromOtherQuestion names call " + Integer.toUnsignedString(id)
                    + ", whose results are not to be taken");
        }
        taken = true;
        Response kept = outcome;
        RpcException failed = failure;
        if (kept != null) {
            question.succeed(copyOf(kept));
            connection.questions.finishIfDone(question, true);
        } else if (failed != null) {
            question.fail(failed);
            connection.questions.finishIfDone(question, false);
        } else {
            takenBy = question;
        }
    }

    /** Takes a {@code Finish}. */
    void finish(boolean deferCancellation) {
        finished = true;
        connection.answers.remove(this);
        if (!returned && connection.isOpen() && !onlyPromisePipeline) {
            returned = true;
            connection.send(MessageWriter.returnWithout(
                    id, redirected ? RpcSchema.RETURN_RESULTS_SENT_ELSEWHERE : RpcSchema.RETURN_CANCELED));
        }
        Response kept = outcome;
        outcome = null;
        if (kept != null) {
            connection.releaseLater(kept.table());
        }
        Question sentBack = tail;
        if (sentBack != null) {
            sentBack.abandoned = true;
            connection.questions.finishIfDone(sentBack, true);
        }
        if (!ended && takenBy == null && promises == null) {
            cancelSoon(deferCancellation);
        }
    }

    /** Tells the callee, behind all that was received before. */
    private void cancelSoon(boolean deferCancellation) {
        if (!delivered && !deferCancellation) {
            dropped = true;
        }
        connection.deliverLater(() -> {
            Runnable action;
            connection.host().lock();
            try {
                if (cancelled || ended) {
                    return;
                }
                cancelled = true;
                action = onCancel;
                onCancel = null;
            } finally {
                connection.host().unlock();
            }
            if (action != null) {
                action.run();
            }
        });
    }

    /** The connection is gone. */
    void disconnected(RpcException reason) {
        finished = true;
        Response kept = outcome;
        outcome = null;
        if (kept != null) {
            connection.releaseLater(kept.table());
        }
        if (failure == null) {
            failure = reason;
        }
        resolvePromises(path -> Capability.broken(reason));
        takenBy = null;
        if (!ended) {
            cancelSoon(true);
        }
    }

    @Override
    public String toString() {
        return "call " + Integer.toUnsignedString(id) + " (interface @0x" + Long.toHexString(interfaceId) + ", method @"
                + methodId + ") from " + connection.host().description();
    }
}

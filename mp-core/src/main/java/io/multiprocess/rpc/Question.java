package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Connection;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the question table, and what the caller holds.
 *
 * <p>State, in terms of the fields: <i>asked</i> ({@code awaitsReturn}); after the {@code Return} <i>answered</i>; after
 * the {@code Finish}, which may come first, {@code finishSent}. The id is free again once both have happened and nothing is
 * addressed to the results any more ({@code pipelineTargets} is 0).
 *
 * <p>Spec: rpc.capnp, {@code QuestionId}, {@code Finish}. <i>Thread-safe</i>; what is not public is guarded by the
 * connection lock.
 */
final class Question extends PendingCall implements Delivery {

    static final int[] NO_EXPORTS = new int[0];

    final RpcConnection connection;

    /** -1 until the call is sent. */
    int id = -1;

    int[] paramExports = NO_EXPORTS;
    boolean awaitsReturn;
    boolean finishSent;

    /** Whether the results go to the peer itself, as {@code sendResultsTo.yourself} asks. */
    boolean tailCall;

    /** Whether nobody will take the response; it only resolves what was pipelined. */
    boolean detached;

    /** Whether the results are those of a call from the peer that is still running here. */
    boolean awaitsTaken;

    /** Whether the caller has given up. */
    boolean abandoned;

    /** Capabilities that are addressed as a place in the results. */
    int pipelineTargets;

    /** If this is a call of a stream, its window and its share of it. */
    @Nullable
    StreamWindow streamWindow;

    long streamWords;

    /** Promises for places in the results; not references. */
    private @Nullable List<RemotePromise> promises;

    private @Nullable Response results;
    private @Nullable RpcException failed;

    Question(RpcConnection connection) {
        this.connection = connection;
    }

    /** Completes the call with results, whose table is taken over. Under the lock. */
    void succeed(Response response) {
        awaitsTaken = false;
        if (results != null || (failed != null && !abandoned)) {
            connection.releaseLater(response.table());
            return;
        }
        List<RemotePromise> resolved = promises;
        promises = null;
        if (resolved != null) {
            for (RemotePromise promise : resolved) {
                ResultPath path = promise.path();
                if (path != null) {
                    promise.resolve(path.follow(response.results()));
                }
            }
        }
        if (setOutcome(response, null)) {
            results = response;
            connection.host().deliver(this);
        }
        if (detached || abandoned) {
            connection.releaseLater(response.table());
        }
    }

    /** Completes the call with a failure; harmless if it is complete. Under the lock. */
    void fail(RpcException reason) {
        awaitsTaken = false;
        List<RemotePromise> resolved = promises;
        promises = null;
        if (resolved != null) {
            for (RemotePromise promise : resolved) {
                promise.resolve(Capability.broken(reason));
            }
        }
        if (failed == null) {
            failed = reason;
        }
        if (setOutcome(null, reason)) {
            connection.host().deliver(this);
        }
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
    public Capability pipelined(int... pointerIndexes) {
        ResultPath path = ResultPath.of(pointerIndexes);
        connection.host().lock();
        try {
            return pipelined(path);
        } finally {
            connection.host().unlock();
        }
    }

    /** The same under the lock. */
    Capability pipelined(ResultPath path) {
        if (failed != null) {
            return Capability.broken(failed);
        }
        if (results != null) {
            return path.follow(results.results());
        }
        if (id < 0) {
            return Capability.broken(RpcException.failed("The call was not sent."));
        }
        List<RemotePromise> known = promises;
        if (known == null) {
            known = new ArrayList<>(1);
            promises = known;
        }
        for (RemotePromise promise : known) {
            if (promise.isAt(path) && promise.tryRetain()) {
                return promise;
            }
        }
        RemotePromise promise = new RemotePromise(new PipelinedCapability(this, path));
        known.add(promise);
        return promise;
    }

    /** Nobody refers to a promise any more. Under the lock. */
    void forget(RemotePromise promise) {
        if (promises != null) {
            promises.remove(promise);
        }
    }

    @Override
    protected boolean giveUp(RpcException reason) {
        boolean told;
        connection.host().lock();
        try {
            told = setOutcome(null, reason);
            if (told) {
                abandoned = true;
                failed = reason;
                connection.questions.finishIfDone(this, true);
            }
        } finally {
            connection.host().unlock();
        }
        if (told) {
            notifyListener();
        }
        return told;
    }

    @Override
    public Connection connection() {
        return connection.host();
    }

    @Override
    public String toString() {
        return "question " + id + " to " + connection.host().description();
    }
}

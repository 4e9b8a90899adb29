package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.RpcException;
import org.jspecify.annotations.Nullable;

import java.util.function.Consumer;

/**
 * The question table: calls under way to the peer, from their sending to their {@code Finish}.
 *
 * <p>Spec: rpc.capnp, {@code QuestionId}. <i>Guarded by the connection lock.</i>
 */
final class Questions {

    private final RpcConnection connection;
    private final int limit;
    private final IdTable<Question> table = new IdTable<>();
    private int awaitingReturn;

    Questions(RpcConnection connection) {
        this.connection = connection;
        this.limit = connection.limits().questions();
    }

    RpcException tooMany() {
        return new RpcException(
                RpcException.Kind.OVERLOADED,
                "More than " + limit + " calls under way to "
                        + connection.host().description());
    }

    /** Whether one more fits. */
    boolean isFull() {
        return table.size() >= limit;
    }

    /** Gives a question its id, right before its message is sent. */
    void ask(Question question) {
        question.id = table.add(question);
        question.awaitsReturn = true;
        awaitingReturn++;
        connection.answers.updateReading();
    }

    /** Counts a question as answered; its id stays taken until {@link #finishIfDone}. */
    void returned(Question question) {
        question.awaitsReturn = false;
        awaitingReturn--;
        connection.answers.updateReading();
    }

    /** Counts a call out of its stream, if it is of one: who waits for its turn goes on, or learns of the failure. */
    void endStreaming(Question question, @Nullable RpcException failure) {
        StreamWindow window = question.streamWindow;
        if (window != null) {
            window.ended(question.streamWords, failure);
        }
    }

    @Nullable
    Question get(int id) {
        return table.get(id);
    }

    int size() {
        return table.size();
    }

    int awaitingReturn() {
        return awaitingReturn;
    }

    void forEach(Consumer<? super Question> action) {
        table.forEach(action);
    }

    /** The connection is gone. */
    void disconnected(RpcException reason) {
        table.forEach(question -> {
            question.fail(reason);
            endStreaming(question, reason);
        });
        table.clear();
        awaitingReturn = 0;
    }

    /** Tells whether calls on a capability of this connection go to the peer now. */
    boolean staysRemote(RemoteCapability target) {
        return strictTarget(target) != null;
    }

    /** Gives where calls on it go on this connection, or null if it has turned to elsewhere. */
    private @Nullable RemoteCapability strictTarget(RemoteCapability target) {
        Capability resolution = target.resolution();
        if (resolution == null) {
            return target;
        }
        return resolution.mostResolved() instanceof RemoteCapability remote && remote.connection == connection
                ? remote
                : null;
    }

    /**
     * Sends a call. If it cannot be sent, the question is failed and keeps id -1.
     *
     * @return null; or, with nothing done, where the target has turned to, with a reference
     */
    @Nullable
    Capability sendCall(RpcCall call, Question question, boolean yourself) {
        RemoteCapability target = strictTarget(call.target);
        if (target == null) {
            Capability resolution = call.target.resolution();
            return resolution == null ? null : resolution.addRef();
        }
        RpcException over = connection.ended();
        if (over != null) {
            question.fail(over);
            return null;
        }
        if (target.isReleased()) {
            // The peer has been told, or will be before this call could reach it, and would end the connection for it.
            question.fail(RpcException.failed("the capability was released before the call was sent"));
            return null;
        }
        if (isFull()) {
            question.fail(tooMany());
            return null;
        }
        CapabilityTable params = call.tableIfAny();
        if (params != null && params.size() > 0) {
            try {
                question.paramExports = connection.exports.describe(
                        params, MessageWriter.callDescriptors(call.message, params.size()), null);
            } catch (RpcException tooMany) {
                question.fail(tooMany);
                return null;
            }
        }
        ask(question);
        target.used();
        target.target(call.message);
        MessageWriter.finishCall(call.message, question.id, yourself, call.noPromisePipelining);
        connection.send(call.message);
        connection.exports.resolveBroken();
        return null;
    }

    /** Sends the {@code Finish} of a question if it is time, and frees its id if it is. */
    void finishIfDone(Question question, boolean atOnce) {
        if (question.id < 0 || table.get(question.id) != question) {
            return;
        }
        if (question.pipelineTargets > 0) {
            return;
        }
        if (!question.finishSent) {
            if (question.tailCall && !question.abandoned) {
                return; // the answer that it is the tail of stands for its results until that is finished
            }
            if (question.awaitsReturn && !question.abandoned) {
                return;
            }
            if (question.awaitsTaken && !question.abandoned) {
                return;
            }
            question.finishSent = true;
            long keepResultCaps = question.awaitsReturn ? 0 : 1L << RpcSchema.FINISH_KEEP_RESULT_CAPS_BIT;
            connection.rideAlong(
                    RpcSchema.FINISH,
                    Integer.toUnsignedLong(question.id) | keepResultCaps | 1L << RpcSchema.FINISH_NO_WORKAROUND_BIT);
            if (atOnce) {
                connection.flush();
            }
        }
        if (!question.awaitsReturn) {
            table.remove(question.id);
        }
    }
}

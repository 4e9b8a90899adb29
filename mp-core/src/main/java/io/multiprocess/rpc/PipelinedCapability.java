package io.multiprocess.rpc;

import io.multiprocess.capability.ResultPath;
import io.multiprocess.wire.OutgoingMessage;

/**
 * A place in the results of a question, as the peer knows it: what calls are addressed to while the results are not here,
 * and after that for as long as something must stay addressed to exactly this place. Keeps the question unfinished.
 *
 * <p>Spec: rpc.capnp, {@code PromisedAnswer}. <i>Thread-safe.</i>
 */
final class PipelinedCapability extends RemoteCapability {

    final Question question;
    final ResultPath path;

    /** Under the connection lock. */
    PipelinedCapability(Question question, ResultPath path) {
        super(question.connection);
        this.question = question;
        this.path = path;
        question.pipelineTargets++;
    }

    @Override
    RemoteCapability strict() {
        return this;
    }

    @Override
    void target(OutgoingMessage call) {
        MessageWriter.callToAnswer(call, question.id, path);
    }

    @Override
    void targetOfDisembargo(OutgoingMessage disembargo) {
        MessageWriter.disembargoToAnswer(disembargo, question.id, path);
    }

    @Override
    void describe(RawStruct descriptor) {
        MessageWriter.descriptorOfAnswer(descriptor, question.id, path);
    }

    @Override
    protected void released() {
        connection.host().lock();
        try {
            question.pipelineTargets--;
            connection.questions.finishIfDone(question, true);
        } finally {
            connection.host().unlock();
        }
    }

    @Override
    public String toString() {
        return "results of question " + question.id + " at " + path + " of "
                + connection.host().description();
    }
}

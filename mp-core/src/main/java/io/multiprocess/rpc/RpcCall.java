package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.OutgoingMessage;
import org.capnproto.AnyPointer;
import org.jspecify.annotations.Nullable;

/**
 * A call being made over a connection: the {@code Call} message itself, lacking its id and target. <i>Confined to one
 * thread until it is sent.</i>
 */
final class RpcCall implements OutgoingCall {

    final RemoteCapability target;
    final OutgoingMessage message;
    private final long interfaceId;
    private final int methodId;
    private @Nullable CapabilityTable table;
    boolean noPromisePipelining;
    private long timeoutNanos;
    private boolean used;

    RpcCall(RemoteCapability target, long interfaceId, int methodId, int paramsSizeHintWords) {
        this.target = target;
        this.interfaceId = interfaceId;
        this.methodId = methodId;
        this.message =
                MessageWriter.call(interfaceId, methodId, target.connection.callSizes.atLeast(paramsSizeHintWords));
    }

    @Override
    public AnyPointer.Builder params() {
        return MessageWriter.callContent(message);
    }

    @Override
    public CapabilityTable paramsTable() {
        CapabilityTable made = table;
        if (made == null) {
            made = new CapabilityTable();
            table = made;
        }
        return made;
    }

    /** The table if anything asked for it. */
    @Nullable
    CapabilityTable tableIfAny() {
        return table;
    }

    @Override
    public void reuseMemory() {
        message.borrowFrom(target.connection.host().largeMemory());
    }

    @Override
    public void expectData(int bytes) {
        message.expectData(bytes);
    }

    @Override
    public void noPromisePipelining() {
        noPromisePipelining = true;
    }

    @Override
    public void timeoutNanos(long nanos) {
        timeoutNanos = nanos;
    }

    @Override
    public PendingCall send() {
        return send(false);
    }

    @Override
    public PendingCall sendSoon() {
        return send(true);
    }

    private PendingCall send(boolean soon) {
        use();
        Question question = new Question(target.connection);
        Capability redirect;
        ConnectionHost host = target.connection.host();
        host.lock();
        try {
            redirect = target.connection.questions.sendCall(this, question, false);
        } finally {
            if (soon) {
                host.unlockAndSendSoon();
            } else {
                host.unlockAfterSending();
            }
        }
        return limited(sent(question, redirect));
    }

    private PendingCall limited(PendingCall sent) {
        return timeoutNanos == 0 ? sent : sent.expireAfter(timeoutNanos);
    }

    @Override
    public PendingCall sendStreaming() {
        use();
        Question question = new Question(target.connection);
        question.detached = true;
        PendingCall turn = question;
        Capability redirect;
        ConnectionHost host = target.connection.host();
        host.lock();
        try {
            redirect = target.connection.questions.sendCall(this, question, false);
            if (redirect == null && question.id >= 0) {
                turn = target.streamWindow().started(question, message.sizeWords());
            }
        } finally {
            host.unlockAfterSending();
        }
        PendingCall outcome = sent(question, redirect);
        return limited(outcome == question ? turn : outcome);
    }

    private PendingCall sent(Question question, @Nullable Capability redirect) {
        if (redirect != null) {
            try {
                return redirect(redirect);
            } finally {
                redirect.release();
            }
        }
        sent();
        return question;
    }

    /** Makes the call elsewhere: the promise it was made on has turned to there. Without the lock. */
    PendingCall redirect(Capability to) {
        MessageArena arena = message.asArena(RpcConnection.TRUSTED);
        CapabilityTable params = paramsTable();
        arena.attach(params);
        return to.call(interfaceId, methodId, arena.at(0, MessageWriter.CALL_CONTENT), params, noPromisePipelining);
    }

    /** Lets go of the params' capabilities after the call is on its way. Without the lock. */
    void sent() {
        target.connection.callSizes.note(message.sizeWords() - MessageWriter.CALL_WORDS);
        CapabilityTable params = table;
        if (params != null) {
            params.releaseAll();
        }
    }

    @Override
    public void discard() {
        if (!used) {
            use();
            sent();
            message.dispose();
        }
    }

    void use() {
        if (used) {
            throw new IllegalStateException("a call can be sent once");
        }
        used = true;
    }
}

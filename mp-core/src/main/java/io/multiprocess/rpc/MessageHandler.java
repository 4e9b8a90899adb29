package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.ResultPath;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.DecodeErrors;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.StructCursor;
import org.capnproto.DecodeException;
import org.capnproto.Text;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * What each message of the peer does to the tables. The one place where the peer's view of ids turns to ours: what it calls
 * a question is an answer here, its exports are imports.
 *
 * <p>Spec: rpc.capnp, {@code Message}. <i>Guarded by the connection lock.</i>
 */
final class MessageHandler {

    /** What a call costs beside its words, so that many small ones count as well. */
    private static final int CALL_OVERHEAD_WORDS = 32;

    private final RpcConnection connection;
    private final RpcLimits limits;

    private final StructCursor message = new StructCursor();
    private final StructCursor body = new StructCursor();
    private final StructCursor part = new StructCursor();
    private final StructCursor inner = new StructCursor();
    private final StructCursor list = new StructCursor();
    private final StructCursor ops = new StructCursor();

    /** For tests: messages, by bit, whose handlers are switched off. */
    int handlersOff;

    MessageHandler(RpcConnection connection) {
        this.connection = connection;
        this.limits = connection.limits();
    }

    /**
     * Takes a message. A protocol error ends the connection with an {@code Abort}; nothing is thrown. Ignored after the
     * end of the connection.
     *
     * @param received as it came out of the decoder
     */
    void receive(MessageArena received) {
        if (!connection.isOpen()) {
            return;
        }
        int which = -1;
        try {
            message.toRoot(received);
            which = message.u16(0);
            if (which < 32 && (handlersOff >> which & 1) != 0) {
                return;
            }
            body.to(message, 0);
            handle(which, received);
        } catch (ProtocolException broken) {
            connection.abort(RpcException.failed(RpcSchema.messageName(which) + ": " + broken.getMessage()));
        } catch (RuntimeException malformed) {
            DecodeException decode = DecodeErrors.decodeException(malformed);
            connection.abort(new RpcException(
                    RpcException.Kind.FAILED,
                    (which < 0 ? "message" : RpcSchema.messageName(which)) + ": " + decode.getMessage(),
                    malformed));
        } finally {
            message.reset();
            body.reset();
            part.reset();
            inner.reset();
            list.reset();
            ops.reset();
        }
    }

    /** Reads the capability table of a payload. */
    private CapabilityTable receiveTable(StructCursor payload, int pointer) {
        int count = list.toList(payload, pointer);
        if (count == 0) {
            return CapabilityTable.EMPTY;
        }
        if (count > limits.capabilitiesPerMessage()) {
            throw new ProtocolException(
                    count + " capabilities in one message, the limit is " + limits.capabilitiesPerMessage());
        }
        CapabilityTable table = new CapabilityTable();
        try {
            while (list.next()) {
                table.adopt(receiveCapability(list));
            }
            return table;
        } catch (RuntimeException broken) {
            connection.releaseLater(table);
            throw broken;
        }
    }

    /** Reads one descriptor. Gives a capability owned by the caller, or null for none. */
    private @Nullable Capability receiveCapability(StructCursor descriptor) {
        int which = descriptor.u16(0);
        int id = descriptor.u32(1);
        return switch (which) {
            case RpcSchema.CAP_NONE -> null;
            case RpcSchema.CAP_SENDER_HOSTED -> connection.imports.received(id, false);
            case RpcSchema.CAP_SENDER_PROMISE -> connection.imports.received(id, true);
            case RpcSchema.CAP_RECEIVER_HOSTED -> {
                Export export = connection.exports.get(id);
                yield export == null
                        ? Capability.broken(RpcException.failed("invalid 'receiverHosted' export ID"))
                        : reflected(export.capability.addRef());
            }
            case RpcSchema.CAP_RECEIVER_ANSWER -> reflected(pipelined(inner.to(descriptor, 0)));
            // At this level, the vine is what calls go through.
            case RpcSchema.CAP_THIRD_PARTY_HOSTED ->
                connection.imports.received(inner.to(descriptor, 0).u32(0), false);
            default -> throw new ProtocolException("unknown CapDescriptor type " + which);
        };
    }

    private Capability reflected(Capability ours) {
        return ours.mostResolved() instanceof RemoteCapability remote && remote.connection == connection
                ? new ReflectedCapability(ours)
                : ours;
    }

    private void handle(int which, MessageArena received) {
        switch (which) {
            case RpcSchema.CALL -> handleCall(received);
            case RpcSchema.RETURN -> handleReturn(received);
            case RpcSchema.FINISH -> handleFinish();
            case RpcSchema.RELEASE -> connection.exports.release(body.u32(0), body.u32(1));
            case RpcSchema.RESOLVE -> handleResolve();
            case RpcSchema.DISEMBARGO -> handleDisembargo(received);
            case RpcSchema.BOOTSTRAP -> handleBootstrap();
            case RpcSchema.UNIMPLEMENTED -> handleUnimplemented();
            case RpcSchema.ABORT -> handleAbort();
            default -> refuse(received);
        }
    }

    /** Echoes what this level does not have. */
    private void refuse(MessageArena received) {
        connection.send(MessageWriter.unimplemented(received));
    }

    private void handleBootstrap() {
        int id = body.u32(0);
        Answer answer = connection.answers.add(id, 0, 0, false, false, false);
        connection.answers.started(0);
        Capability offered = connection.bootstrapOffer();
        if (body.has(0)) {
            answer.refuse(RpcException.failed(
                    "This vat only supports a bootstrap interface, not the old Cap'n-Proto-0.4-style named exports."));
        } else if (offered == null) {
            answer.refuse(RpcException.failed("This vat does not expose a public/bootstrap interface."));
        } else {
            answer.completeWith(offered.addRef());
        }
    }

    private void handleCall(MessageArena received) {
        int sendResultsTo = body.u16(3);
        if (sendResultsTo > RpcSchema.CALL_YOURSELF) {
            refuse(received);
            return;
        }
        boolean redirected = sendResultsTo == RpcSchema.CALL_YOURSELF;
        int id = body.u32(0);
        Capability target = messageTarget(part.to(body, 0));
        CapabilityTable table = CapabilityTable.EMPTY;
        Answer answer;
        try {
            table = receiveTable(part.to(body, 1), 1);
            answer = connection.answers.add(
                    id,
                    body.u64(1),
                    body.u16(2),
                    redirected,
                    body.bit(RpcSchema.CALL_NO_PROMISE_PIPELINING_BIT),
                    // In a redirected call the hint makes no sense.
                    body.bit(RpcSchema.CALL_ONLY_PROMISE_PIPELINE_BIT) && !redirected);
        } catch (RuntimeException broken) {
            connection.releaseLater(target);
            connection.releaseLater(table);
            throw broken;
        }
        if (table != CapabilityTable.EMPTY) {
            received.attach(table);
        }
        long words = received.sizeWords() + CALL_OVERHEAD_WORDS;
        connection.answers.started(words);
        answer.received(part.pointer(0, limits.wire().nestingDepth()), table, target, words);
        if (connection.answers.isFlooded(words)) {
            answer.refuse(new RpcException(
                    RpcException.Kind.OVERLOADED,
                    "More than " + limits.callWordsInFlight() + " words of calls under way"));
            return;
        }
        connection.host().deliver(answer);
        connection.answers.updateReading();
    }

    /** Gives what a message is addressed to, with a reference. */
    private Capability messageTarget(StructCursor target) {
        return switch (target.u16(2)) {
            case RpcSchema.TARGET_IMPORTED_CAP -> {
                Export export = connection.exports.get(target.u32(0));
                if (export == null) {
                    throw new ProtocolException(
                            "Message target is not a current export ID: " + Integer.toUnsignedString(target.u32(0)));
                }
                yield export.capability.addRef();
            }
            case RpcSchema.TARGET_PROMISED_ANSWER -> pipelined(inner.to(target, 0));
            default -> throw new ProtocolException("Unknown message target type " + target.u16(2));
        };
    }

    /** Gives what a {@code PromisedAnswer} stands for, with a reference. */
    private Capability pipelined(StructCursor promisedAnswer) {
        int count = ops.toList(promisedAnswer, 0);
        if (count > limits.pipelineDepth()) {
            throw new ProtocolException("path of " + count + " steps, the limit is " + limits.pipelineDepth());
        }
        int[] path = new int[count];
        int length = 0;
        while (ops.next()) {
            int operation = ops.u16(0);
            if (operation == RpcSchema.OP_GET_POINTER_FIELD) {
                path[length++] = ops.u16(1);
            } else if (operation != RpcSchema.OP_NOOP) {
                throw new ProtocolException("Unknown PromisedAnswer operation " + operation);
            }
        }
        Answer answer = connection.answers.get(promisedAnswer.u32(0));
        if (answer == null) {
            return Capability.broken(RpcException.failed(RpcConnection.NOTHING_TO_PIPELINE));
        }
        return answer.pipelined(ResultPath.of(length == count ? path : Arrays.copyOf(path, length)));
    }

    private void handleReturn(MessageArena received) {
        int id = body.u32(0);
        Question question = connection.questions.get(id);
        if (question == null) {
            throw new ProtocolException("Invalid question ID " + Integer.toUnsignedString(id));
        }
        if (!question.awaitsReturn) {
            throw new ProtocolException("Duplicate Return for question " + id);
        }
        connection.questions.returned(question);
        int[] paramExports = question.paramExports;
        question.paramExports = Question.NO_EXPORTS;
        boolean releaseParamCaps = !body.bit(RpcSchema.RETURN_KEEP_PARAM_CAPS_BIT);
        int which = body.u16(3);
        RpcException failure = null;
        boolean withCapabilities = false;
        if (question.finishSent) {
            // Given up before: the peer has released what is in the results, and will give up a tail call.
            failure = RpcException.failed("Call was cancelled.");
        } else {
            if (body.bit(RpcSchema.RETURN_NO_FINISH_NEEDED_BIT)) {
                question.finishSent = true;
            }
            switch (which) {
                case RpcSchema.RETURN_RESULTS -> {
                    if (question.tailCall) {
                        throw new ProtocolException("Tail call `Return` must set `resultsSentElsewhere`");
                    }
                    part.to(body, 0);
                    CapabilityTable table = receiveTable(part, 1);
                    withCapabilities = table != CapabilityTable.EMPTY;
                    if (withCapabilities) {
                        received.attach(table);
                    }
                    question.succeed(new Response(part.pointer(0, limits.wire().nestingDepth()), table));
                }
                case RpcSchema.RETURN_EXCEPTION -> {
                    if (question.tailCall) {
                        throw new ProtocolException("Tail call `Return` must set `resultsSentElsewhere`");
                    }
                    failure = readException(part.to(body, 0));
                    question.fail(failure);
                }
                case RpcSchema.RETURN_CANCELED ->
                    throw new ProtocolException("Return falsely claims that question " + id + " was canceled");
                case RpcSchema.RETURN_RESULTS_SENT_ELSEWHERE -> {
                    if (!question.tailCall) {
                        throw new ProtocolException(
                                "`Return` had `resultsSentElsewhere` but this was not a tail call.");
                    }
                }
                case RpcSchema.RETURN_TAKE_FROM_OTHER_QUESTION -> {
                    Answer taken = connection.answers.get(body.u32(2));
                    if (taken == null) {
                        throw new ProtocolException("`Return.takeFromOtherQuestion` had invalid answer ID "
                                + Integer.toUnsignedString(body.u32(2)));
                    }
                    question.awaitsTaken = true;
                    taken.giveTo(question);
                }
                default -> {
                    // awaitFromThirdParty, or something newer: the results will never come here.
                    failure = new RpcException(
                            RpcException.Kind.UNIMPLEMENTED,
                            "The answer was to come from a third party, which is not supported.");
                    question.fail(failure);
                    refuse(received);
                }
            }
        }
        connection.questions.endStreaming(question, failure);
        connection.questions.finishIfDone(question, withCapabilities);
        if (releaseParamCaps) {
            connection.exports.releaseAll(paramExports);
        }
    }

    private void handleFinish() {
        Answer answer = connection.answers.get(body.u32(0));
        if (answer == null) {
            return; // we had said that none was needed
        }
        int[] resultExports = answer.resultExports;
        answer.resultExports = Question.NO_EXPORTS;
        answer.finish(!body.bit(RpcSchema.FINISH_NO_WORKAROUND_BIT));
        if (!body.bit(RpcSchema.FINISH_KEEP_RESULT_CAPS_BIT)) {
            connection.exports.releaseAll(resultExports);
        }
    }

    private void handleResolve() {
        int id = body.u32(0);
        ImportedCapability imported = connection.imports.get(id);
        if (imported != null && !imported.isPromise) {
            throw new ProtocolException("Got 'Resolve' for a non-promise import " + Integer.toUnsignedString(id));
        }
        Capability replacement;
        part.to(body, 0);
        switch (body.u16(2)) {
            case RpcSchema.RESOLVE_CAP -> {
                replacement = receiveCapability(part);
                if (replacement == null) {
                    throw new ProtocolException("'Resolve' contained 'CapDescriptor.none'.");
                }
            }
            case RpcSchema.RESOLVE_EXCEPTION -> replacement = Capability.broken(readException(part));
            default -> throw new ProtocolException("Unknown 'Resolve' type " + body.u16(2));
        }
        RemotePromise promise = imported == null ? null : imported.promise;
        if (promise == null) {
            connection.releaseLater(replacement); // nobody here holds it any more
        } else {
            promise.resolve(replacement);
        }
    }

    private void handleDisembargo(MessageArena received) {
        switch (body.u16(2)) {
            case RpcSchema.DISEMBARGO_SENDER_LOOPBACK -> {
                int id = body.u32(0);
                connection.embargoes.received(messageTarget(part.to(body, 0)), id);
            }
            case RpcSchema.DISEMBARGO_RECEIVER_LOOPBACK -> connection.embargoes.lift(body.u32(0));
            default -> refuse(received);
        }
    }

    private void handleUnimplemented() {
        int which = body.u16(0);
        part.to(body, 0);
        switch (which) {
            case RpcSchema.BOOTSTRAP, RpcSchema.CALL -> {
                Question question = connection.questions.get(part.u32(0));
                if (question == null || !question.awaitsReturn) {
                    throw new ProtocolException("the peer refuses a call that is not under way");
                }
                // It never became a call there: no Finish, and what was in the params is not held there.
                connection.questions.returned(question);
                question.finishSent = true;
                RpcException failure = new RpcException(
                        RpcException.Kind.UNIMPLEMENTED,
                        "The peer does not implement " + RpcSchema.messageName(which) + " as it was sent.");
                question.fail(failure);
                connection.questions.endStreaming(question, failure);
                int[] paramExports = question.paramExports;
                question.paramExports = Question.NO_EXPORTS;
                connection.questions.finishIfDone(question, false);
                connection.exports.releaseAll(paramExports);
            }
            case RpcSchema.RESOLVE -> {
                inner.to(part, 0);
                if (part.u16(2) == RpcSchema.RESOLVE_CAP
                        && (inner.u16(0) == RpcSchema.CAP_SENDER_HOSTED
                                || inner.u16(0) == RpcSchema.CAP_SENDER_PROMISE)) {
                    connection.exports.release(inner.u32(1), 1);
                }
            }
            case RpcSchema.DISEMBARGO -> {
                if (part.u16(2) != RpcSchema.DISEMBARGO_SENDER_LOOPBACK) {
                    throw new ProtocolException("the peer refuses its own Disembargo");
                }
                // Who cannot echo does not pass calls on either, so there is none to wait for.
                connection.embargoes.lift(part.u32(0));
            }
            default ->
                throw new ProtocolException("the peer does not implement " + RpcSchema.messageName(which)
                        + ", which cannot be done without");
        }
    }

    private void handleAbort() {
        RpcException told = readException(body);
        // A peer that just ends says so this way too: no reason to alarm who reads the log.
        String message = told.kind() == RpcException.Kind.DISCONNECTED
                ? "the peer closed the connection (" + told.getMessage() + ")"
                : "Peer aborted the connection: " + told.getMessage();
        RpcException reason = new RpcException(told.kind(), message, told.remoteTrace(), null);
        connection.disconnected(reason);
        connection.host().close(reason);
    }

    private RpcException readException(StructCursor exception) {
        return RpcException.received(RpcException.Kind.of(exception.u16(2)), text(exception, 0), text(exception, 1));
    }

    private String text(StructCursor struct, int pointer) {
        if (!struct.has(pointer)) {
            return "";
        }
        Text.Reader text = struct.pointer(pointer, limits.wire().nestingDepth())
                .getAs((segment, index, nestingLimit) ->
                        Text.factory.fromPointerReaderBlobDefault(segment, index, null, 0, 0));
        return text.toString();
    }
}

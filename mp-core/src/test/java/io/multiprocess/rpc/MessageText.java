package io.multiprocess.rpc;

import io.multiprocess.rpc.schema.RpcProtocol;
import io.multiprocess.wire.CapabilityPointer;
import io.multiprocess.wire.MessageArena;
import org.capnproto.AnyPointer;
import org.capnproto.FromPointerBuilder;
import org.capnproto.MessageBuilder;
import org.capnproto.SegmentBuilder;
import org.capnproto.StructList;
import org.capnproto.Text;
import org.capnproto.Void;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Messages as one line of text, both ways; by the classes generated from rpc.capnp, so independently of the core.
 *
 * <pre>
 * bootstrap Q [objectId]
 * call Q on import I | answer Q[.pointer…] method M number N [caps D, D…] [yourself] [thirdParty] [noPromisePipelining] [onlyPromisePipeline]
 * return Q results number N | capability | null [caps D, D…] [noFinishNeeded] [releaseParamCaps]
 * return Q exception KIND "reason" | canceled | elsewhere | take Q | thirdParty
 * finish Q [keepResultCaps] [workaround]
 * resolve I to D | exception KIND "reason"
 * release I count N
 * disembargo import I | answer Q[.pointer…] senderLoopback E | receiverLoopback E | accept
 * abort KIND "reason"
 * unimplemented (any message) · provide Q · accept Q · join Q · thirdPartyAnswer · obsoleteSave · obsoleteDelete
 *
 * D: none | hosted I | promise I | yours I | answer Q[.pointer…] | vine I
 * </pre>
 *
 * The numbers are as the sender of the message means them. Params and results are those of {@link TestObject}; capability
 * {@code i} of the table is in pointer field {@code i}.
 */
final class MessageText {

    private final List<String> words;
    private int at;

    private MessageText(String line) {
        words = new ArrayList<>();
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i);
            if (c == '"') {
                int end = line.indexOf('"', i + 1);
                words.add(line.substring(i + 1, end));
                i = end + 1;
            } else if (c == ' ' || c == ',') {
                i++;
            } else {
                int end = i;
                while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != ',') {
                    end++;
                }
                words.add(line.substring(i, end));
                i = end;
            }
        }
    }

    // ---- text to message

    static MessageBuilder parse(String line) {
        MessageBuilder builder = new MessageBuilder();
        new MessageText(line).message(builder.initRoot(RpcProtocol.Message.factory));
        return builder;
    }

    private String next() {
        return at < words.size() ? words.get(at++) : "";
    }

    private boolean next(String word) {
        if (at < words.size() && words.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    private int number() {
        return Integer.parseUnsignedInt(next());
    }

    private void message(RpcProtocol.Message.Builder message) {
        String kind = next();
        switch (kind) {
            case "bootstrap" -> {
                RpcProtocol.Bootstrap.Builder bootstrap = message.initBootstrap();
                bootstrap.setQuestionId(number());
                if (next("objectId")) {
                    bootstrap.initDeprecatedObjectId().initAs(Text.factory, 1);
                }
            }
            case "call" -> call(message.initCall());
            case "return" -> returned(message.initReturn());
            case "finish" -> {
                RpcProtocol.Finish.Builder finish = message.initFinish();
                finish.setQuestionId(number());
                finish.setReleaseResultCaps(!next("keepResultCaps"));
                finish.setRequireEarlyCancellationWorkaround(next("workaround"));
            }
            case "resolve" -> {
                RpcProtocol.Resolve.Builder resolve = message.initResolve();
                resolve.setPromiseId(number());
                if (next("to")) {
                    descriptor(resolve.initCap());
                } else {
                    next("exception");
                    exception(resolve.initException());
                }
            }
            case "release" -> {
                RpcProtocol.Release.Builder release = message.initRelease();
                release.setId(number());
                next("count");
                release.setReferenceCount(number());
            }
            case "disembargo" -> {
                RpcProtocol.Disembargo.Builder disembargo = message.initDisembargo();
                target(disembargo.initTarget());
                if (next("senderLoopback")) {
                    disembargo.getContext().setSenderLoopback(number());
                } else if (next("receiverLoopback")) {
                    disembargo.getContext().setReceiverLoopback(number());
                } else {
                    next("accept");
                    disembargo.getContext().initAccept(1);
                }
            }
            case "abort" -> exception(message.initAbort());
            case "unimplemented" -> message(message.initUnimplemented());
            case "provide" -> message.initProvide().setQuestionId(number());
            case "accept" -> message.initAccept().setQuestionId(number());
            case "join" -> message.initJoin().setQuestionId(number());
            case "thirdPartyAnswer" -> message.initThirdPartyAnswer().setAnswerId(5);
            case "obsoleteSave" -> message.initObsoleteSave();
            case "obsoleteDelete" -> message.initObsoleteDelete();
            default -> throw new IllegalArgumentException("no such message: " + kind);
        }
    }

    private void call(RpcProtocol.Call.Builder call) {
        call.setQuestionId(number());
        next("on");
        target(call.initTarget());
        call.setInterfaceId(TestObject.ID);
        next("method");
        call.setMethodId((short) number());
        next("number");
        payload(call.initParams(), Long.parseLong(next()));
        if (next("yourself")) {
            call.getSendResultsTo().setYourself(Void.VOID);
        }
        if (next("thirdParty")) {
            call.getSendResultsTo().initThirdParty();
        }
        call.setNoPromisePipelining(next("noPromisePipelining"));
        call.setOnlyPromisePipeline(next("onlyPromisePipeline"));
    }

    private void returned(RpcProtocol.Return.Builder message) {
        message.setAnswerId(number());
        switch (next()) {
            case "results" -> {
                if (next("capability")) {
                    RpcProtocol.Payload.Builder payload = message.initResults();
                    pointer(payload, 0);
                    table(payload);
                } else if (next("null")) {
                    table(message.initResults());
                } else {
                    next("number");
                    payload(message.initResults(), Long.parseLong(next()));
                }
            }
            case "exception" -> exception(message.initException());
            case "canceled" -> message.setCanceled(Void.VOID);
            case "elsewhere" -> message.setResultsSentElsewhere(Void.VOID);
            case "take" -> message.setTakeFromOtherQuestion(number());
            case "thirdParty" -> message.initAwaitFromThirdParty();
            default -> throw new IllegalArgumentException("no such return");
        }
        message.setNoFinishNeeded(next("noFinishNeeded"));
        message.setReleaseParamCaps(next("releaseParamCaps"));
    }

    private static void pointer(RpcProtocol.Payload.Builder payload, int index) {
        payload.getContent().getAs(new FromPointerBuilder<Boolean>() {
            @Override
            public Boolean fromPointerBuilder(SegmentBuilder segment, int pointer) {
                CapabilityPointer.write(segment, pointer, index);
                return true;
            }

            @Override
            public Boolean initFromPointerBuilder(SegmentBuilder segment, int pointer, int elementCount) {
                return fromPointerBuilder(segment, pointer);
            }
        });
    }

    private void payload(RpcProtocol.Payload.Builder payload, long number) {
        TestObject.ArgsBuilder args = payload.getContent().initAs(TestObject.ArgsBuilder.FACTORY);
        args.number(number);
        int count = table(payload);
        for (int i = 0; i < count && i < 3; i++) {
            args.capabilityIndex(i, i);
        }
    }

    private int table(RpcProtocol.Payload.Builder payload) {
        if (!next("caps")) {
            return 0;
        }
        int start = at;
        int count = 0;
        MessageText counter = this;
        while (counter.isDescriptor()) {
            counter.skipDescriptor();
            count++;
        }
        at = start;
        StructList.Builder<RpcProtocol.CapDescriptor.Builder> table = payload.initCapTable(count);
        for (int i = 0; i < count; i++) {
            descriptor(table.get(i));
        }
        return count;
    }

    private boolean isDescriptor() {
        return at < words.size()
                && List.of("none", "hosted", "promise", "yours", "answer", "vine")
                        .contains(words.get(at));
    }

    private void skipDescriptor() {
        if (!next("none")) {
            at += 2;
        }
    }

    private void descriptor(RpcProtocol.CapDescriptor.Builder descriptor) {
        switch (next()) {
            case "none" -> descriptor.setNone(Void.VOID);
            case "hosted" -> descriptor.setSenderHosted(number());
            case "promise" -> descriptor.setSenderPromise(number());
            case "yours" -> descriptor.setReceiverHosted(number());
            case "answer" -> answer(descriptor.initReceiverAnswer());
            case "vine" -> descriptor.initThirdPartyHosted().setVineId(number());
            default -> throw new IllegalArgumentException("no such descriptor");
        }
    }

    private void target(RpcProtocol.MessageTarget.Builder target) {
        if (next("import")) {
            target.setImportedCap(number());
        } else {
            next("answer");
            answer(target.initPromisedAnswer());
        }
    }

    private void answer(RpcProtocol.PromisedAnswer.Builder answer) {
        String[] parts = next().split("\\.", -1);
        answer.setQuestionId(Integer.parseUnsignedInt(parts[0]));
        StructList.Builder<RpcProtocol.PromisedAnswer.Op.Builder> ops = answer.initTransform(parts.length - 1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].equals("noop")) {
                ops.get(i - 1).setNoop(Void.VOID);
            } else {
                ops.get(i - 1).setGetPointerField((short) Integer.parseInt(parts[i]));
            }
        }
    }

    private void exception(RpcProtocol.Exception.Builder exception) {
        exception.setType(RpcProtocol.Exception.Type.valueOf(next().toUpperCase(Locale.ROOT)));
        exception.setReason(next());
        if (next("trace")) {
            exception.setTrace(next());
        }
    }

    // ---- message to text

    static String of(MessageArena message) {
        return of(message.root().getAs(RpcProtocol.Message.factory));
    }

    private static String of(RpcProtocol.Message.Reader message) {
        return switch (message.which()) {
            case BOOTSTRAP -> "bootstrap " + id(message.getBootstrap().getQuestionId());
            case CALL -> {
                RpcProtocol.Call.Reader call = message.getCall();
                yield "call " + id(call.getQuestionId()) + " on " + target(call.getTarget()) + " method "
                        + call.getMethodId() + " number "
                        + call.getParams()
                                .getContent()
                                .getAs(TestObject.Args.FACTORY)
                                .number()
                        + table(call.getParams())
                        + (call.getSendResultsTo().isYourself() ? " yourself" : "")
                        + (call.getSendResultsTo().isThirdParty() ? " thirdParty" : "")
                        + (call.getNoPromisePipelining() ? " noPromisePipelining" : "")
                        + (call.getOnlyPromisePipeline() ? " onlyPromisePipeline" : "");
            }
            case RETURN -> {
                RpcProtocol.Return.Reader returned = message.getReturn();
                yield "return " + id(returned.getAnswerId())
                        + outcome(returned)
                        + (returned.getNoFinishNeeded() ? " noFinishNeeded" : "")
                        + (returned.getReleaseParamCaps() ? " releaseParamCaps" : "");
            }
            case FINISH ->
                "finish " + id(message.getFinish().getQuestionId())
                        + (message.getFinish().getReleaseResultCaps() ? "" : " keepResultCaps")
                        + (message.getFinish().getRequireEarlyCancellationWorkaround() ? " workaround" : "");
            case RESOLVE ->
                "resolve " + id(message.getResolve().getPromiseId())
                        + (message.getResolve().isCap()
                                ? " to " + descriptor(message.getResolve().getCap())
                                : exception(message.getResolve().getException()));
            case RELEASE ->
                "release " + id(message.getRelease().getId()) + " count "
                        + id(message.getRelease().getReferenceCount());
            case DISEMBARGO -> {
                RpcProtocol.Disembargo.Reader disembargo = message.getDisembargo();
                yield "disembargo " + target(disembargo.getTarget())
                        + switch (disembargo.getContext().which()) {
                            case SENDER_LOOPBACK ->
                                " senderLoopback " + id(disembargo.getContext().getSenderLoopback());
                            case RECEIVER_LOOPBACK ->
                                " receiverLoopback "
                                        + id(disembargo.getContext().getReceiverLoopback());
                            default -> " accept";
                        };
            }
            case ABORT -> "abort" + exception(message.getAbort()).substring(" exception".length());
            case UNIMPLEMENTED -> "unimplemented " + of(message.getUnimplemented());
            case PROVIDE -> "provide " + id(message.getProvide().getQuestionId());
            case ACCEPT -> "accept " + id(message.getAccept().getQuestionId());
            case JOIN -> "join " + id(message.getJoin().getQuestionId());
            case THIRD_PARTY_ANSWER -> "thirdPartyAnswer";
            case OBSOLETE_SAVE -> "obsoleteSave";
            case OBSOLETE_DELETE -> "obsoleteDelete";
            default -> "unknown message";
        };
    }

    private static String outcome(RpcProtocol.Return.Reader returned) {
        return switch (returned.which()) {
            case RESULTS -> {
                AnyPointer.Reader content = returned.getResults().getContent();
                long word = content.getAs((segment, pointer, nesting) -> segment.get(pointer));
                String what = word == 0
                        ? "null"
                        : (word & 3) == 3
                                ? "capability"
                                : "number "
                                        + content.getAs(TestObject.Args.FACTORY).number();
                yield " results " + what + table(returned.getResults());
            }
            case EXCEPTION -> exception(returned.getException());
            case CANCELED -> " canceled";
            case RESULTS_SENT_ELSEWHERE -> " elsewhere";
            case TAKE_FROM_OTHER_QUESTION -> " take " + id(returned.getTakeFromOtherQuestion());
            case AWAIT_FROM_THIRD_PARTY -> " thirdParty";
            default -> " unknown";
        };
    }

    private static String table(RpcProtocol.Payload.Reader payload) {
        StringBuilder text = new StringBuilder();
        for (RpcProtocol.CapDescriptor.Reader descriptor : payload.getCapTable()) {
            text.append(text.length() == 0 ? " caps " : ", ").append(descriptor(descriptor));
        }
        return text.toString();
    }

    private static String descriptor(RpcProtocol.CapDescriptor.Reader descriptor) {
        return switch (descriptor.which()) {
            case NONE -> "none";
            case SENDER_HOSTED -> "hosted " + id(descriptor.getSenderHosted());
            case SENDER_PROMISE -> "promise " + id(descriptor.getSenderPromise());
            case RECEIVER_HOSTED -> "yours " + id(descriptor.getReceiverHosted());
            case RECEIVER_ANSWER -> "answer " + path(descriptor.getReceiverAnswer());
            case THIRD_PARTY_HOSTED ->
                "vine " + id(descriptor.getThirdPartyHosted().getVineId());
            default -> "unknown";
        };
    }

    private static String target(RpcProtocol.MessageTarget.Reader target) {
        return target.isImportedCap()
                ? "import " + id(target.getImportedCap())
                : "answer " + path(target.getPromisedAnswer());
    }

    private static String path(RpcProtocol.PromisedAnswer.Reader answer) {
        StringBuilder text = new StringBuilder(id(answer.getQuestionId()));
        for (RpcProtocol.PromisedAnswer.Op.Reader op : answer.getTransform()) {
            text.append('.').append(op.isNoop() ? "noop" : Short.toString(op.getGetPointerField()));
        }
        return text.toString();
    }

    private static String exception(RpcProtocol.Exception.Reader exception) {
        return " exception " + exception.getType().name().toLowerCase(Locale.ROOT) + " \""
                + exception.getReason() + "\""
                + (exception.hasTrace() ? " trace \"" + exception.getTrace() + "\"" : "");
    }

    private static String id(int id) {
        return Integer.toUnsignedString(id);
    }
}

package io.multiprocess.rpc;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

import static io.multiprocess.rpc.RpcSchema.ABORT;
import static io.multiprocess.rpc.RpcSchema.ACCEPT;
import static io.multiprocess.rpc.RpcSchema.BOOTSTRAP;
import static io.multiprocess.rpc.RpcSchema.CALL;
import static io.multiprocess.rpc.RpcSchema.DISEMBARGO;
import static io.multiprocess.rpc.RpcSchema.FINISH;
import static io.multiprocess.rpc.RpcSchema.JOIN;
import static io.multiprocess.rpc.RpcSchema.OBSOLETE_DELETE;
import static io.multiprocess.rpc.RpcSchema.OBSOLETE_SAVE;
import static io.multiprocess.rpc.RpcSchema.PROVIDE;
import static io.multiprocess.rpc.RpcSchema.RELEASE;
import static io.multiprocess.rpc.RpcSchema.RESOLVE;
import static io.multiprocess.rpc.RpcSchema.RETURN;
import static io.multiprocess.rpc.RpcSchema.THIRD_PARTY_ANSWER;
import static io.multiprocess.rpc.RpcSchema.UNIMPLEMENTED;

/** What rpc.capnp asks for, clause by clause, and the conversation that shows it; or why it is not there. */
final class ProtocolClauses {

    /**
     * One clause.
     *
     * @param field the field of rpc.capnp it is about, as {@code Struct.field}
     * @param says whether the vat says the message, rather than hears it
     * @param message the message's number
     * @param text what holds
     * @param script name of the conversation, or null if the clause is deferred
     */
    record Clause(
            String field,
            boolean says,
            int message,
            String text,
            @Nullable String script) {}

    static final List<Clause> ALL = new ArrayList<>();

    private ProtocolClauses() {}

    private static void hears(String field, int message, String text, String script) {
        ALL.add(new Clause(field, false, message, text, script));
    }

    private static void says(String field, int message, String text, String script) {
        ALL.add(new Clause(field, true, message, text, script));
    }

    private static void deferred(String field, String reason) {
        ALL.add(new Clause(field, false, -1, reason, null));
    }

    static {
        hears(
                "Message.unimplemented",
                UNIMPLEMENTED,
                "a refused call fails, its params are taken back",
                "refusedCallIsUndone");
        hears("Message.unimplemented", UNIMPLEMENTED, "a refused bootstrap fails", "refusedBootstrapIsUndone");
        hears(
                "Message.unimplemented",
                UNIMPLEMENTED,
                "the capability of a refused resolve is taken back",
                "refusedResolveIsUndone");
        hears(
                "Message.unimplemented",
                UNIMPLEMENTED,
                "a refused disembargo lifts the embargo",
                "refusedDisembargoLiftsTheEmbargo");
        hears(
                "Message.unimplemented",
                UNIMPLEMENTED,
                "what cannot be undone ends the connection",
                "refusedReturnCannotBeUndone");
        says("Message.unimplemented", UNIMPLEMENTED, "what is not supported is echoed", "provideIsRefused");
        hears("Message.abort", ABORT, "ends the connection; calls fail with its reason", "abortEndsTheConnection");
        says(
                "Message.abort",
                ABORT,
                "is the last message after an error of the peer",
                "abortIsSentForAnErrorOfThePeer");
        hears("Message.bootstrap", BOOTSTRAP, "is answered", "bootstrapIsAnsweredWithTheOfferedCapability");
        says("Message.bootstrap", BOOTSTRAP, "is asked", "bootstrapIsAskedAndReleased");
        hears("Message.call", CALL, "is delivered and answered", "callOnExport");
        says("Message.call", CALL, "is made", "callOnImport");
        hears("Message.return", RETURN, "completes the call", "callOnImport");
        says("Message.return", RETURN, "is sent once the call is over", "callOnExport");
        hears("Message.finish", FINISH, "ends the answer", "finishReleasesTheResultsCapabilities");
        says("Message.finish", FINISH, "is sent after the return", "callOnImport");
        hears("Message.resolve", RESOLVE, "turns a promise to its resolution", "resolveToAnotherCapabilityOfThePeer");
        says(
                "Message.resolve",
                RESOLVE,
                "is sent when a promise that the peer holds is resolved",
                "ourPromiseIsResolved");
        hears("Message.release", RELEASE, "lets go of an export", "bootstrapIsAnsweredWithTheOfferedCapability");
        says("Message.release", RELEASE, "is sent when nobody refers to an import", "bootstrapIsAskedAndReleased");
        hears(
                "Message.disembargo",
                DISEMBARGO,
                "is echoed behind the calls before it",
                "disembargoIsEchoedBehindTheCallsBeforeIt");
        says(
                "Message.disembargo",
                DISEMBARGO,
                "is sent when a called promise turns to an object of ours",
                "promiseThatTurnsToOursIsEmbargoed");
        hears("Message.obsoleteSave", OBSOLETE_SAVE, "is refused", "obsoleteSaveIsRefused");
        hears("Message.obsoleteDelete", OBSOLETE_DELETE, "is refused", "obsoleteDeleteIsRefused");
        hears("Message.provide", PROVIDE, "is refused (level 3)", "provideIsRefused");
        hears("Message.accept", ACCEPT, "is refused (level 3)", "acceptIsRefused");
        hears("Message.thirdPartyAnswer", THIRD_PARTY_ANSWER, "is refused (level 3)", "thirdPartyAnswerIsRefused");
        hears("Message.join", JOIN, "is refused (level 4)", "joinIsRefused");

        hears("Bootstrap.questionId", BOOTSTRAP, "names the answer", "bootstrapTwiceExportsTheSameId");
        hears("Bootstrap.questionId", BOOTSTRAP, "one in use ends the connection", "bootstrapIdInUse");
        hears(
                "Bootstrap.deprecatedObjectId",
                BOOTSTRAP,
                "is answered with an exception",
                "bootstrapWithObjectIdIsRefused");

        hears("Call.questionId", CALL, "names the answer; one in use ends the connection", "questionIdInUse");
        says("Call.questionId", CALL, "the lowest free one is used", "callOnImport");
        hears("Call.target", CALL, "an export", "callOnExport");
        hears("Call.target", CALL, "a place in results that are not there yet", "callOnAnswerWaitsForIt");
        says("Call.target", CALL, "a place in results that are not here yet", "pipelinedCallNamesThePlaceInTheResults");
        hears("Call.interfaceId", CALL, "chooses the interface", "callOnExport");
        hears("Call.methodId", CALL, "chooses the method", "callOnExport");
        deferred("Call.allowThirdPartyTailCall", "level 3; the hint is not needed to answer");
        hears(
                "Call.noPromisePipelining",
                CALL,
                "a failure then needs no finish",
                "failureWithoutPipeliningNeedsNoFinish");
        says("Call.noPromisePipelining", CALL, "is passed on", "callerPromisesNotToPipeline");
        hears(
                "Call.onlyPromisePipeline",
                CALL,
                "no return is sent; the hint is never given: who pipelines here also wants to learn of a failure, and calls"
                        + " go straight to the object once it is known",
                "callForPipeliningOnlyIsNotReturned");
        hears("Call.params", CALL, "are given to the object", "callOnExport");
        hears("Call.sendResultsTo", CALL, "says where the results go", "resultsAreTakenFromACallOfThePeer");
        hears("Call.caller", CALL, "the usual", "callOnExport");
        hears("Call.yourself", CALL, "the results stay here to be taken", "resultsAreTakenFromACallOfThePeer");
        says("Call.yourself", CALL, "a tail call to the peer leaves its results there", "tailCallToThePeerItself");
        hears("Call.thirdParty", CALL, "is refused (level 3)", "callWithResultsForAThirdPartyIsRefused");

        hears("Return.answerId", RETURN, "an unknown one ends the connection", "returnForUnknownQuestion");
        hears("Return.answerId", RETURN, "a second return ends the connection", "duplicateReturn");
        hears(
                "Return.releaseParamCaps",
                RETURN,
                "true takes the params' capabilities back",
                "returnReleasesTheParamsCapabilities");
        hears("Return.releaseParamCaps", RETURN, "false leaves them to the peer", "returnKeepsTheParamsCapabilities");
        hears("Return.noFinishNeeded", RETURN, "no finish is sent", "pipelinedCallNamesThePlaceInTheResults");
        says("Return.noFinishNeeded", RETURN, "is said of results without capabilities", "callOnExport");
        hears("Return.results", RETURN, "are the response", "callOnImport");
        hears("Return.results", RETURN, "capabilities in them are imported", "capabilitiesInResultsAreImported");
        hears("Return.exception", RETURN, "is the caller's failure", "returnOfFailureIsTheCallersFailure");
        says("Return.exception", RETURN, "is the object's failure", "failureIsReturnedWithItsTrace");
        hears("Return.canceled", RETURN, "ends a question that was given up", "returnOfCanceledAfterOurFinish");
        hears("Return.canceled", RETURN, "ends the connection if it was not", "returnFalselyCanceled");
        says("Return.canceled", RETURN, "answers an early finish", "finishBeforeReturnCancels");
        hears("Return.resultsSentElsewhere", RETURN, "ends a tail call", "tailCallToThePeerItself");
        hears(
                "Return.resultsSentElsewhere",
                RETURN,
                "ends the connection if it was none",
                "resultsElsewhereWithoutATailCall");
        says(
                "Return.resultsSentElsewhere",
                RETURN,
                "ends a call whose results stay here",
                "resultsAreTakenFromACallThatStillRuns");
        hears(
                "Return.takeFromOtherQuestion",
                RETURN,
                "takes the results of a call of the peer",
                "resultsAreTakenFromACallOfThePeer");
        hears(
                "Return.takeFromOtherQuestion",
                RETURN,
                "also before that is over",
                "resultsAreTakenFromACallThatStillRuns");
        hears("Return.takeFromOtherQuestion", RETURN, "an unknown call ends the connection", "takeFromAnUnknownCall");
        hears("Return.takeFromOtherQuestion", RETURN, "so does one that is not for it", "takeFromACallThatIsNotForIt");
        says(
                "Return.takeFromOtherQuestion",
                RETURN,
                "ends a call with a tail call to the peer",
                "tailCallToThePeerItself");
        hears(
                "Return.awaitFromThirdParty",
                RETURN,
                "is refused; the call fails (level 3)",
                "returnFromAThirdPartyIsRefused");

        hears("Finish.questionId", FINISH, "one that needed no finish is ignored", "finishWhereNoneIsNeededIsIgnored");
        hears("Finish.questionId", FINISH, "of a running call cancels it", "finishBeforeReturnCancels");
        says("Finish.questionId", FINISH, "of a call that was given up is sent at once", "callerGivesUp");
        hears(
                "Finish.releaseResultCaps",
                FINISH,
                "true takes the results' capabilities back",
                "finishReleasesTheResultsCapabilities");
        hears("Finish.releaseResultCaps", FINISH, "false leaves them to the peer", "finishKeepsTheResultsCapabilities");
        says("Finish.releaseResultCaps", FINISH, "false after a return, true before", "callerGivesUp");
        hears(
                "Finish.requireEarlyCancellationWorkaround",
                FINISH,
                "true lets the call be delivered first",
                "finishOfOldPeersLetsTheCallBeDelivered");
        hears(
                "Finish.requireEarlyCancellationWorkaround",
                FINISH,
                "false drops a call that was not delivered",
                "finishDropsACallThatIsNotDelivered");

        hears(
                "Resolve.promiseId",
                RESOLVE,
                "one that nobody holds: the resolution is released",
                "resolveOfAPromiseThatNobodyHoldsIsReleased");
        hears("Resolve.promiseId", RESOLVE, "one that is no promise ends the connection", "resolveOfWhatIsNoPromise");
        hears("Resolve.cap", RESOLVE, "another capability", "resolveToAnotherCapabilityOfThePeer");
        hears("Resolve.cap", RESOLVE, "another promise", "resolveToAnotherPromise");
        hears("Resolve.cap", RESOLVE, "itself breaks it", "resolveToItselfBreaksThePromise");
        hears("Resolve.cap", RESOLVE, "nothing ends the connection", "resolveToNothing");
        says("Resolve.cap", RESOLVE, "calls that waited go on", "callsOnOurPromiseWaitForIt");
        hears("Resolve.exception", RESOLVE, "breaks the promise", "resolveToException");
        says("Resolve.exception", RESOLVE, "a broken promise", "ourPromiseIsBroken");
        says(
                "Resolve.exception",
                RESOLVE,
                "a broken capability, right behind the message that has it",
                "brokenCapabilityIsAPromiseBrokenAtOnce");

        hears("Release.id", RELEASE, "an unknown one ends the connection", "releaseOfUnknownExport");
        hears(
                "Release.referenceCount",
                RELEASE,
                "more than there are ends the connection",
                "abortIsSentForAnErrorOfThePeer");
        says("Release.referenceCount", RELEASE, "all that was received, at once", "importsAreCountedAndReleasedAtOnce");

        hears(
                "Disembargo.target",
                DISEMBARGO,
                "one that is not the peer's ends the connection",
                "disembargoOfAnObjectOfOursIsAnError");
        hears("Disembargo.context", DISEMBARGO, "says what to do", "disembargoIsEchoedBehindTheCallsBeforeIt");
        hears("Disembargo.senderLoopback", DISEMBARGO, "is echoed", "disembargoIsEchoedBehindTheCallsBeforeIt");
        says("Disembargo.senderLoopback", DISEMBARGO, "after a resolve", "resolvedPromiseThatTurnsToOursIsEmbargoed");
        says("Disembargo.senderLoopback", DISEMBARGO, "after a return", "promiseThatTurnsToOursIsEmbargoed");
        hears("Disembargo.receiverLoopback", DISEMBARGO, "lifts the embargo", "promiseThatTurnsToOursIsEmbargoed");
        hears(
                "Disembargo.receiverLoopback",
                DISEMBARGO,
                "an unknown embargo ends the connection",
                "unknownEmbargoIsAnError");
        says("Disembargo.receiverLoopback", DISEMBARGO, "the echo", "disembargoIsEchoedBehindTheCallsBeforeIt");
        hears("Disembargo.accept", DISEMBARGO, "is refused (level 3)", "disembargoOfAnAcceptIsRefused");

        for (String field : List.of(
                "Provide.questionId",
                "Provide.target",
                "Provide.recipient",
                "Accept.questionId",
                "Accept.provision",
                "Accept.embargo",
                "ThirdPartyAnswer.completion",
                "ThirdPartyAnswer.answerId")) {
            deferred(field, "level 3; the message is refused as a whole");
        }
        for (String field : List.of("Join.questionId", "Join.target", "Join.keyPart")) {
            deferred(field, "level 4; the message is refused as a whole");
        }

        hears("MessageTarget.importedCap", CALL, "an unknown one ends the connection", "callOnUnknownExport");
        hears(
                "MessageTarget.promisedAnswer",
                CALL,
                "of a call that is over: the call fails",
                "callOnAnswerOfFinishedCallFails");
        hears("MessageTarget.promisedAnswer", CALL, "of a bootstrap", "callOnAnswerOfTheBootstrap");
        hears("Payload.content", CALL, "is not looked at by the protocol", "callOnExport");
        hears("Payload.capTable", CALL, "every kind of descriptor", "everyKindOfDescriptorIsUnderstood");
        says("Payload.capTable", CALL, "every kind of descriptor", "everyKindOfDescriptorIsSpoken");
        hears("CapDescriptor.none", CALL, "no capability", "everyKindOfDescriptorIsUnderstood");
        hears("CapDescriptor.senderHosted", CALL, "becomes an import", "everyKindOfDescriptorIsUnderstood");
        says("CapDescriptor.senderHosted", CALL, "the same object has the same id", "everyKindOfDescriptorIsSpoken");
        hears("CapDescriptor.senderPromise", CALL, "becomes a promise", "everyKindOfDescriptorIsUnderstood");
        says("CapDescriptor.senderPromise", CALL, "a promise of ours", "everyKindOfDescriptorIsSpoken");
        hears("CapDescriptor.receiverHosted", CALL, "is the object itself again", "everyKindOfDescriptorIsUnderstood");
        says("CapDescriptor.receiverHosted", CALL, "a capability of the peer's", "everyKindOfDescriptorIsSpoken");
        hears("CapDescriptor.receiverAnswer", CALL, "a place in results", "everyKindOfDescriptorIsUnderstood");
        says("CapDescriptor.receiverAnswer", CALL, "a place in results of the peer", "everyKindOfDescriptorIsSpoken");
        hears("CapDescriptor.thirdPartyHosted", CALL, "calls go through the vine", "everyKindOfDescriptorIsUnderstood");
        deferred(
                "CapDescriptor.attachedFd",
                "file descriptors are not passed with messages, as over TCP; the field is only a hint on such transports");
        hears("PromisedAnswer.questionId", CALL, "names the call", "callOnAnswerWaitsForIt");
        hears("PromisedAnswer.transform", CALL, "is followed", "callOnAnswerAfterItsReturn");
        hears("Op.noop", CALL, "is skipped", "noopInAPathIsSkipped");
        hears("Op.getPointerField", CALL, "is followed", "callOnAnswerAfterItsReturn");
        deferred("ThirdPartyCapDescriptor.id", "level 3; the vine is used");
        hears("ThirdPartyCapDescriptor.vineId", CALL, "is imported", "everyKindOfDescriptorIsUnderstood");

        hears("Exception.reason", RETURN, "is the failure's message", "returnOfFailureIsTheCallersFailure");
        hears("Exception.type", RETURN, "is the failure's kind", "returnOfFailureIsTheCallersFailure");
        deferred("Exception.obsoleteIsCallersFault", "obsolete");
        deferred("Exception.obsoleteDurability", "obsolete");
        hears("Exception.trace", RETURN, "is kept", "returnOfFailureIsTheCallersFailure");
        says("Exception.trace", RETURN, "is sent where an encoder is set", "failureIsReturnedWithItsTrace");
        deferred(
                "Exception.details",
                "a list that applications define among themselves; unknown details are to be ignored, so all of them are");
        deferred("Detail.detailId", "as Exception.details");
        deferred("Detail.data", "as Exception.details");
    }
}

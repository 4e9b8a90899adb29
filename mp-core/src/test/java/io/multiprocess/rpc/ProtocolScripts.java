package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.RpcException;

import java.util.LinkedHashMap;
import java.util.Map;

import static io.multiprocess.rpc.TestObject.call;
import static io.multiprocess.rpc.TestObject.complete;
import static io.multiprocess.rpc.TestObject.failure;
import static io.multiprocess.rpc.TestObject.results;
import static org.assertj.core.api.Assertions.assertThat;

/** The conversations that {@link ProtocolTest} holds. Each ends with nothing left over, or with an Abort. */
final class ProtocolScripts {

    interface Conversation {
        void hold(Script s);
    }

    static final Map<String, Conversation> ALL = new LinkedHashMap<>();

    private ProtocolScripts() {}

    private static void script(String name, Conversation conversation) {
        if (ALL.put(name, conversation) != null) {
            throw new IllegalStateException("two scripts named " + name);
        }
    }

    static {
        bootstrap();
        calls();
        returns();
        finishes();
        promises();
        embargoes();
        tailCalls();
        refusals();
        errors();
    }

    private static void bootstrap() {
        script("bootstrapIsAnsweredWithTheOfferedCapability", s -> {
            s.exportZero();
            s.endWithExportZero();
        });
        script("bootstrapIsAskedAndReleased", s -> {
            Capability root = s.importZero();
            assertThat(root.isUnresolvedPromise()).isFalse();
            s.endWith(root);
        });
        script("bootstrapWithObjectIdIsRefused", s -> {
            s.peer("bootstrap 0 objectId");
            s.vat("return 0 exception failed \"This vat only supports a bootstrap interface, not the old"
                    + " Cap'n-Proto-0.4-style named exports.\"");
            s.peer("finish 0");
            s.assertEmpty();
        });
        script("bootstrapTwiceExportsTheSameId", s -> {
            s.exportZero();
            s.peer("bootstrap 0");
            s.vat("return 0 results capability caps hosted 0");
            s.peer("finish 0 keepResultCaps");
            s.peer("release 0 count 2");
            s.assertEmpty();
        });
    }

    private static void calls() {
        script("callOnExport", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 0 number 7");
            s.vat("return 1 results number 7 noFinishNeeded");
            s.endWithExportZero();
        });
        script("callOnImport", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.ECHO, 5);
            s.vat("call 0 on import 0 method 0 number 5");
            s.peer("return 0 results number 6");
            s.vat("finish 0 keepResultCaps");
            assertThat(results(call).number()).isEqualTo(6);
            s.endWith(root);
        });
        script("callOnAnswerWaitsForIt", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 1 number 1");
            s.peer("call 2 on answer 1.0 method 0 number 2");
            s.peer("call 3 on answer 1.0 method 0 number 3");
            s.silence();
            TestObject target = new TestObject("target", s.loop);
            Capability capability = target.capability();
            complete(s.object.held.get(0), 9, capability);
            capability.release();
            s.vat("return 1 results number 9 caps hosted 1");
            s.vat("return 2 results number 2 noFinishNeeded");
            s.vat("return 3 results number 3 noFinishNeeded");
            assertThat(target.numbers).containsExactly(2L, 3L);
            s.peer("finish 1");
            assertThat(target.released).isTrue();
            s.endWithExportZero();
        });
        script("callOnAnswerAfterItsReturn", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 3 number 1");
            s.vat("return 1 results number 0 caps hosted 1");
            s.peer("call 2 on answer 1.0 method 0 number 2");
            s.vat("return 2 results number 2 noFinishNeeded");
            s.peer("finish 1");
            s.endWithExportZero();
        });
        script("callOnAnswerOfTheBootstrap", s -> {
            s.peerAtOnce("bootstrap 0", "call 1 on answer 0 method 0 number 2");
            s.vat("return 0 results capability caps hosted 0");
            s.vat("return 1 results number 2 noFinishNeeded");
            s.peer("finish 0");
            s.assertEmpty();
        });
        script("callOnAnswerOfFinishedCallFails", s -> {
            s.exportZero();
            s.peer("call 2 on answer 9.0 method 0 number 2");
            s.vat("return 2 exception failed \"" + RpcConnection.NOTHING_TO_PIPELINE + "\"");
            s.peer("finish 2");
            s.endWithExportZero();
        });
        script("noopInAPathIsSkipped", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 3 number 1");
            s.vat("return 1 results number 0 caps hosted 1");
            s.peer("call 2 on answer 1.noop.0.noop method 0 number 2");
            s.vat("return 2 results number 2 noFinishNeeded");
            s.peer("finish 1");
            s.endWithExportZero();
        });
        script("pipelinedCallNamesThePlaceInTheResults", s -> {
            Capability root = s.importZero();
            PendingCall make = call(root, TestObject.MAKE, 1);
            Capability made = make.pipelined(0);
            PendingCall inner = call(made, TestObject.ECHO, 2);
            s.vat("call 0 on import 0 method 3 number 1");
            s.vat("call 1 on answer 0.0 method 0 number 2");
            s.peer("return 0 results number 0 caps hosted 4");
            s.vat("finish 0 keepResultCaps");
            s.peer("return 1 results number 2");
            s.vat("finish 1 keepResultCaps");
            assertThat(results(inner).number()).isEqualTo(2);
            PendingCall later = call(made, TestObject.ECHO, 3);
            s.vat("call 0 on import 4 method 0 number 3");
            s.peer("return 0 results number 3 noFinishNeeded");
            assertThat(later.isDone()).isTrue();
            make.response().close();
            made.release();
            s.vat("release 4 count 1");
            s.endWith(root);
        });
        script("callerPromisesNotToPipeline", s -> {
            Capability root = s.importZero();
            OutgoingCall call = root.newCall(TestObject.ID, TestObject.ECHO, 0);
            call.params().initAs(TestObject.ArgsBuilder.FACTORY);
            call.noPromisePipelining();
            call.send();
            s.vat("call 0 on import 0 method 0 number 0 noPromisePipelining");
            s.peer("return 0 results null noFinishNeeded");
            s.endWith(root);
        });
        script("failureWithoutPipeliningNeedsNoFinish", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 2 number 7 noPromisePipelining");
            s.vat("return 1 exception overloaded \"as asked\" noFinishNeeded");
            s.endWithExportZero();
        });
        script("callForPipeliningOnlyIsNotReturned", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 3 number 7 onlyPromisePipeline");
            s.silence();
            s.peer("call 2 on answer 1.0 method 0 number 8");
            s.vat("return 2 results number 8 noFinishNeeded");
            s.peer("finish 1");
            assertThat(s.object.made.get(0).released).isTrue();
            s.endWithExportZero();
        });
        script("everyKindOfDescriptorIsUnderstood", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 1 number 1 caps hosted 5, promise 6, vine 7");
            s.peer("call 2 on import 0 method 1 number 2 caps yours 0, answer 1.0, none");
            assertThat(s.object.numbers).containsExactly(1L, 2L);
            TestObject.Args second = s.object.held.get(1).params().getAs(TestObject.Args.FACTORY);
            assertThat(second.capability(0).localServer()).isSameAs(s.object);
            assertThat(second.capability(1).isUnresolvedPromise()).isTrue();
            CallContext first = s.object.held.get(0);
            assertThat(s.vat.rpc.stats().imports()).isEqualTo(3);
            complete(first, 0, first.params().getAs(TestObject.Args.FACTORY).capability(0));
            s.vat("return 1 results number 0 caps yours 5");
            s.vat("release 6 count 1");
            s.vat("release 7 count 1");
            complete(s.object.held.get(1), 0);
            s.vat("return 2 results number 0 noFinishNeeded");
            s.peer("finish 1");
            s.vat("release 5 count 1");
            s.endWithExportZero();
        });
        script("everyKindOfDescriptorIsSpoken", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            Promise promise = new Promise();
            PendingCall make = call(root, TestObject.MAKE, 1);
            Capability made = make.pipelined(0);
            s.vat("call 0 on import 0 method 3 number 1");
            call(root, TestObject.ECHO, 2, capability, promise, made);
            s.vat("call 1 on import 0 method 0 number 2 caps hosted 0, promise 1, answer 0.0");
            call(root, TestObject.ECHO, 3, root, capability);
            s.vat("call 2 on import 0 method 0 number 3 caps yours 0, hosted 0");
            s.peer("return 2 results null noFinishNeeded releaseParamCaps");
            s.peer("return 1 results null noFinishNeeded releaseParamCaps");
            s.peer("return 0 results null noFinishNeeded");
            capability.release();
            promise.release();
            made.release();
            root.release();
            s.vat("release 0 count 1");
            assertThat(mine.released).isTrue();
            s.assertEmpty();
        });
    }

    private static void returns() {
        script("returnReleasesTheParamsCapabilities", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            call(root, TestObject.PUT, 1, capability);
            capability.release();
            s.vat("call 0 on import 0 method 5 number 1 caps hosted 0");
            s.peer("return 0 results null noFinishNeeded releaseParamCaps");
            s.silence();
            assertThat(mine.released).isTrue();
            s.endWith(root);
        });
        script("returnKeepsTheParamsCapabilities", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            call(root, TestObject.PUT, 1, capability);
            capability.release();
            s.vat("call 0 on import 0 method 5 number 1 caps hosted 0");
            s.peer("return 0 results null noFinishNeeded");
            s.silence();
            assertThat(mine.released).isFalse();
            s.peer("release 0 count 1");
            assertThat(mine.released).isTrue();
            s.endWith(root);
        });
        script("returnOfFailureIsTheCallersFailure", s -> {
            Capability root = s.importZero();
            for (RpcException.Kind kind : RpcException.Kind.values()) {
                PendingCall call = call(root, TestObject.ECHO, 1);
                s.vat("call 0 on import 0 method 0 number 1");
                s.peer("return 0 exception " + kind.name().toLowerCase(java.util.Locale.ROOT)
                        + " \"reason\" trace \"at far.Away\"");
                s.vat("finish 0 keepResultCaps");
                assertThat(failure(call).kind()).isEqualTo(kind);
                assertThat(failure(call)).hasMessage("reason");
                assertThat(failure(call).remoteTrace()).isEqualTo("at far.Away");
            }
            s.endWith(root);
        });
        script("failureIsReturnedWithItsTrace", s -> {
            s.vat.rpc.traceEncoder(reason -> "at home.Here");
            s.exportZero();
            s.peer("call 1 on import 0 method 2 number 1");
            s.vat("return 1 exception overloaded \"as asked\" trace \"at home.Here\"");
            s.peer("finish 1");
            s.endWithExportZero();
        });
        script("returnOfCanceledAfterOurFinish", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.HOLD, 1);
            s.vat("call 0 on import 0 method 1 number 1");
            call.cancel();
            s.vat("finish 0");
            s.peer("return 0 canceled");
            s.endWith(root);
        });
        script("capabilitiesInResultsAreImported", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.MAKE, 1);
            s.vat("call 0 on import 0 method 3 number 1");
            s.peer("return 0 results number 1 caps hosted 3, hosted 3");
            s.vat("finish 0 keepResultCaps");
            assertThat(results(call).capability(0)).isSameAs(results(call).capability(1));
            call.response().close();
            s.vat("release 3 count 2");
            s.endWith(root);
        });
        script("brokenCapabilityIsAPromiseBrokenAtOnce", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 1 number 1");
            Capability broken = Capability.broken(RpcException.failed("gone"));
            complete(s.object.held.get(0), 0, broken);
            broken.release();
            s.vat("return 1 results number 0 caps promise 1");
            s.vat("resolve 1 exception failed \"gone\"");
            s.peer("finish 1");
            s.endWithExportZero();
        });
    }

    private static void finishes() {
        script("finishReleasesTheResultsCapabilities", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 3 number 1");
            s.vat("return 1 results number 0 caps hosted 1");
            s.peer("finish 1");
            assertThat(s.object.made.get(0).released).isTrue();
            s.endWithExportZero();
        });
        script("finishKeepsTheResultsCapabilities", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 3 number 1");
            s.vat("return 1 results number 0 caps hosted 1");
            s.peer("finish 1 keepResultCaps");
            assertThat(s.object.made.get(0).released).isFalse();
            s.peer("release 1 count 1");
            assertThat(s.object.made.get(0).released).isTrue();
            s.endWithExportZero();
        });
        script("finishBeforeReturnCancels", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 1 number 1");
            s.peer("finish 1");
            s.vat("return 1 canceled");
            CallContext context = s.object.held.get(0);
            assertThat(context.isCancelled()).isTrue();
            context.complete();
            s.endWithExportZero();
        });
        script("finishDropsACallThatIsNotDelivered", s -> {
            s.exportZero();
            s.peerAtOnce("call 1 on import 0 method 0 number 1", "finish 1");
            s.vat("return 1 canceled");
            assertThat(s.object.numbers).isEmpty();
            s.endWithExportZero();
        });
        script("finishOfOldPeersLetsTheCallBeDelivered", s -> {
            s.exportZero();
            s.peerAtOnce("call 1 on import 0 method 0 number 1", "finish 1 workaround");
            s.vat("return 1 canceled");
            assertThat(s.object.numbers).containsExactly(1L);
            s.endWithExportZero();
        });
        script("finishWhereNoneIsNeededIsIgnored", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 0 number 1");
            s.vat("return 1 results number 1 noFinishNeeded");
            s.peer("finish 1");
            s.peer("call 1 on import 0 method 3 number 2");
            s.vat("return 1 results number 0 caps hosted 1");
            s.peer("finish 1");
            s.endWithExportZero();
        });
        script("callerGivesUp", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.MAKE, 1);
            s.vat("call 0 on import 0 method 3 number 1");
            call.cancel();
            s.vat("finish 0");
            assertThat(failure(call)).hasMessage("Call was cancelled.");
            s.peer("return 0 results number 1 caps hosted 3");
            s.silence();
            s.endWith(root);
        });
    }

    private static void promises() {
        script("resolveToAnotherCapabilityOfThePeer", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            PendingCall before = call(s.object.kept(), TestObject.ECHO, 1);
            s.vat("call 0 on import 3 method 0 number 1");
            s.peer("resolve 3 to hosted 4");
            s.vat("release 3 count 1");
            PendingCall after = call(s.object.kept(), TestObject.ECHO, 2);
            s.vat("call 1 on import 4 method 0 number 2");
            s.peer("return 0 results null noFinishNeeded");
            s.peer("return 1 results null noFinishNeeded");
            assertThat(before.isDone() && after.isDone()).isTrue();
            s.object.dropKept();
            s.vat("release 4 count 1");
            s.endWithExportZero();
        });
        script("resolveToAnotherPromise", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("resolve 3 to promise 4");
            s.vat("release 3 count 1");
            s.peer("resolve 4 to hosted 5");
            s.vat("release 4 count 1");
            call(s.object.kept(), TestObject.ECHO, 2);
            s.vat("call 0 on import 5 method 0 number 2");
            s.peer("return 0 results null noFinishNeeded");
            s.object.dropKept();
            s.vat("release 5 count 1");
            s.endWithExportZero();
        });
        script("resolveToException", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("resolve 3 exception failed \"no such thing\"");
            s.vat("release 3 count 1");
            PendingCall call = call(s.object.kept(), TestObject.ECHO, 2);
            assertThat(failure(call)).hasMessage("no such thing");
            s.object.dropKept();
            s.endWithExportZero();
        });
        script("resolveOfAPromiseThatNobodyHoldsIsReleased", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            s.object.dropKept();
            s.vat("release 3 count 1");
            s.peer("resolve 3 to hosted 4");
            s.vat("release 4 count 1");
            s.endWithExportZero();
        });
        script("ourPromiseIsResolved", s -> {
            Capability root = s.importZero();
            Promise promise = new Promise();
            call(root, TestObject.PUT, 1, promise);
            s.vat("call 0 on import 0 method 5 number 1 caps promise 0");
            s.peer("return 0 results null noFinishNeeded");
            TestObject mine = new TestObject("mine", s.loop);
            promise.resolve(mine.capability());
            s.vat("resolve 0 to hosted 1");
            s.peer("release 0 count 1");
            s.peer("call 1 on import 1 method 0 number 4");
            s.vat("return 1 results number 4 noFinishNeeded");
            s.peer("release 1 count 1");
            promise.release();
            s.silence();
            assertThat(mine.released).isTrue();
            s.endWith(root);
        });
        script("callsOnOurPromiseWaitForIt", s -> {
            Capability root = s.importZero();
            Promise promise = new Promise();
            call(root, TestObject.PUT, 1, promise);
            s.vat("call 0 on import 0 method 5 number 1 caps promise 0");
            s.peer("return 0 results null noFinishNeeded");
            s.peer("call 1 on import 0 method 0 number 4");
            s.silence();
            TestObject mine = new TestObject("mine", s.loop);
            promise.resolve(mine.capability());
            s.vat("resolve 0 to hosted 1");
            s.vat("return 1 results number 4 noFinishNeeded");
            s.peer("release 0 count 1");
            s.peer("release 1 count 1");
            promise.release();
            s.endWith(root);
        });
        script("ourPromiseIsBroken", s -> {
            Capability root = s.importZero();
            Promise promise = new Promise();
            call(root, TestObject.PUT, 1, promise);
            s.vat("call 0 on import 0 method 5 number 1 caps promise 0");
            promise.fail(RpcException.failed("no such thing"));
            s.vat("resolve 0 exception failed \"no such thing\"");
            s.peer("return 0 results null noFinishNeeded releaseParamCaps");
            promise.release();
            s.endWith(root);
        });
        script("importsAreCountedAndReleasedAtOnce", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps hosted 3");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("call 1 on import 0 method 0 number 1 caps hosted 3, hosted 3");
            s.vat("return 1 results number 1 caps yours 3, yours 3");
            s.peer("finish 1");
            s.silence();
            s.object.dropKept();
            s.vat("release 3 count 3");
            s.endWithExportZero();
        });
    }

    private static void embargoes() {
        script("promiseThatTurnsToOursIsEmbargoed", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            PendingCall get = call(root, TestObject.GET, 0, capability);
            Capability promised = get.pipelined(0);
            call(promised, TestObject.ECHO, 1);
            s.vat("call 0 on import 0 method 6 number 0 caps hosted 0");
            s.vat("call 1 on answer 0.0 method 0 number 1");
            s.peer("return 0 results number 0 caps yours 0");
            s.vat("disembargo answer 0.0 senderLoopback 0");
            call(promised, TestObject.ECHO, 2);
            s.vat("finish 0 keepResultCaps");
            s.silence();
            s.peer("call 0 on import 0 method 0 number 1 yourself");
            s.vat("return 0 elsewhere");
            s.peer("return 1 take 0");
            s.vat("finish 1 keepResultCaps");
            assertThat(mine.numbers).containsExactly(1L);
            s.peer("disembargo import 0 receiverLoopback 0");
            s.silence();
            assertThat(mine.numbers).containsExactly(1L, 2L);
            s.peer("finish 0");
            s.peer("release 0 count 1");
            get.response().close();
            promised.release();
            capability.release();
            root.release();
            s.vat("release 0 count 1");
            assertThat(mine.released).isTrue();
            s.assertEmpty();
        });
        script("resolvedPromiseThatTurnsToOursIsEmbargoed", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            call(s.object.kept(), TestObject.ECHO, 10);
            s.vat("call 0 on import 3 method 0 number 10");
            s.peer("resolve 3 to yours 0");
            s.vat("disembargo import 3 senderLoopback 0");
            s.vat("release 3 count 1");
            call(s.object.kept(), TestObject.ECHO, 11);
            s.silence();
            s.peer("call 2 on import 0 method 0 number 10");
            s.vat("return 2 results number 10 noFinishNeeded");
            s.peer("disembargo import 0 receiverLoopback 0");
            s.silence();
            assertThat(s.object.numbers).containsExactly(1L, 10L, 11L);
            s.peer("return 0 results null noFinishNeeded");
            s.object.dropKept();
            s.endWithExportZero();
        });
        script("promiseThatWasNotCalledNeedsNoEmbargo", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("resolve 3 to yours 0");
            s.vat("release 3 count 1");
            call(s.object.kept(), TestObject.ECHO, 11);
            s.silence();
            assertThat(s.object.numbers).containsExactly(1L, 11L);
            s.object.dropKept();
            s.endWithExportZero();
        });
        script("disembargoIsEchoedBehindTheCallsBeforeIt", s -> {
            // Our promise, which the peer has called, turns out to be the peer's own object.
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps hosted 7");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("call 2 on import 0 method 1 number 2");
            s.peer("call 3 on answer 2.0 method 0 number 3");
            complete(s.object.held.get(0), 0, s.object.kept());
            s.vat("return 2 results number 0 caps yours 7");
            s.vat("call 0 on import 7 method 0 number 3 yourself");
            s.vat("return 3 take 0");
            s.peer("disembargo answer 2.0 senderLoopback 5");
            s.vat("disembargo import 7 receiverLoopback 5");
            s.peer("finish 2 keepResultCaps");
            s.peer("return 0 elsewhere");
            s.peer("finish 3");
            s.vat("finish 0 keepResultCaps");
            s.object.dropKept();
            s.vat("release 7 count 1");
            s.endWithExportZero();
        });
        script("disembargoOfAnObjectOfOursIsAnError", s -> {
            s.exportZero();
            s.peer("disembargo import 0 senderLoopback 5");
            s.assertAborted("does not point back to the sender");
        });
        script("unknownEmbargoIsAnError", s -> {
            s.exportZero();
            s.peer("disembargo import 0 receiverLoopback 5");
            s.assertAborted("invalid embargo ID 5");
        });
    }

    private static void tailCalls() {
        script("tailCallToThePeerItself", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 4 number 6 caps hosted 5");
            s.vat("call 0 on import 5 method 0 number 6 yourself");
            s.vat("return 1 take 0");
            s.vat("release 5 count 1");
            s.peer("call 2 on answer 1.0 method 0 number 7");
            s.vat("call 1 on answer 0.0 method 0 number 7 yourself");
            s.vat("return 2 take 1");
            s.peer("return 0 elsewhere");
            s.peer("return 1 elsewhere");
            s.peer("finish 2");
            s.vat("finish 1 keepResultCaps");
            s.peer("finish 1");
            s.vat("finish 0 keepResultCaps");
            s.endWithExportZero();
        });
        script("resultsAreTakenFromACallOfThePeer", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            PendingCall call = call(root, TestObject.TAIL, 8, capability);
            s.vat("call 0 on import 0 method 4 number 8 caps hosted 0");
            s.peer("call 3 on import 0 method 0 number 8 yourself");
            s.vat("return 3 elsewhere");
            s.peer("return 0 take 3");
            s.vat("finish 0 keepResultCaps");
            assertThat(results(call).number()).isEqualTo(8);
            s.peer("finish 3");
            s.peer("release 0 count 1");
            capability.release();
            s.endWith(root);
        });
        script("resultsAreTakenFromACallThatStillRuns", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            PendingCall call = call(root, TestObject.TAIL, 8, capability);
            s.vat("call 0 on import 0 method 4 number 8 caps hosted 0");
            s.peer("call 3 on import 0 method 1 number 8 yourself");
            s.peer("return 0 take 3");
            s.silence();
            assertThat(call.isDone()).isFalse();
            complete(mine.held.get(0), 9);
            s.vat("return 3 elsewhere");
            s.vat("finish 0 keepResultCaps");
            assertThat(results(call).number()).isEqualTo(9);
            s.peer("finish 3");
            s.peer("release 0 count 1");
            capability.release();
            s.endWith(root);
        });
    }

    private static void refusals() {
        for (String message :
                new String[] {"provide 3", "accept 3", "join 3", "thirdPartyAnswer", "obsoleteSave", "obsoleteDelete"
                }) {
            script(message.replaceFirst(" .*", "") + "IsRefused", s -> {
                s.peer(message);
                s.vat("unimplemented " + message);
                s.assertEmpty();
            });
        }
        script("callWithResultsForAThirdPartyIsRefused", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 0 number 1 thirdParty");
            s.vat("unimplemented call 1 on import 0 method 0 number 1 thirdParty");
            s.endWithExportZero();
        });
        script("returnFromAThirdPartyIsRefused", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.ECHO, 1);
            s.vat("call 0 on import 0 method 0 number 1");
            s.peer("return 0 thirdParty");
            s.vat("unimplemented return 0 thirdParty");
            s.vat("finish 0 keepResultCaps");
            assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.UNIMPLEMENTED);
            s.endWith(root);
        });
        script("disembargoOfAnAcceptIsRefused", s -> {
            s.exportZero();
            s.peer("disembargo import 0 accept");
            s.vat("unimplemented disembargo import 0 accept");
            s.endWithExportZero();
        });
        script("refusedCallIsUndone", s -> {
            Capability root = s.importZero();
            TestObject mine = new TestObject("mine", s.loop);
            Capability capability = mine.capability();
            PendingCall call = call(root, TestObject.ECHO, 1, capability);
            capability.release();
            s.vat("call 0 on import 0 method 0 number 1 caps hosted 0");
            s.peer("unimplemented call 0 on import 0 method 0 number 1 caps hosted 0");
            s.silence();
            assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.UNIMPLEMENTED);
            assertThat(mine.released).isTrue();
            s.endWith(root);
        });
        script("refusedBootstrapIsUndone", s -> {
            Capability root = s.vat.rpc.bootstrap();
            s.vat("bootstrap 0");
            s.peer("unimplemented bootstrap 0");
            PendingCall call = call(root, TestObject.ECHO, 1);
            assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.UNIMPLEMENTED);
            root.release();
            s.assertEmpty();
        });
        script("refusedResolveIsUndone", s -> {
            Capability root = s.importZero();
            Promise promise = new Promise();
            call(root, TestObject.PUT, 1, promise);
            s.vat("call 0 on import 0 method 5 number 1 caps promise 0");
            s.peer("return 0 results null noFinishNeeded releaseParamCaps");
            call(root, TestObject.PUT, 1, promise);
            s.vat("call 0 on import 0 method 5 number 1 caps promise 0");
            TestObject mine = new TestObject("mine", s.loop);
            promise.resolve(mine.capability());
            s.vat("resolve 0 to hosted 1");
            s.peer("unimplemented resolve 0 to hosted 1");
            s.peer("return 0 results null noFinishNeeded releaseParamCaps");
            promise.release();
            s.silence();
            assertThat(mine.released).isTrue();
            s.endWith(root);
        });
        script("refusedDisembargoLiftsTheEmbargo", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            call(s.object.kept(), TestObject.ECHO, 10);
            s.vat("call 0 on import 3 method 0 number 10");
            s.peer("resolve 3 to yours 0");
            s.vat("disembargo import 3 senderLoopback 0");
            s.vat("release 3 count 1");
            call(s.object.kept(), TestObject.ECHO, 11);
            s.peer("unimplemented disembargo import 3 senderLoopback 0");
            s.silence();
            assertThat(s.object.numbers).containsExactly(1L, 11L);
            s.peer("return 0 exception unimplemented \"level 0\"");
            s.vat("finish 0 keepResultCaps");
            s.object.dropKept();
            s.endWithExportZero();
        });
        script("refusedReturnCannotBeUndone", s -> {
            s.peer("unimplemented return 0 canceled");
            s.assertAborted("Return");
        });
    }

    private static void errors() {
        script("abortEndsTheConnection", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.HOLD, 1);
            s.vat("call 0 on import 0 method 1 number 1");
            s.peer("abort overloaded \"too much\"");
            s.silence();
            assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.OVERLOADED);
            assertThat(failure(call)).hasMessageContaining("too much");
            assertThat(s.vat.closed).isNotNull();
            root.release();
            s.vat.settle();
            assertThat(s.vat.rpc.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0));
        });
        script("abortIsSentForAnErrorOfThePeer", s -> {
            s.exportZero();
            s.peer("release 0 count 2");
            s.assertAborted("below zero");
        });
        error("releaseOfUnknownExport", "invalid export ID 9", "release 9 count 1");
        error("callOnUnknownExport", "not a current export ID: 9", "call 1 on import 9 method 0 number 1");
        error(
                "questionIdInUse",
                "questionId 1 is already in use",
                "call 1 on import 0 method 1 number 1",
                "call 1 on import 0 method 1 number 1");
        error("bootstrapIdInUse", "already in use", "call 1 on import 0 method 1 number 1", "bootstrap 1");
        error("returnForUnknownQuestion", "Invalid question ID 4", "return 4 canceled");
        script("duplicateReturn", s -> {
            Capability root = s.importZero();
            PendingCall call = call(root, TestObject.MAKE, 1);
            Capability made = call.pipelined(0);
            s.vat("call 0 on import 0 method 3 number 1");
            s.peer("return 0 results number 1 caps hosted 3");
            s.vat("finish 0 keepResultCaps");
            s.peer("return 0 canceled");
            s.assertAborted("Invalid question ID 0");
            made.release();
            root.release();
        });
        script("returnFalselyCanceled", s -> {
            Capability root = s.importZero();
            call(root, TestObject.MAKE, 1);
            s.vat("call 0 on import 0 method 3 number 1");
            s.peer("return 0 canceled");
            s.assertAborted("falsely claims");
            root.release();
        });
        script("takeFromAnUnknownCall", s -> {
            Capability root = s.importZero();
            call(root, TestObject.MAKE, 1);
            s.vat("call 0 on import 0 method 3 number 1");
            s.peer("return 0 take 7");
            s.assertAborted("invalid answer ID 7");
            root.release();
        });
        script("takeFromACallThatIsNotForIt", s -> {
            Capability root = s.importZero();
            s.exportZero();
            call(root, TestObject.MAKE, 1);
            s.vat("call 0 on import 0 method 3 number 1");
            s.peer("call 7 on import 0 method 1 number 1");
            s.peer("return 0 take 7");
            s.assertAborted("not to be taken");
            root.release();
        });
        script("resultsElsewhereWithoutATailCall", s -> {
            Capability root = s.importZero();
            call(root, TestObject.MAKE, 1);
            s.vat("call 0 on import 0 method 3 number 1");
            s.peer("return 0 elsewhere");
            s.assertAborted("not a tail call");
            root.release();
        });
        script("resolveOfWhatIsNoPromise", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps hosted 3");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("resolve 3 to hosted 4");
            s.assertAborted("non-promise import 3");
            s.object.dropKept();
        });
        script("resolveToItselfBreaksThePromise", s -> {
            s.exportZero();
            s.peer("call 1 on import 0 method 5 number 1 caps promise 3");
            s.vat("return 1 results null noFinishNeeded");
            s.peer("resolve 3 to promise 3");
            PendingCall call = call(s.object.kept(), TestObject.ECHO, 1);
            s.vat("release 3 count 2");
            assertThat(failure(call)).hasMessage("Promise was resolved to itself.");
            s.object.dropKept();
            s.endWithExportZero();
        });
        error("resolveToNothing", "CapDescriptor.none", "resolve 3 to none");
    }

    private static void error(String name, String reason, String... lines) {
        script(name, s -> {
            s.exportZero();
            for (String line : lines) {
                s.peer(line);
            }
            s.assertAborted(reason);
        });
    }
}

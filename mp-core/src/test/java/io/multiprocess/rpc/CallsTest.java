package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.RpcException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import static io.multiprocess.rpc.TestObject.call;
import static io.multiprocess.rpc.TestObject.complete;
import static io.multiprocess.rpc.TestObject.failure;
import static io.multiprocess.rpc.TestObject.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two vats and what users of capabilities see. */
class CallsTest {

    private final MemoryVat.Loop serverLoop = new MemoryVat.Loop();
    private final TestObject server = new TestObject("server", serverLoop);
    private MemoryPair pair;
    private Capability root;

    @BeforeEach
    void connect() {
        MemoryVat left = new MemoryVat("left", new MemoryVat.Loop(), RpcLimits.DEFAULT, null);
        MemoryVat right = new MemoryVat("right", serverLoop, RpcLimits.DEFAULT, server.capability());
        pair = new MemoryPair(left, right);
        root = left.rpc.bootstrap();
    }

    @AfterEach
    void nothingIsLeft() {
        if (pair.left.closed == null) {
            if (!root.isReleased()) {
                root.release();
            }
            server.dropKept();
            pair.assertEmpty();
        }
    }

    @Test
    void callBeforeBootstrapReturned() {
        PendingCall call = call(root, TestObject.ECHO, 42);
        assertThat(call.isDone()).isFalse();

        pair.run();

        assertThat(results(call).number()).isEqualTo(42);
        assertThat(server.numbers).containsExactly(42L);
    }

    @Test
    void callOnImport() {
        pair.run();
        assertThat(root.isUnresolvedPromise()).isFalse();

        PendingCall call = call(root, TestObject.ECHO, 7);
        pair.run();

        assertThat(results(call).number()).isEqualTo(7);
    }

    @Test
    void failureCarriesKindAndReason() {
        PendingCall call = call(root, TestObject.FAIL, 0);
        pair.run();

        assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.OVERLOADED);
        assertThatThrownBy(call::response).isInstanceOf(RpcException.class).hasMessage("as asked");
    }

    @Test
    void exceptionOfTheObjectIsFailed() {
        PendingCall call = call(root, TestObject.THROW, 0);
        pair.run();

        assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.FAILED);
        assertThat(call.failure()).hasMessage("thrown by the object");
    }

    @Test
    void unknownMethodIsUnimplemented() {
        PendingCall call = call(root, 99, 0);
        pair.run();

        assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.UNIMPLEMENTED);
    }

    @Test
    void callsOnPromisedResults() {
        PendingCall made = call(root, TestObject.MAKE, 1);
        Capability child = made.pipelined(0);
        PendingCall first = call(child, TestObject.ECHO, 2);
        pair.run();
        PendingCall second = call(child, TestObject.ECHO, 3);
        pair.run();

        assertThat(results(first).number()).isEqualTo(2);
        assertThat(results(second).number()).isEqualTo(3);
        assertThat(server.made.get(0).numbers).containsExactly(2L, 3L);

        child.release();
        made.response().close();
        pair.run();
        assertThat(server.made.get(0).released).isTrue();
    }

    @Test
    void pipelinedCallsWaitForTheResultsInOrder() {
        PendingCall outer = call(root, TestObject.HOLD, 1);
        Capability promised = outer.pipelined(0);
        List<PendingCall> calls = List.of(
                call(promised, TestObject.ECHO, 1),
                call(promised, TestObject.ECHO, 2),
                call(promised, TestObject.ECHO, 3));
        pair.run();
        TestObject target = new TestObject("target", serverLoop);
        Capability capability = target.capability();

        complete(server.held.get(0), 0, capability);
        capability.release();
        pair.run();

        assertThat(target.numbers).containsExactly(1L, 2L, 3L);
        assertThat(calls).allMatch(PendingCall::isDone);
        promised.release();
        outer.response().close();
        pair.run();
        assertThat(target.released).isTrue();
    }

    @Test
    void pipelinedOnFailedCallFailsWithItsReason() {
        PendingCall outer = call(root, TestObject.FAIL, 1);
        Capability promised = outer.pipelined(0);
        PendingCall inner = call(promised, TestObject.ECHO, 1);
        pair.run();

        assertThat(inner.failure()).hasMessage("as asked");
        promised.release();
    }

    @Test
    void pipelinedWhereThereIsNoCapability() {
        PendingCall outer = call(root, TestObject.ECHO, 1);
        Capability promised = outer.pipelined(0);
        PendingCall inner = call(promised, TestObject.ECHO, 1);
        pair.run();

        assertThat(inner.failure()).isNotNull();
        promised.release();
    }

    @Test
    void whoWaitsForATurnInAStreamLearnsThatTheConnectionEnded() {
        pair.run();
        List<PendingCall> turns = new ArrayList<>();
        do {
            OutgoingCall call = root.newCall(TestObject.ID, TestObject.HOLD, 8);
            call.params().initAs(TestObject.ArgsBuilder.FACTORY).number(1);
            turns.add(call.sendStreaming());
        } while (turns.get(turns.size() - 1).isDone());
        pair.left.disconnect("gone");
        pair.left.settle();
        assertThat(failure(turns.get(turns.size() - 1)).kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
    }

    @Test
    void aResponseBelongsToCancelOrToWhoTakesIt() {
        PendingCall made = call(root, TestObject.MAKE, 1);
        pair.run();
        made.cancel();
        assertThatThrownBy(made::response).hasMessage("Call was cancelled.");
        pair.run();
        assertThat(server.made.get(0).released).isTrue();

        PendingCall other = call(root, TestObject.MAKE, 1);
        pair.run();
        Response taken = other.response();
        other.cancel();
        pair.run();
        assertThat(server.made.get(1).released).isFalse();
        taken.close();
        pair.run();
        assertThat(server.made.get(1).released).isTrue();
    }

    @Test
    void capabilityKeepsItsIdentityThereAndBack() {
        TestObject mine = new TestObject("mine", pair.left.loop);
        Capability capability = mine.capability();
        PendingCall echo = call(root, TestObject.ECHO, 0, capability, capability);
        pair.run();

        assertThat(results(echo).capability(0)).isSameAs(capability);
        assertThat(results(echo).capability(1)).isSameAs(capability);
        echo.response().close();
        capability.release();
        pair.run();
        assertThat(mine.released).isTrue();
    }

    @Test
    void sameRemoteObjectIsTheSameCapability() {
        PendingCall put = call(root, TestObject.MAKE, 0);
        pair.run();
        Capability made = results(put).capability(0);
        PendingCall echo = call(root, TestObject.ECHO, 0, made);
        pair.run();

        assertThat(results(echo).capability(0).mostResolved()).isSameAs(made.mostResolved());
        echo.response().close();
        put.response().close();
    }

    @Test
    void callback() {
        TestObject mine = new TestObject("mine", pair.left.loop);
        Capability capability = mine.capability();
        PendingCall call = call(root, TestObject.CALL_BACK, 5, capability);
        capability.release();
        pair.run();

        assertThat(results(call).number()).isEqualTo(6);
        assertThat(mine.numbers).containsExactly(6L);
        assertThat(mine.released).isTrue();
    }

    @Test
    void callsOnPromiseThatTurnsOutToBeOursAreNotOvertaken() {
        TestObject mine = new TestObject("mine", pair.left.loop);
        Capability capability = mine.capability();
        PendingCall held = call(root, TestObject.HOLD, 0, capability);
        Capability promised = held.pipelined(0);
        PendingCall first = call(promised, TestObject.ECHO, 1);
        PendingCall second = call(promised, TestObject.ECHO, 2);
        pair.toRight();

        CallContext context = server.held.get(0);
        complete(context, 0, context.params().getAs(TestObject.Args.FACTORY).capability(0));
        // The Return comes back while the first calls are being passed back by the other side.
        pair.toLeft();
        assertThat(held.isDone()).isTrue();
        PendingCall third = call(promised, TestObject.ECHO, 3);
        pair.run();

        assertThat(mine.numbers).containsExactly(1L, 2L, 3L);
        assertThat(List.of(first, second, third)).allMatch(call -> call.isDone() && call.failure() == null);
        promised.release();
        held.response().close();
        capability.release();
        pair.run();
        assertThat(mine.released).isTrue();
    }

    @Test
    void promisePassedAndResolvedLater() {
        Promise promise = new Promise();
        TestObject mine = new TestObject("mine", pair.left.loop);
        PendingCall put = call(root, TestObject.PUT, 0, promise);
        pair.run();
        PendingCall get = call(server.kept(), TestObject.ECHO, 1);
        pair.run();
        assertThat(get.isDone()).isFalse();

        promise.resolve(mine.capability());
        pair.run();
        PendingCall later = call(server.kept(), TestObject.ECHO, 2);
        pair.run();

        assertThat(mine.numbers).containsExactly(1L, 2L);
        assertThat(results(later).number()).isEqualTo(2);
        promise.release();
        put.response().close();
        server.dropKept();
        pair.run();
        assertThat(mine.released).isTrue();
    }

    @Test
    void promisePassedAndBroken() {
        Promise promise = new Promise();
        call(root, TestObject.PUT, 0, promise);
        pair.run();
        PendingCall call = call(server.kept(), TestObject.ECHO, 1);
        promise.fail(RpcException.failed("no such thing"));
        pair.run();

        assertThat(call.failure()).hasMessage("no such thing");
        promise.release();
    }

    @Test
    void brokenCapabilityArrivesBroken() {
        Capability broken = Capability.broken(RpcException.failed("broken from the start"));
        call(root, TestObject.PUT, 0, broken);
        broken.release();
        pair.run();
        PendingCall call = call(server.kept(), TestObject.ECHO, 1);
        pair.run();

        assertThat(call.failure()).hasMessage("broken from the start");
    }

    @Test
    void tailCallBackToTheCaller() {
        TestObject mine = new TestObject("mine", pair.left.loop);
        Capability capability = mine.capability();
        PendingCall call = call(root, TestObject.TAIL, 9, capability, capability);
        Capability promised = call.pipelined(0);
        PendingCall pipelined = call(promised, TestObject.ECHO, 10);
        pair.run();

        assertThat(results(call).number()).isEqualTo(9);
        assertThat(results(call).capability(0).mostResolved()).isSameAs(capability);
        assertThat(mine.numbers).containsExactly(9L, 10L);
        assertThat(results(pipelined).number()).isEqualTo(10);
        promised.release();
        call.response().close();
        capability.release();
    }

    @Test
    void tailCallToAnotherObjectOfTheCallee() {
        PendingCall made = call(root, TestObject.MAKE, 0);
        pair.run();
        Capability child = results(made).capability(0);
        PendingCall call = call(root, TestObject.TAIL, 3, child, child);
        pair.run();

        assertThat(results(call).number()).isEqualTo(3);
        assertThat(server.made.get(0).numbers).containsExactly(3L);
        call.response().close();
        made.response().close();
    }

    @Test
    void cancelledCallIsToldAndItsResultDropped() {
        PendingCall call = call(root, TestObject.HOLD, 0);
        pair.run();
        boolean[] told = new boolean[1];
        CallContext context = server.held.get(0);
        context.onCancel(() -> told[0] = true);

        call.cancel();
        assertThat(call.failure()).hasMessage("Call was cancelled.");
        pair.run();

        assertThat(told[0]).isTrue();
        assertThat(context.isCancelled()).isTrue();
        TestObject late = new TestObject("late", serverLoop);
        Capability capability = late.capability();
        complete(context, 1, capability);
        capability.release();
        pair.run();
        assertThat(late.released).isTrue();
    }

    @Test
    void returnThatCrossesTheFinishLeavesNothing() {
        PendingCall call = call(root, TestObject.MAKE, 0);
        pair.toRight();
        call.cancel();
        pair.run();

        assertThat(server.made.get(0).released).isTrue();
    }

    @Test
    void aCallThatIsCancelledWhileItsAnswerIsBeingToldLeavesNothing() {
        Promise promise = new Promise();
        PendingCall call = call(promise, TestObject.MAKE, 0);
        promise.resolve(root.addRef());
        promise.release();
        pair.toRight();
        while (MemoryPair.pass(pair.right, pair.left)) {
            // received, but nobody is told yet
        }
        call.cancel();
        pair.run();

        assertThat(failure(call)).hasMessage("Call was cancelled.");
        assertThat(server.made.get(0).released).isTrue();
    }

    @Test
    void aStageEndsAlsoIfItsCallIsCancelledWhileItIsBeingTold() {
        PendingCall call = call(root, TestObject.MAKE, 0);
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<Response> stage = call.toCompletionStage(tasks::add).toCompletableFuture();
        pair.run();
        call.cancel();
        tasks.forEach(Runnable::run);
        pair.run();

        assertThat(stage).isCompletedExceptionally();
        assertThat(server.made.get(0).released).isTrue();
    }

    @Test
    void disconnectFailsCallsAndBreaksCapabilities() {
        TestObject mine = new TestObject("mine", pair.left.loop);
        Capability capability = mine.capability();
        PendingCall call = call(root, TestObject.HOLD, 0, capability);
        capability.release();
        pair.run();
        boolean[] told = new boolean[1];
        server.held.get(0).onCancel(() -> told[0] = true);

        pair.left.disconnect("gone");
        pair.right.disconnect("gone");
        pair.left.settle();
        pair.right.settle();

        assertThat(failure(call).kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        assertThat(mine.released).isTrue();
        assertThat(told[0]).isTrue();
        PendingCall later = call(root, TestObject.ECHO, 0);
        assertThat(failure(later).kind()).isEqualTo(RpcException.Kind.DISCONNECTED);
        server.held.get(0).complete();
        root.release();
        pair.left.settle();
        pair.right.settle();
        assertThat(pair.left.rpc.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0));
        assertThat(pair.right.rpc.stats()).isEqualTo(new RpcStats(0, 0, 0, 0, 0, 0, 0));
        assertThat(server.released).isTrue();
    }

    @Test
    void streamingStopsAtTheWindow() {
        OutgoingCall first = root.newCall(TestObject.ID, TestObject.HOLD, 20_000);
        first.params().initAs(TestObject.ArgsBuilder.FACTORY).any().initAs(org.capnproto.Data.factory, 100_000);
        PendingCall turn = first.sendStreaming();
        assertThat(turn.isDone()).isFalse();
        pair.run();
        assertThat(turn.isDone()).isFalse();

        server.held.get(0).complete();
        pair.run();

        assertThat(turn.isDone()).isTrue();
        assertThat(turn.failure()).isNull();
        OutgoingCall second = root.newCall(TestObject.ID, TestObject.FAIL, 0);
        second.params().initAs(TestObject.ArgsBuilder.FACTORY);
        assertThat(second.sendStreaming().failure()).isNull();
        pair.run();
        OutgoingCall third = root.newCall(TestObject.ID, TestObject.ECHO, 0);
        third.params().initAs(TestObject.ArgsBuilder.FACTORY);
        assertThat(third.sendStreaming().failure()).hasMessage("as asked");
    }

    @Test
    void noFinishIsSentWhereNoneIsNeeded() {
        pair.run();
        PendingCall call = call(root, TestObject.ECHO, 1);
        pair.toRight();
        assertThat(pair.right.takeMessages()).hasSize(1).first().satisfies(message -> {
            assertThat(MemoryPair.name(message)).isEqualTo("Return");
            pair.left.lock();
            pair.left.rpc.receive(message);
            pair.left.unlock();
        });
        pair.left.settle();

        assertThat(call.isDone()).isTrue();
        assertThat(pair.left.outgoing).isEmpty();
    }
}

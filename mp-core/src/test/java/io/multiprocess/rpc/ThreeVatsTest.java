package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.multiprocess.rpc.TestObject.call;
import static io.multiprocess.rpc.TestObject.results;
import static org.assertj.core.api.Assertions.assertThat;

/** Alice knows Bob, Bob knows Carol and offers Alice what Carol offers him: capabilities stay what they are all the way. */
class ThreeVatsTest {

    private final MemoryVat.Loop carolsLoop = new MemoryVat.Loop();
    private final TestObject carols = new TestObject("Carol's", carolsLoop);
    private MemoryPair aliceAndBob;
    private MemoryPair bobAndCarol;

    /** Carol's object, as Alice sees it. */
    private Capability root;

    private TestObject alices;
    private Capability alicesCapability;

    @BeforeEach
    void connect() {
        MemoryVat carol = new MemoryVat("Carol", carolsLoop, RpcLimits.DEFAULT, carols.capability());
        MemoryVat bobToCarol = new MemoryVat("Bob to Carol", new MemoryVat.Loop(), RpcLimits.DEFAULT, null);
        bobAndCarol = new MemoryPair(bobToCarol, carol);
        MemoryVat bobToAlice =
                new MemoryVat("Bob to Alice", bobToCarol.loop, RpcLimits.DEFAULT, bobToCarol.rpc.bootstrap());
        MemoryVat alice = new MemoryVat("Alice", new MemoryVat.Loop(), RpcLimits.DEFAULT, null);
        aliceAndBob = new MemoryPair(alice, bobToAlice);
        root = alice.rpc.bootstrap();
        alices = new TestObject("Alice's", alice.loop);
        alicesCapability = alices.capability();
    }

    private void run() {
        for (int i = 0; i < 20; i++) {
            aliceAndBob.run();
            bobAndCarol.run();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        carols.dropKept();
        alicesCapability.release();
        root.release();
        run();
        aliceAndBob.assertEmpty();
        aliceAndBob.right.disconnect("end"); // where Bob holds what he offers
        run();
        bobAndCarol.assertEmpty();
        assertThat(alices.released).isTrue();
    }

    @Test
    void anObjectComesBackFromTheThirdVatAsItself() {
        PendingCall echo = call(root, TestObject.ECHO, 1, alicesCapability);
        run();
        assertThat(results(echo).capability(0).mostResolved()).isSameAs(alicesCapability);
        echo.response().close();
    }

    @Test
    void anObjectThatTheThirdVatKeepsIsTheSameWheneverItComesBack() {
        PendingCall put = call(root, TestObject.PUT, 1, alicesCapability);
        PendingCall first = call(root, TestObject.GET, 1);
        run();
        PendingCall second = call(root, TestObject.GET, 1);
        run();
        assertThat(results(first).capability(0).mostResolved()).isSameAs(alicesCapability);
        assertThat(results(second).capability(0).mostResolved()).isSameAs(alicesCapability);
        PendingCall there = call(carols.kept(), TestObject.ECHO, 7);
        run();
        assertThat(alices.numbers).containsExactly(7L);
        for (PendingCall call : new PendingCall[] {put, first, second, there}) {
            call.response().close();
        }
    }

    @Test
    void theThirdVatsObjectComesHomeAsItself() {
        PendingCall put = call(root, TestObject.PUT, 1, root);
        run();
        assertThat(carols.kept().localServer()).isSameAs(carols);
        put.response().close();
    }

    @Test
    void whatTwoWaysLeadToIsOneCapability() {
        run();
        PendingCall echo = call(root, TestObject.ECHO, 1, root, root);
        run();
        assertThat(results(echo).capability(0).mostResolved()).isSameAs(root.mostResolved());
        assertThat(results(echo).capability(1).mostResolved()).isSameAs(root.mostResolved());
        echo.response().close();
    }
}

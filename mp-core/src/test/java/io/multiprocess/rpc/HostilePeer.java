package io.multiprocess.rpc;

import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.FramingException;
import io.multiprocess.wire.WireLimits;

import java.nio.ByteBuffer;

/**
 * A vat in the middle of things, and a peer that sends it anything at all. Whatever comes, nothing may be thrown; and once
 * the connection is over, nothing may be left.
 */
final class HostilePeer {

    /** Small ones, so that they are met. */
    static final RpcLimits LIMITS =
            new RpcLimits(new WireLimits(4096, 16, 8192, 16), 64, 64, 64, 64, 16, 4096, 32, 8, 1024);

    final Script script = new Script(0, LIMITS);
    private final Capability imported;
    private final Capability promised;
    private final PendingCall made;
    private final PendingCall echo;
    private final TestObject mine = new TestObject("mine", script.loop);

    HostilePeer() {
        imported = script.importZero();
        script.exportZero();
        Capability capability = mine.capability();
        made = TestObject.call(imported, TestObject.MAKE, 1, capability);
        promised = made.pipelined(0);
        echo = TestObject.call(promised, TestObject.ECHO, 2);
        capability.release();
        script.peer("call 1 on import 0 method 1 number 1 caps promise 3, hosted 4");
        script.peer("call 2 on import 0 method 3 number 1");
        script.peer("call 3 on answer 1.0 method 0 number 1");
        script.vat.settle();
        script.vat.outgoing.clear();
    }

    /** Bytes from the peer. */
    void send(ByteBuffer bytes) {
        if (script.vat.closed == null) {
            try {
                script.vat.receive(bytes);
            } catch (FramingException broken) {
                script.vat.lock();
                script.vat.rpc.abort(RpcException.failed(String.valueOf(broken.getMessage())));
                script.vat.unlock();
            }
            script.vat.settle();
            script.vat.rpc.check();
        }
    }

    /** Ends everything and checks that nothing is left. */
    void end() {
        if (script.vat.closed == null) {
            script.vat.disconnect("end of test");
        }
        script.vat.settle();
        script.object.completeAll();
        mine.completeAll();
        made.cancel(); // releases a response that nobody took
        echo.cancel();
        promised.release();
        imported.release();
        script.vat.settle();
        if (!script.vat.rpc.stats().equals(new RpcStats(0, 0, 0, 0, 0, 0, 0))) {
            throw new AssertionError("left over: " + script.vat.rpc.dump());
        }
        if (!script.object.released || !mine.released) {
            throw new AssertionError("an object was not released");
        }
        for (TestObject made : script.object.made) {
            if (!made.released) {
                throw new AssertionError(made + " was not released");
            }
        }
    }

    /** The whole life of a vat with these bytes in it. */
    static void survive(byte[] bytes) {
        HostilePeer peer = new HostilePeer();
        peer.send(ByteBuffer.wrap(bytes));
        peer.end();
    }
}

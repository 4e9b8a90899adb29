package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.RpcException;
import io.multiprocess.wire.MessageArena;
import io.multiprocess.wire.WireLimits;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers that break the rules: nothing is thrown, the connection ends or the call fails, and nothing is left. */
class HostilePeerTest {

    /** The nightly profile sets more. */
    private static final int ROUNDS = Integer.getInteger("rpc.hostile.rounds", 1);

    /** One of each message, fit for the state that {@link HostilePeer} is in. */
    static final List<String> MESSAGES = List.of(
            "bootstrap 9",
            "call 9 on import 0 method 0 number 3 caps hosted 7, promise 8, yours 0",
            "call 9 on answer 2.0 method 5 number 3 caps answer 1.0, answer 2.0, vine 7",
            "call 9 on import 0 method 4 number 3 caps hosted 7 yourself",
            "return 0 results number 3 caps hosted 5, yours 0, promise 6",
            "return 0 exception failed \"no\" trace \"at Far.Away\"",
            "return 0 take 1",
            "return 1 results null",
            "finish 1",
            "finish 2 keepResultCaps",
            "resolve 3 to hosted 9",
            "resolve 3 to yours 0",
            "resolve 3 exception failed \"no\"",
            "release 0 count 1",
            "disembargo import 0 senderLoopback 1",
            "disembargo answer 2.0 receiverLoopback 0",
            "unimplemented call 0 on import 0 method 3 number 1 caps hosted 0",
            "abort failed \"no\"",
            "provide 3");

    static byte[] bytes(String message) {
        return Script.bytes(MessageText.parse(message)).array();
    }

    @Test
    void everyMessageCutAnywhere() {
        for (String message : MESSAGES) {
            byte[] whole = bytes(message);
            for (int length = 0; length < whole.length; length++) {
                HostilePeer.survive(Arrays.copyOf(whole, length));
                if (length >= 16 && length % 8 == 0) {
                    byte[] shorter = Arrays.copyOf(whole, length);
                    ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length / 8 - 1);
                    HostilePeer.survive(shorter);
                }
            }
        }
    }

    @Test
    void everyBitOfEveryMessageFlipped() {
        for (String message : MESSAGES) {
            byte[] whole = bytes(message);
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                try {
                    HostilePeer.survive(flipped);
                } catch (RuntimeException | AssertionError failure) {
                    throw new AssertionError(message + " with bit " + bit + " flipped", failure);
                }
            }
        }
    }

    @Test
    void messagesWithRandomWordsInThem() {
        Random random = new Random(4);
        for (int i = 0; i < 3_000 * ROUNDS; i++) {
            byte[] bytes = bytes(MESSAGES.get(random.nextInt(MESSAGES.size())));
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int j = random.nextInt(3); j >= 0; j--) {
                int word = 8 * (1 + random.nextInt(bytes.length / 8 - 1));
                switch (random.nextInt(3)) {
                    case 0 -> buffer.putLong(word, random.nextLong());
                    case 1 -> buffer.putInt(word + 4 * random.nextInt(2), random.nextInt(40) - 8);
                    default -> buffer.putLong(word, buffer.getLong(8 * (1 + random.nextInt(bytes.length / 8 - 1))));
                }
            }
            try {
                HostilePeer.survive(bytes);
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("round " + i, failure);
            }
        }
    }

    @Test
    void randomBytes() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000 * ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            if (random.nextBoolean() && bytes.length >= 8) {
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(0, 0)
                        .putInt(4, bytes.length / 8 - 1);
            }
            HostilePeer.survive(bytes);
        }
    }

    @Test
    void randomMessagesInARow() {
        Random random = new Random(6);
        for (int i = 0; i < 300 * ROUNDS; i++) {
            HostilePeer peer = new HostilePeer();
            List<String> sent = new ArrayList<>();
            try {
                for (int j = 0; j < 20; j++) {
                    String message = MESSAGES.get(random.nextInt(MESSAGES.size()));
                    sent.add(message);
                    peer.send(ByteBuffer.wrap(bytes(message)));
                }
                peer.end();
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError(String.join("\n", sent), failure);
            }
        }
    }

    @Test
    void slowDripIsTheSameAsAllAtOnce() {
        Script script = new Script(0);
        ByteBuffer bytes = Script.bytes(MessageText.parse("bootstrap 0"));
        while (bytes.hasRemaining()) {
            script.vat.receive(ByteBuffer.wrap(new byte[] {bytes.get()}));
        }
        script.vat("return 0 results capability caps hosted 0");
    }

    @Test
    void echoOfAMessageThatUnfoldsEndsTheConnection() {
        // A list of pointers that all lead to one large object.
        int shared = 2000;
        int pointers = 1000;
        ByteBuffer bytes = ByteBuffer.allocate(8 * (1 + 4 + pointers + shared)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0).putInt(3 + 1 + pointers + shared);
        bytes.putLong(1L << 32 | 1L << 48).putLong(RpcSchema.PROVIDE).putLong(1L << 48);
        bytes.putLong(1L | 6L << 32 | (long) pointers << 35);
        for (int i = 0; i < pointers; i++) {
            bytes.putLong((long) (pointers - i - 1) << 2 | 1 | 5L << 32 | (long) shared << 35);
        }
        Script script = new Script(0);
        script.vat.receive(bytes.clear());
        script.assertAborted("larger than it may be");
    }

    @Test
    void badContentInAPayloadFailsThatCallOnly() {
        Script script = new Script(0);
        script.exportZero();
        ByteBuffer bytes = Script.bytes(MessageText.parse("call 1 on import 0 method 0 number 1"));
        // The pointer to the params' content, sent beyond the end of the message.
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(8 + 8 * contentOf(bytes), 1 << 20);
        script.vat.receive(bytes);
        script.vat.settle();
        assertThat(script.vat.closed).isNull();
        String answer = MessageText.of(script.vat.takeMessages().get(0));
        assertThat(answer).startsWith("return 1 exception failed");
        script.peer("finish 1");
        script.peer("call 1 on import 0 method 0 number 1");
        script.vat("return 1 results number 1 noFinishNeeded");
        script.peer("release 0 count 1");
        script.assertEmpty();
    }

    /** Word index of the only pointer to a struct of one data word and three pointers that is the params. */
    private static int contentOf(ByteBuffer bytes) {
        for (int word = 0; word < bytes.limit() / 8 - 1; word++) {
            long value = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(8 + 8 * word);
            if (value >>> 32 == (1L | 3L << 16) && (value & 3) == 0) {
                return word;
            }
        }
        throw new AssertionError("no params");
    }

    @Test
    void aLongChainOfPromisesIsFollowedAndReleasedWithoutRecursion() {
        Script script = new Script(0);
        script.exportZero();
        int length = 20_000;
        script.peer("call 1 on import 0 method 5 number 1 caps promise 0");
        script.vat("return 1 results null noFinishNeeded");
        for (int i = 0; i < length; i++) {
            script.peer("resolve " + i + " to promise " + (i + 1));
        }
        PendingCall call = TestObject.call(script.object.kept(), TestObject.ECHO, 1);
        List<String> said = new ArrayList<>();
        script.vat.settle();
        script.vat.takeMessages().forEach(message -> said.add(MessageText.of(message)));
        assertThat(said.get(said.size() - 1)).startsWith("call 0 on import " + length + " ");
        assertThat(script.vat.rpc.dump()).contains("import " + length);
        call.cancel();
        script.object.dropKept();
        script.vat.settle();
        assertThat(script.vat.rpc.stats().imports()).isZero();
    }

    @Test
    void tooManyEmbargoesBreakThePromise() {
        Script script = new Script(0, RpcLimits.DEFAULT.withEmbargoes(1));
        Capability root = script.importZero();
        script.exportZero();
        PendingCall first = TestObject.call(root, TestObject.MAKE, 1);
        PendingCall second = TestObject.call(root, TestObject.MAKE, 1);
        Capability one = first.pipelined(0);
        Capability other = second.pipelined(0);
        TestObject.call(one, TestObject.ECHO, 1);
        TestObject.call(other, TestObject.ECHO, 1);
        script.peer("return 0 results number 1 caps yours 0");
        script.peer("return 1 results number 1 caps yours 0");
        PendingCall refused = TestObject.call(other, TestObject.ECHO, 2);
        script.vat.settle();
        assertThat(TestObject.failure(refused).kind()).isEqualTo(RpcException.Kind.OVERLOADED);
        assertThat(script.vat.rpc.stats().embargoes()).isOne();
        assertThat(script.vat.closed).isNull();
        one.release();
        other.release();
        root.release();
    }

    @Test
    void tooManyDisembargosOfAPromiseEndTheConnection() {
        Script script = new Script(0, HostilePeer.LIMITS);
        script.exportZero();
        script.peer("call 1 on import 0 method 1 number 1");
        for (int i = 0; i < 16; i++) {
            script.peer("disembargo answer 1.0 senderLoopback " + i);
        }
        assertThat(script.vat.closed).isNull();
        script.peer("disembargo answer 1.0 senderLoopback 16");
        script.assertAborted("Disembargo: more than 16 of them wait");
        script.object.completeAll();
    }

    @Test
    void aDisembargoThatWaitsKeepsNothingAfterTheEndOfTheConnection() {
        Script script = new Script(0, RpcLimits.DEFAULT);
        Promise promise = new Promise();
        Capability root = script.importZero();
        TestObject.call(root, TestObject.HOLD, 1, promise);
        script.peer("disembargo import 0 senderLoopback 0");
        script.vat.disconnect("over");
        root.release();
        script.vat.settle();
        promise.release();
        assertThat(promise.isReleased()).isTrue();
    }

    @Test
    void aPauseThatDoesNotHelpEnds() {
        Script script = new Script(0, RpcLimits.DEFAULT.withCallWordsInFlight(1000));
        script.exportZero();
        int calls = 0;
        while (script.vat.readWanted) {
            script.peer("call " + ++calls + " on import 0 method 1 number 1");
        }
        script.vat.lock();
        script.vat.rpc.readOn();
        script.vat.unlock();
        assertThat(script.vat.readWanted).isTrue();
        // What the calls wait for is read, and what is too much is refused.
        String answer = "";
        while (answer.isEmpty()) {
            script.peer("call " + ++calls + " on import 0 method 1 number 1");
            for (MessageArena message : script.vat.takeMessages()) {
                answer = MessageText.of(message);
            }
        }
        assertThat(answer).startsWith("return " + calls + " exception overloaded");
        for (int i = 1; i <= calls; i++) {
            script.peer("finish " + i);
        }
        assertThat(script.object.held).allMatch(CallContext::isCancelled);
        script.object.completeAll();
        assertThat(script.vat.rpc.callWordsInFlight()).isZero();
        // And the next time reading pauses again.
        while (script.vat.readWanted) {
            script.peer("call " + ++calls + " on import 0 method 1 number 1");
        }
        script.object.completeAll();
        assertThat(script.vat.readWanted).isTrue();
    }

    @Test
    void tooManyCallsEndTheConnection() {
        Script script = new Script(0, HostilePeer.LIMITS);
        script.exportZero();
        for (int i = 1; i <= 64; i++) {
            script.peer("call " + i + " on import 0 method 1 number 1");
        }
        assertThat(script.vat.closed).isNull();
        script.peer("call 65 on import 0 method 1 number 1");
        script.assertAborted("more than 64 calls under way");
    }

    @Test
    void tooManyCapabilitiesEndTheConnection() {
        Script script = new Script(0, HostilePeer.LIMITS);
        script.exportZero();
        for (int i = 0; i < 33 && script.vat.closed == null; i++) {
            script.peer("call " + (i + 1) + " on import 0 method 1 number 1 caps hosted " + 2 * i + ", hosted "
                    + (2 * i + 1));
        }
        script.assertAborted("more than 64 capabilities passed");
    }

    @Test
    void tooLongATableEndsTheConnection() {
        Script script = new Script(0, HostilePeer.LIMITS);
        script.exportZero();
        script.peer("call 1 on import 0 method 1 number 1 caps" + " hosted 1,".repeat(33));
        script.assertAborted("33 capabilities in one message");
    }

    @Test
    void tooLongAPathEndsTheConnection() {
        Script script = new Script(0, HostilePeer.LIMITS);
        script.exportZero();
        script.peer("call 1 on answer 0" + ".1".repeat(9) + " method 1 number 1");
        script.assertAborted("path of 9 steps");
    }

    @Test
    void fullWindowPausesReadingUntilCallsEnd() {
        RpcLimits limits = new RpcLimits(WireLimits.DEFAULT, 64, 1000, 64, 64, 16, 1000, 32, 8, 1024);
        Script script = new Script(0, limits);
        script.exportZero();
        int calls = 0;
        while (script.vat.readWanted) {
            script.peer("call " + ++calls + " on import 0 method 1 number 1");
        }
        assertThat(calls).isBetween(10, 40);
        script.object.held.get(0).complete();
        assertThat(script.vat.readWanted).isTrue();
    }

    @Test
    void fullWindowDoesNotPauseReadingWhileAnAnswerIsAwaited() {
        RpcLimits limits = new RpcLimits(WireLimits.DEFAULT, 64, 1000, 64, 64, 16, 1000, 32, 8, 1024);
        Script script = new Script(0, limits);
        Capability root = script.importZero();
        script.exportZero();
        PendingCall call = TestObject.call(root, TestObject.ECHO, 1);
        script.vat("call 0 on import 0 method 0 number 1");
        int calls = 0;
        String answer = "";
        while (answer.isEmpty()) {
            assertThat(script.vat.readWanted).isTrue();
            script.peer("call " + ++calls + " on import 0 method 1 number 1");
            for (MessageArena message : script.vat.takeMessages()) {
                answer = MessageText.of(message);
            }
        }
        assertThat(answer).startsWith("return " + calls + " exception overloaded");
        script.peer("return 0 results number 1 noFinishNeeded");
        assertThat(call.isDone()).isTrue();
        assertThat(script.vat.readWanted).isFalse();
        root.release();
    }

    @Test
    void tooManyQuestionsFailTheCaller() {
        Script script = new Script(0, HostilePeer.LIMITS);
        Capability root = script.importZero();
        for (int i = 0; i < 64; i++) {
            TestObject.call(root, TestObject.HOLD, 1);
        }
        PendingCall oneMore = TestObject.call(root, TestObject.HOLD, 1);
        assertThat(TestObject.failure(oneMore).kind()).isEqualTo(RpcException.Kind.OVERLOADED);
        root.release();
    }

    @Test
    void tooManyExportsFailTheCaller() {
        Script script = new Script(0, HostilePeer.LIMITS);
        Capability root = script.importZero();
        List<PendingCall> calls = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            Capability one = new TestObject("one", script.loop).capability();
            Capability other = new TestObject("other", script.loop).capability();
            calls.add(TestObject.call(root, TestObject.HOLD, 1, one, other));
            one.release();
            other.release();
        }
        assertThat(calls.get(31).isDone()).isFalse();
        assertThat(TestObject.failure(calls.get(32)).kind()).isEqualTo(RpcException.Kind.OVERLOADED);
        assertThat(script.vat.rpc.stats().exports()).isEqualTo(64);
        root.release();
    }
}

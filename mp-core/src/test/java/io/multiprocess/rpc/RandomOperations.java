package io.multiprocess.rpc;

import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Promise;
import io.multiprocess.capability.Response;
import io.multiprocess.capability.RpcException;
import io.multiprocess.rpc.TestObject.Args;
import io.multiprocess.rpc.TestObject.ArgsBuilder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Vats that do random things with each other, beside a shadow graph of plain Java references that says what has to come of
 * it: a call arrives at the object that its reference stands for there, calls on one reference arrive in the order made, and
 * at the end nothing is left anywhere.
 *
 * <p>A run is repeated exactly by its seed; {@link #script()} tells what was done.
 */
final class RandomOperations {

    /** What a reference stands for: an object, something yet to be known, or nothing. */
    private static final class Node {
        @Nullable
        Obj object;

        @Nullable
        Node next;

        boolean broken;

        /** If this is a result: the call, which goes nowhere before its own target is known. */
        @Nullable
        Call source;

        /** Whether this cannot be known before {@code other} is. */
        boolean waitsFor(Node other) {
            Node end = end();
            return end == other.end() || (end.isOpen() && end.source != null && end.source.target.waitsFor(other));
        }

        Node end() {
            Node at = this;
            while (at.next != null) {
                at = at.next;
            }
            return at;
        }

        boolean isOpen() {
            return next == null && object == null && !broken;
        }

        void become(Node other) {
            if (isOpen()) {
                next = other;
            }
        }

        void breakUp() {
            if (isOpen()) {
                broken = true;
            }
        }
    }

    /** A reference that a vat holds. */
    private static final class Ref {
        final int id;
        final Capability capability;
        final Node node;
        int calls;

        Ref(int id, Capability capability, Node node) {
            this.id = id;
            this.capability = capability;
            this.node = node;
        }
    }

    /** A call, with what its places stand for. */
    private static final class Call {
        final int id;
        final Node target;
        final int refId;
        final int sequence;
        final Node[] arguments;
        final Node[] results = {new Node(), new Node()};

        Call(int id, Node target, int refId, int sequence, Node[] arguments) {
            this.id = id;
            this.target = target;
            this.refId = refId;
            this.sequence = sequence;
            this.arguments = arguments;
            results[0].source = this;
            results[1].source = this;
        }
    }

    private static final class Sent {
        final Call call;
        final PendingCall pending;
        boolean cancelled;

        Sent(Call call, PendingCall pending) {
            this.call = call;
            this.pending = pending;
        }
    }

    private static final class Held {
        final Call call;
        final CallContext context;

        Held(Call call, CallContext context) {
            this.call = call;
            this.context = context;
        }
    }

    private static final class Open {
        final Promise promise;
        final Node node;

        Open(Promise promise, Node node) {
            this.promise = promise;
            this.node = node;
        }
    }

    private final class Obj implements LocalServer {
        final Vat vat;
        final String name;
        final Map<Integer, Integer> lastSequence = new HashMap<>();
        boolean released;

        Obj(Vat vat) {
            this.vat = vat;
            this.name = "object" + objects.size();
            objects.add(this);
        }

        @Override
        public void dispatch(long interfaceId, int methodId, CallContext context) {
            Args params = context.params().getAs(Args.FACTORY);
            Call call = calls.get((int) params.number());
            log("  %s in vat %d gets call %d", name, vat.index, call.id);
            if (call.target.end().object != this) {
                throw new AssertionError("call " + call.id + " arrived at " + name + " instead of "
                        + (call.target.end().object == null ? "nothing" : call.target.end().object.name));
            }
            Integer last = lastSequence.put(call.refId, call.sequence);
            if (checkOrder && last != null && last >= call.sequence) {
                throw new AssertionError("calls on reference " + call.refId + ": " + call.sequence + " after " + last);
            }
            for (int i = 0; i < call.arguments.length; i++) {
                vat.keep(params.capability(i), call.arguments[i]);
            }
            vat.held.add(new Held(call, context));
        }

        @Override
        public void released() {
            if (released) {
                throw new AssertionError(name + " was released twice");
            }
            released = true;
        }
    }

    private final class Vat {
        final int index;
        final MemoryVat.Loop loop = new MemoryVat.Loop();
        final List<Ref> refs = new ArrayList<>();
        final List<Sent> sent = new ArrayList<>();
        final List<Held> held = new ArrayList<>();
        final List<Open> open = new ArrayList<>();
        final List<MemoryVat> ends = new ArrayList<>();

        Vat(int index) {
            this.index = index;
        }

        Ref keep(Capability borrowed, Node node) {
            return own(borrowed.addRef(), node);
        }

        Ref own(Capability capability, Node node) {
            Ref ref = new Ref(nextRef++, capability, node);
            refs.add(ref);
            return ref;
        }
    }

    private final Random random;
    private final boolean checkOrder;
    private final List<Vat> vats = new ArrayList<>();
    private final List<MemoryPair> pairs = new ArrayList<>();
    private final List<Obj> objects = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> script = new ArrayList<>();
    private int nextRef;
    int delivered;

    RandomOperations(long seed, int vatCount, boolean checkOrder) {
        this.random = new Random(seed);
        this.checkOrder = checkOrder;
        for (int i = 0; i < vatCount; i++) {
            vats.add(new Vat(i));
        }
        for (int i = 0; i < vatCount; i++) {
            for (int j = i + 1; j < vatCount; j++) {
                connect(vats.get(i), vats.get(j));
            }
        }
    }

    private void connect(Vat one, Vat other) {
        Obj offered = new Obj(other);
        Node node = new Node();
        node.object = offered;
        MemoryVat left = new MemoryVat(one.index + "->" + other.index, one.loop, RpcLimits.DEFAULT, null);
        MemoryVat right = new MemoryVat(
                other.index + "->" + one.index, other.loop, RpcLimits.DEFAULT, Capability.local(offered, other.loop));
        one.ends.add(left);
        other.ends.add(right);
        pairs.add(new MemoryPair(left, right));
        one.own(left.rpc.bootstrap(), node);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void log(String format, Object... values) {
        script.add(String.format(format, values));
    }

    String script() {
        return String.join("\n", script);
    }

    private <T> @Nullable T pick(List<T> list) {
        return list.isEmpty() ? null : list.get(random.nextInt(list.size()));
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
    }

    void step() {
        Vat vat = vats.get(random.nextInt(vats.size()));
        switch (random.nextInt(20)) {
            case 0 -> makeObject(vat);
            case 1 -> makePromise(vat);
            case 2 -> resolve(vat);
            case 3, 4, 5 -> call(vat);
            case 6 -> takeResults(vat);
            case 7, 8 -> end(vat);
            case 9 -> release(vat);
            case 10 -> cancel(vat);
            default -> work();
        }
    }

    private void makeObject(Vat vat) {
        if (vat.refs.size() > 30) {
            release(vat);
        }
        Obj object = new Obj(vat);
        Node node = new Node();
        node.object = object;
        Ref ref = vat.own(Capability.local(object, vat.loop), node);
        log("vat %d makes %s, reference %d", vat.index, object.name, ref.id);
    }

    private void makePromise(Vat vat) {
        Promise promise = new Promise();
        Node node = new Node();
        promise.addRef();
        vat.open.add(new Open(promise, node));
        Ref ref = vat.own(promise, node);
        log("vat %d makes a promise, reference %d", vat.index, ref.id);
    }

    private void resolve(Vat vat) {
        Open open = pick(vat.open);
        if (open == null) {
            return;
        }
        Ref to = pick(vat.refs);
        if (to == null || to.node.waitsFor(open.node) || random.nextInt(8) == 0) {
            log("vat %d breaks a promise", vat.index);
            open.node.breakUp();
            open.promise.fail(RpcException.failed("broken in test"));
        } else {
            log("vat %d resolves a promise to reference %d", vat.index, to.id);
            open.node.become(to.node);
            open.promise.resolve(to.capability.addRef());
        }
        vat.open.remove(open);
        open.promise.release();
    }

    /** Fills a call on a reference. */
    private Call fill(Vat vat, Ref ref, OutgoingCall outgoing) {
        int count = random.nextInt(3);
        Node[] arguments = new Node[count];
        Call call = new Call(calls.size(), ref.node, ref.id, ref.calls++, arguments);
        calls.add(call);
        ArgsBuilder params = outgoing.params().initAs(ArgsBuilder.FACTORY);
        params.number(call.id);
        StringBuilder passed = new StringBuilder();
        for (int i = 0; i < count; i++) {
            Ref argument = pick(vat.refs);
            if (argument == null) {
                throw new AssertionError();
            }
            params.capability(i, outgoing.paramsTable(), argument.capability);
            arguments[i] = argument.node;
            passed.append(' ').append(argument.id);
        }
        log("vat %d makes call %d on reference %d, passes%s", vat.index, call.id, ref.id, passed);
        return call;
    }

    private void call(Vat vat) {
        Ref ref = pick(vat.refs);
        if (ref == null) {
            return;
        }
        OutgoingCall outgoing = ref.capability.newCall(TestObject.ID, 0, 8);
        Call call = fill(vat, ref, outgoing);
        if (random.nextInt(4) == 0) {
            work(); // something may happen between making and sending
        }
        PendingCall pending = outgoing.send();
        vat.sent.add(new Sent(call, pending));
        for (int i = 0; i < 2; i++) {
            if (random.nextInt(3) == 0) {
                Ref promised = vat.own(pending.pipelined(i), call.results[i]);
                log("  reference %d is result %d of call %d", promised.id, i, call.id);
            }
        }
    }

    private void takeResults(Vat vat) {
        Sent sent = pick(vat.sent);
        if (sent == null || !sent.pending.isDone()) {
            return;
        }
        vat.sent.remove(sent);
        take(vat, sent);
    }

    private void take(Vat vat, Sent sent) {
        if (sent.cancelled || sent.pending.failure() != null) {
            return;
        }
        log("vat %d takes the results of call %d", vat.index, sent.call.id);
        try (Response response = sent.pending.response()) {
            Args results = response.results().getAs(Args.FACTORY);
            for (int i = 0; i < 2; i++) {
                vat.keep(results.capability(i), sent.call.results[i]);
            }
        }
    }

    private void end(Vat vat) {
        Held held = pick(vat.held);
        if (held == null) {
            return;
        }
        vat.held.remove(held);
        end(vat, held);
    }

    private void end(Vat vat, Held held) {
        int how = random.nextInt(8);
        if (how == 0) {
            log("vat %d fails call %d", vat.index, held.call.id);
            held.call.results[0].breakUp();
            held.call.results[1].breakUp();
            held.context.fail(RpcException.failed("failed in test"));
            return;
        }
        Ref ref = pick(vat.refs);
        if (how <= 2
                && ref != null
                && !ref.node.waitsFor(held.call.results[0])
                && !ref.node.waitsFor(held.call.results[1])) {
            OutgoingCall outgoing = ref.capability.newCall(TestObject.ID, 0, 8);
            Call call = fill(vat, ref, outgoing);
            log("  as tail call of %d", held.call.id);
            for (int i = 0; i < 2; i++) {
                if (held.call.results[i].isOpen()) {
                    held.call.results[i].next = call.results[i];
                }
            }
            held.context.tailCall(outgoing);
            return;
        }
        ArgsBuilder results = held.context.results(8).initAs(ArgsBuilder.FACTORY);
        StringBuilder passed = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            Ref result = random.nextInt(3) == 0 ? null : pick(vat.refs);
            if (result == null || result.node.waitsFor(held.call.results[i])) {
                held.call.results[i].breakUp();
                passed.append(" nothing");
            } else {
                results.capability(i, held.context.resultsTable(), result.capability);
                held.call.results[i].become(result.node);
                passed.append(' ').append(result.id);
            }
        }
        log("vat %d completes call %d with%s", vat.index, held.call.id, passed);
        held.context.complete();
    }

    private void release(Vat vat) {
        Ref ref = pick(vat.refs);
        if (ref != null) {
            log("vat %d releases reference %d", vat.index, ref.id);
            vat.refs.remove(ref);
            ref.capability.release();
        }
    }

    private void cancel(Vat vat) {
        Sent sent = pick(vat.sent);
        if (sent != null && random.nextInt(3) == 0) {
            log("vat %d cancels call %d", vat.index, sent.call.id);
            sent.pending.cancel();
            sent.cancelled = true;
            vat.sent.remove(sent);
            // What was pipelined on it may or may not be broken now; the call may still arrive.
        }
    }

    /** Lets some connection do a little. */
    private boolean work() {
        MemoryPair pair = pairs.get(random.nextInt(pairs.size()));
        boolean leftFirst = random.nextBoolean();
        MemoryVat one = leftFirst ? pair.left : pair.right;
        MemoryVat other = leftFirst ? pair.right : pair.left;
        boolean worked = switch (random.nextInt(4)) {
            case 0 -> one.flush();
            case 1 -> one.loop.runOne();
            case 2 -> one.deliverOne();
            default -> MemoryPair.pass(one, other);
        };
        delivered += worked ? 1 : 0;
        one.rpc.check();
        other.rpc.check();
        if (one.closed != null) {
            throw new AssertionError(one.name + " was closed: " + one.closed);
        }
        if (other.closed != null) {
            throw new AssertionError(other.name + " was closed: " + other.closed);
        }
        return worked;
    }

    /**
     * Tells whether what is left is a promise that was resolved to a result of the very call that it was passed to, and that
     * the results hold. The promise, which the peer holds with the results, and the question, which the promise is addressed
     * to for good, keep each other alive until the end of the connection, as they do in the C++ implementation: the rule
     * against the Tribble 4-way race forbids to address the promise to anything else.
     */
    private static boolean holdsCyclesOnly(RpcConnection one, RpcConnection other) {
        return one.stats().questions() == other.stats().answers()
                && other.stats().questions() == one.stats().answers()
                && one.stats().exports() == other.stats().imports()
                && other.stats().exports() == one.stats().imports()
                && one.isPinnedOnly()
                && other.isPinnedOnly();
    }

    private void settle() {
        boolean worked = true;
        while (worked) {
            worked = false;
            for (MemoryPair pair : pairs) {
                for (MemoryVat end : List.of(pair.left, pair.right)) {
                    while (end.deliverOne() || end.loop.runOne() || end.flush()) {
                        worked = true;
                    }
                }
                worked = MemoryPair.pass(pair.left, pair.right) || worked;
                worked = MemoryPair.pass(pair.right, pair.left) || worked;
            }
        }
    }

    /** Ends all that is under way, gives everything back and checks that nothing is left. */
    void finish() {
        log("-- end");
        boolean worked = true;
        while (worked) {
            settle();
            worked = false;
            for (Vat vat : vats) {
                for (Open open : vat.open) {
                    open.node.breakUp();
                    open.promise.fail(RpcException.failed("broken at the end"));
                    open.promise.release();
                    worked = true;
                }
                vat.open.clear();
                for (Held held : new ArrayList<>(vat.held)) {
                    held.call.results[0].breakUp();
                    held.call.results[1].breakUp();
                    held.context.complete();
                    worked = true;
                }
                vat.held.clear();
                for (Ref ref : vat.refs) {
                    ref.capability.release();
                    worked = true;
                }
                vat.refs.clear();
                for (Sent sent : new ArrayList<>(vat.sent)) {
                    if (sent.pending.isDone()) {
                        vat.sent.remove(sent);
                        take(vat, sent);
                        worked = true;
                    }
                }
            }
        }
        for (Vat vat : vats) {
            if (!vat.sent.isEmpty()) {
                throw new AssertionError("call " + vat.sent.get(0).call.id + " never ended");
            }
        }
        // The bootstrap objects are offered as long as there is a connection.
        for (MemoryPair pair : pairs) {
            if (!holdsCyclesOnly(pair.left.rpc, pair.right.rpc)) {
                pair.assertEmpty();
            }
            pair.left.disconnect("end of test");
            pair.right.disconnect("end of test");
        }
        settle();
        for (Obj object : objects) {
            if (!object.released) {
                throw new AssertionError(object.name + " of vat " + object.vat.index + " was never released");
            }
        }
    }
}

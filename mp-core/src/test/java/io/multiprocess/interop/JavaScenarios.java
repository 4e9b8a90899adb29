package io.multiprocess.interop;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.Pipeline;
import io.multiprocess.capability.RpcException;
import io.multiprocess.capability.TypedCall;
import io.multiprocess.interop.InteropCapnp.Calculator;
import io.multiprocess.interop.InteropCapnp.Counter;
import io.multiprocess.interop.InteropCapnp.Formula;
import io.multiprocess.interop.InteropCapnp.Function;
import io.multiprocess.interop.InteropCapnp.Latch;
import io.multiprocess.interop.InteropCapnp.Operator;
import io.multiprocess.interop.InteropCapnp.Peer;
import io.multiprocess.interop.InteropCapnp.Sink;
import io.multiprocess.interop.InteropCapnp.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What {@code scenarios.cpp} asks of a server, asked in Java on the typed low-level API, from one thread that waits for answers.
 *
 * <p><em>Confined to one thread.</em>
 */
final class JavaScenarios {

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Peer.Client server;
    private final CallExecutor executor;
    private final long seed;
    private final int steps;

    JavaScenarios(Peer.Client server, CallExecutor executor, long seed, int steps) {
        this.server = server;
        this.executor = executor;
        this.seed = seed;
        this.steps = steps;
    }

    void run(String scenario) throws Exception {
        switch (scenario) {
            case "echo" -> echo();
            case "failure" -> failure();
            case "callback" -> callback();
            case "pipelining" -> pipelining();
            case "anyPointer" -> anyPointer();
            case "embargo" -> embargo();
            case "latePromise" -> latePromise();
            case "tailCall" -> tailCall();
            case "cancellation" -> cancellation();
            case "streaming" -> streaming();
            case "calculator" -> calculator();
            case "nullCapability" -> nullCapability();
            case "randomOperations" -> new RandomOperations().go();
            default -> throw new IllegalArgumentException("no scenario is called " + scenario);
        }
    }

    /** Reads one value of the results and lets them go. */
    private static <R, V> V await(TypedCall<R, ? extends Pipeline> call, java.util.function.Function<R, V> read)
            throws Exception {
        R results = call.await(TIMEOUT_NANOS);
        try {
            return read.apply(results);
        } finally {
            call.pending().response().close();
        }
    }

    private static void await(TypedCall<?, ? extends Pipeline> call) throws Exception {
        await(call, results -> true);
    }

    private Capability local(io.multiprocess.capability.LocalServer object) {
        return Capability.local(object, executor);
    }

    private Counter.Client localCounter(long start) {
        return new Counter.Client(local(new JavaPeer.JavaCounter(executor, start)));
    }

    private Counter.Client makeCounter(long start) {
        var request = server.makeCounterRequest();
        request.params().setStart(start);
        var call = request.send();
        Counter.Client counter = call.pipeline().getCounter();
        closeWhenDone(call);
        return counter;
    }

    /** The results' other references are not needed: what was pipelined holds its own. */
    private static void closeWhenDone(TypedCall<?, ? extends Pipeline> call) {
        call.pending().onCompletion(done -> {
            if (done.failure() == null) {
                done.response().close();
            }
        });
    }

    private static TypedCall<InteropCapnp.CounterValue.Reader, Pipeline> add(Counter.Client counter, long by) {
        var request = counter.addRequest();
        request.params().setBy(by);
        return request.send();
    }

    private static long addAndGet(Counter.Client counter, long by) throws Exception {
        return await(add(counter, by), InteropCapnp.CounterValue.Reader::getValue);
    }

    private static TypedCall<?, ?> mark(Counter.Client counter, long reference, long sequence) {
        var request = counter.markRequest();
        request.params().setReference(reference);
        request.params().setSequence(sequence);
        return request.send();
    }

    private static long marks(Counter.Client counter) throws Exception {
        return await(counter.marksRequest().send(), Counter.MarksResults.Reader::getCount);
    }

    private Counter.Client reflect(Counter.Client counter) {
        var request = server.reflectRequest();
        request.params().setObject(request.table(), counter.capability());
        var call = request.send();
        Counter.Client back = new Counter.Client(call.pipeline().getObject());
        closeWhenDone(call);
        return back;
    }

    private static Counter.Client another(Counter.Client counter) {
        var call = counter.anotherRequest().send();
        Counter.Client same = call.pipeline().getCounter();
        closeWhenDone(call);
        return same;
    }

    private static void awaitResolution(Capability promise) throws InterruptedException {
        CountDownLatch resolved = new CountDownLatch(1);
        promise.whenResolved(to -> resolved.countDown());
        assertThat(resolved.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void echo() throws Exception {
        for (int size : new int[] {0, 1, 7, 8, 100, 4096, 100_000, 3_000_000}) {
            byte[] sent = new byte[size];
            for (int i = 0; i < size; i++) {
                sent[i] = (byte) (i * 131 + size);
            }
            var request = server.echoRequest();
            request.params().setData(sent);
            byte[] received = await(request.send(), results -> results.getData().toArray());
            assertThat(received).isEqualTo(sent);
        }
    }

    private void failure() throws Exception {
        var request = server.failRequest();
        request.params().setReason("no such thing as ünïcode");
        assertThatThrownBy(() -> await(request.send()))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("no such thing as ünïcode");
        echo();
    }

    private void callback() throws Exception {
        JavaPeer.JavaCallback object = new JavaPeer.JavaCallback(3);
        try (InteropCapnp.Callback.Client callback = new InteropCapnp.Callback.Client(local(object))) {
            var request = server.callBackRequest();
            request.params().setCallback(request.table(), callback);
            request.params().setTimes(50);
            assertThat(await(request.send(), Peer.CallBackResults.Reader::getSum))
                    .isEqualTo(3 * 49 * 50 / 2);
        }
        assertThat(object.calls).hasValue(50);
    }

    private void pipelining() throws Exception {
        try (Counter.Client counter = makeCounter(100);
                Counter.Client between = another(counter);
                Counter.Client again = another(between)) {
            var first = add(counter, 1);
            var second = add(counter, 10);
            var third = add(again, 100);
            assertThat(await(first, InteropCapnp.CounterValue.Reader::getValue)).isEqualTo(101);
            assertThat(await(second, InteropCapnp.CounterValue.Reader::getValue))
                    .isEqualTo(111);
            assertThat(await(third, InteropCapnp.CounterValue.Reader::getValue)).isEqualTo(211);
        }
    }

    private void anyPointer() throws Exception {
        var request = server.reflectAnyRequest();
        var formula = request.params().getObject().initAs(Formula.factory).initApply();
        try (Function.Client function = new Function.Client(local(new JavaPeer.SumFunction(2)))) {
            formula.setFunction(request.table(), function);
        }
        formula.initArguments(2).get(1).setNumber(2.5);
        var call = request.send();
        try (Function.Client back = await(call, results -> {
            var apply = results.getObject().getAs(Formula.factory).getApply();
            assertThat(apply.getArguments().get(1).getNumber()).isEqualTo(2.5);
            return Function.Client.FACTORY.retain(apply.getFunction());
        })) {
            assertThat(apply(back, 1, 2)).isEqualTo(6);
        }
        try (Counter.Client counter = makeCounter(1)) {
            var lone = server.reflectAnyRequest();
            lone.params()
                    .getObject()
                    .initAs(io.multiprocess.capability.CapabilityBuilder.FACTORY)
                    .set(lone.table(), counter.capability());
            try (Counter.Client same = await(
                    lone.send(),
                    results -> Counter.Client.FACTORY.retain(results.getObject().getAs(Counter.Client.FACTORY)))) {
                assertThat(addAndGet(same, 1)).isEqualTo(2);
                assertThat(addAndGet(counter, 1)).isEqualTo(3);
            }
        }
    }

    private void embargo() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (Counter.Client local = localCounter(0);
                    Counter.Client promised = reflect(local)) {
                List<TypedCall<?, ?>> marking = new ArrayList<>();
                long sequence = 0;
                for (int i = 0; i < 1 + round; i++) {
                    marking.add(mark(promised, 1, ++sequence));
                }
                awaitResolution(promised.capability());
                for (int i = 0; i < 20; i++) {
                    marking.add(mark(promised, 1, ++sequence));
                }
                for (TypedCall<?, ?> call : marking) {
                    await(call);
                }
                assertThat(marks(local)).isEqualTo(sequence);
            }
        }
    }

    private void latePromise() throws Exception {
        for (boolean ours : new boolean[] {false, true}) {
            var made = server.makeLatchRequest().send();
            try (Latch.Client latch = made.pipeline().getLatch()) {
                closeWhenDone(made);
                var promise = latch.promisedRequest().send();
                try (Counter.Client promised = promise.pipeline().getCounter();
                        Counter.Client counter = ours ? localCounter(0) : makeCounter(0)) {
                    closeWhenDone(promise);
                    List<TypedCall<?, ?>> marking = new ArrayList<>();
                    long sequence = 0;
                    for (int i = 0; i < 10; i++) {
                        marking.add(mark(promised, 9, ++sequence));
                    }
                    var open = latch.openRequest();
                    open.params().setCounter(open.table(), counter);
                    var opened = open.send();
                    for (int i = 0; i < 10; i++) {
                        marking.add(mark(promised, 9, ++sequence));
                    }
                    await(opened);
                    awaitResolution(promised.capability());
                    for (int i = 0; i < 10; i++) {
                        marking.add(mark(promised, 9, ++sequence));
                    }
                    for (TypedCall<?, ?> call : marking) {
                        await(call);
                    }
                    assertThat(marks(counter)).isEqualTo(sequence);
                }
            }
        }
    }

    private TypedCall<InteropCapnp.CounterValue.Reader, Pipeline> forward(Counter.Client counter, long by) {
        var request = server.forwardRequest();
        request.params().setCounter(request.table(), counter);
        request.params().setBy(by);
        return request.send();
    }

    private void tailCall() throws Exception {
        try (Counter.Client local = localCounter(1000);
                Counter.Client remote = makeCounter(5000)) {
            var one = forward(local, 1);
            var two = forward(remote, 2);
            var three = forward(local, 3);
            assertThat(await(one, InteropCapnp.CounterValue.Reader::getValue)).isEqualTo(1001);
            assertThat(await(two, InteropCapnp.CounterValue.Reader::getValue)).isEqualTo(5002);
            assertThat(await(three, InteropCapnp.CounterValue.Reader::getValue)).isEqualTo(1004);
        }
    }

    private int cancelledCalls() throws Exception {
        return await(server.cancelledCallsRequest().send(), Peer.CancelledCallsResults.Reader::getCount);
    }

    private void cancellation() throws Exception {
        for (int i = 1; i <= 10; i++) {
            var hanging = server.hangRequest().send();
            // An answered call behind it shows that the peer has it.
            assertThat(cancelledCalls()).isEqualTo(i - 1);
            hanging.pending().cancel();
            int count = 0;
            for (int tries = 0; tries < 1000 && count < i; tries++) {
                count = cancelledCalls();
            }
            assertThat(count).isEqualTo(i);
        }
        pipelining();
    }

    private void streaming() throws Exception {
        var opened = server.openSinkRequest().send();
        try (Sink.Client sink = opened.pipeline().getSink()) {
            closeWhenDone(opened);
            long bytes = 0;
            long checksum = 0;
            Random random = new Random(seed);
            for (int i = 0; i < 500; i++) {
                byte[] chunk = new byte[random.nextInt(20_000)];
                random.nextBytes(chunk);
                for (byte b : chunk) {
                    checksum = 31 * checksum + (b & 0xff);
                }
                bytes += chunk.length;
                var request = sink.writeRequest();
                request.params().setChunk(chunk);
                request.sendStreaming().await(TIMEOUT_NANOS).close();
            }
            long[] end =
                    await(sink.endRequest().send(), results -> new long[] {results.getBytes(), results.getChecksum()});
            assertThat(end).containsExactly(bytes, checksum);
        }
    }

    private static double apply(Function.Client function, double... arguments) throws Exception {
        var request = function.applyRequest();
        var list = request.params().initArguments(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            list.set(i, arguments[i]);
        }
        return await(request.send(), Function.ApplyResults.Reader::getResult);
    }

    private static Function.Client operator(Calculator.Client calculator, Operator kind) {
        var request = calculator.operatorRequest();
        request.params().setKind(kind);
        var call = request.send();
        Function.Client function = call.pipeline().getFunction();
        closeWhenDone(call);
        return function;
    }

    private static Value.Client value(
            TypedCall<Calculator.EvaluateResults.Reader, Calculator.EvaluateResults.Pipeline> evaluated) {
        Value.Client value = evaluated.pipeline().getValue();
        closeWhenDone(evaluated);
        return value;
    }

    private static double get(Value.Client value) throws Exception {
        try (value) {
            return await(value.getRequest().send(), Value.GetResults.Reader::getNumber);
        }
    }

    private void calculator() throws Exception {
        var made = server.calculatorRequest().send();
        try (Calculator.Client calculator = made.pipeline().getCalculator();
                Function.Client plus = operator(calculator, Operator.ADD);
                Function.Client minus = operator(calculator, Operator.SUBTRACT);
                Function.Client times = operator(calculator, Operator.MULTIPLY);
                Function.Client divided = operator(calculator, Operator.DIVIDE)) {
            closeWhenDone(made);
            evaluates(calculator, plus, minus);
            usesValuesThatAreNotThere(calculator, plus, times, divided);
            definesFunctions(calculator, plus, times);
            passesFunctions(calculator);
            var wrong = calculator.evaluateRequest();
            wrong.params().getFormula().setParameter(7);
            Value.Client nothing = value(wrong.send());
            assertThatThrownBy(() -> get(nothing)).isInstanceOf(RpcException.class);
            var right = calculator.evaluateRequest();
            right.params().getFormula().setNumber(1);
            assertThat(get(value(right.send()))).isEqualTo(1);
        }
    }

    private static void evaluates(Calculator.Client calculator, Function.Client plus, Function.Client minus)
            throws Exception {
        var number = calculator.evaluateRequest();
        number.params().getFormula().setNumber(123.5);
        assertThat(get(value(number.send()))).isEqualTo(123.5);

        // 123 + 45 - 67, with operators that have not arrived yet.
        var request = calculator.evaluateRequest();
        var outer = request.params().getFormula().initApply();
        outer.setFunction(request.table(), minus);
        var outerArguments = outer.initArguments(2);
        var inner = outerArguments.get(0).initApply();
        inner.setFunction(request.table(), plus);
        var innerArguments = inner.initArguments(2);
        innerArguments.get(0).setNumber(123);
        innerArguments.get(1).setNumber(45);
        outerArguments.get(1).setNumber(67);
        assertThat(get(value(request.send()))).isEqualTo(101);
    }

    /** 4 * 6 as a value, then value / 3 and value + 5, all before any answer. */
    private static void usesValuesThatAreNotThere(
            Calculator.Client calculator, Function.Client plus, Function.Client times, Function.Client divided)
            throws Exception {
        var request = calculator.evaluateRequest();
        var product = request.params().getFormula().initApply();
        product.setFunction(request.table(), times);
        var factors = product.initArguments(2);
        factors.get(0).setNumber(4);
        factors.get(1).setNumber(6);
        try (Value.Client value = value(request.send())) {
            Value.Client third = combine(calculator, divided, value, 3);
            Value.Client sum = combine(calculator, plus, value, 5);
            assertThat(get(third)).isEqualTo(8);
            assertThat(get(sum)).isEqualTo(29);
        }
    }

    private static Value.Client combine(
            Calculator.Client calculator, Function.Client function, Value.Client value, double number) {
        var request = calculator.evaluateRequest();
        var formula = request.params().getFormula().initApply();
        formula.setFunction(request.table(), function);
        var arguments = formula.initArguments(2);
        arguments.get(0).setValue(request.table(), value);
        arguments.get(1).setNumber(number);
        return value(request.send());
    }

    /** f(x, y) = x * 100 + y, defined over there; g(x) = f(x, x + 1) * 2 uses f. */
    private static void definesFunctions(Calculator.Client calculator, Function.Client plus, Function.Client times)
            throws Exception {
        var defineF = calculator.defineRequest();
        defineF.params().setParameters(2);
        var body = defineF.params().getBody().initApply();
        body.setFunction(defineF.table(), plus);
        var parts = body.initArguments(2);
        var scaled = parts.get(0).initApply();
        scaled.setFunction(defineF.table(), times);
        var scaledParts = scaled.initArguments(2);
        scaledParts.get(0).setParameter(0);
        scaledParts.get(1).setNumber(100);
        parts.get(1).setParameter(1);
        var definedF = defineF.send();
        try (Function.Client f = definedF.pipeline().getFunction()) {
            closeWhenDone(definedF);
            var defineG = calculator.defineRequest();
            defineG.params().setParameters(1);
            var twice = defineG.params().getBody().initApply();
            twice.setFunction(defineG.table(), times);
            var twiceParts = twice.initArguments(2);
            var ofF = twiceParts.get(0).initApply();
            ofF.setFunction(defineG.table(), f);
            var ofFParts = ofF.initArguments(2);
            ofFParts.get(0).setParameter(0);
            var next = ofFParts.get(1).initApply();
            next.setFunction(defineG.table(), plus);
            var nextParts = next.initArguments(2);
            nextParts.get(0).setParameter(0);
            nextParts.get(1).setNumber(1);
            twiceParts.get(1).setNumber(2);
            var definedG = defineG.send();
            try (Function.Client g = definedG.pipeline().getFunction()) {
                closeWhenDone(definedG);
                assertThat(apply(f, 12, 34)).isEqualTo(1234);
                assertThat(apply(g, 3)).isEqualTo(608);
            }
        }
    }

    /** Function objects of ours, called from over there. */
    private void passesFunctions(Calculator.Client calculator) throws Exception {
        try (Function.Client ten = new Function.Client(local(new JavaPeer.SumFunction(10)));
                Function.Client half = new Function.Client(local(new JavaPeer.SumFunction(0.5)))) {
            var request = calculator.evaluateRequest();
            var formula = request.params().getFormula().initApply();
            formula.setFunction(request.table(), ten);
            var arguments = formula.initArguments(3);
            arguments.get(0).setNumber(1);
            arguments.get(1).setNumber(2);
            var nested = arguments.get(2).initApply();
            nested.setFunction(request.table(), half);
            nested.initArguments(1).get(0).setNumber(8);
            assertThat(get(value(request.send()))).isEqualTo(70);
        }
    }

    private void nullCapability() throws Exception {
        var request = server.forwardRequest();
        request.params().setBy(1);
        assertThatThrownBy(() -> await(request.send())).isInstanceOf(RpcException.class);
        pipelining();
    }

    /** References to counters of both sides, passed back and forth, each marking its own order. */
    private final class RandomOperations {

        private static final class Original {
            final Counter.Client counter;
            long marks;
            long sum;

            Original(Counter.Client counter) {
                this.counter = counter;
            }
        }

        private static final class Reference {
            final Counter.Client counter;
            final Original original;
            final long id;
            long sequence;

            Reference(Counter.Client counter, Original original, long id) {
                this.counter = counter;
                this.original = original;
                this.id = id;
            }
        }

        private final Random random = new Random(seed);
        private final List<Original> originals = new ArrayList<>();
        private final List<Reference> references = new ArrayList<>();
        private final List<TypedCall<?, ?>> pending = new ArrayList<>();
        private long nextId = 1;

        void go() throws Exception {
            for (int step = 0; step < steps; step++) {
                one();
                if (random.nextInt(64) == 0) {
                    settle();
                }
            }
            settle();
            for (Original original : originals) {
                assertThat(marks(original.counter)).isEqualTo(original.marks);
                assertThat(addAndGet(original.counter, 0)).isEqualTo(original.sum);
                original.counter.close();
            }
            references.forEach(reference -> reference.counter.close());
        }

        private void addReference(Counter.Client counter, Original original) {
            references.add(new Reference(counter, original, nextId++));
        }

        private void one() throws Exception {
            int what = random.nextInt(16);
            if (references.isEmpty() || what == 0) {
                Original original = new Original(random.nextBoolean() ? localCounter(0) : makeCounter(0));
                originals.add(original);
                addReference(Counter.Client.FACTORY.retain(original.counter), original);
                return;
            }
            Reference reference = references.get(random.nextInt(references.size()));
            if (what <= 6) {
                pending.add(mark(reference.counter, reference.id, ++reference.sequence));
                reference.original.marks++;
            } else if (what <= 8) {
                long by = random.nextInt(1000) - 500L;
                pending.add(add(reference.counter, by));
                reference.original.sum += by;
            } else if (what <= 10) {
                addReference(reflect(reference.counter), reference.original);
            } else if (what == 11) {
                addReference(another(reference.counter), reference.original);
            } else if (what == 12) {
                throughLatch(reference);
            } else if (what == 13) {
                pending.add(forward(reference.counter, 7));
                reference.original.sum += 7;
            } else if (what == 14) {
                throughList(reference, references.get(random.nextInt(references.size())));
            } else if (references.size() > 4) {
                references.remove(reference);
                reference.counter.close();
            }
            while (references.size() > 200) {
                references.remove(references.size() - 1).counter.close();
            }
        }

        private void throughLatch(Reference reference) {
            var made = server.makeLatchRequest().send();
            try (Latch.Client latch = made.pipeline().getLatch()) {
                closeWhenDone(made);
                var promise = latch.promisedRequest().send();
                Counter.Client promised = promise.pipeline().getCounter();
                closeWhenDone(promise);
                var open = latch.openRequest();
                open.params().setCounter(open.table(), reference.counter);
                pending.add(open.send());
                addReference(promised, reference.original);
            }
        }

        private void throughList(Reference first, Reference second) throws Exception {
            var request = server.reflectListRequest();
            var list = request.params().initCounters(2);
            list.set(request.table(), 0, first.counter);
            list.set(request.table(), 1, second.counter);
            await(request.send(), results -> {
                var counters = results.getCounters();
                addReference(Counter.Client.FACTORY.retain(counters.get(0)), second.original);
                addReference(Counter.Client.FACTORY.retain(counters.get(1)), first.original);
                return true;
            });
        }

        private void settle() throws Exception {
            for (TypedCall<?, ?> call : pending) {
                await(call);
            }
            pending.clear();
        }
    }
}

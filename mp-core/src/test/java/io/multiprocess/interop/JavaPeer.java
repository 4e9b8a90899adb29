package io.multiprocess.interop;

import io.multiprocess.capability.CallExecutor;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.CapabilityTable;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.RpcException;
import io.multiprocess.capability.TypedCallContext;
import io.multiprocess.interop.InteropCapnp.Calculator;
import io.multiprocess.interop.InteropCapnp.Counter;
import io.multiprocess.interop.InteropCapnp.CounterValue;
import io.multiprocess.interop.InteropCapnp.Formula;
import io.multiprocess.interop.InteropCapnp.Function;
import io.multiprocess.interop.InteropCapnp.Latch;
import io.multiprocess.interop.InteropCapnp.Operator;
import io.multiprocess.interop.InteropCapnp.Peer;
import io.multiprocess.interop.InteropCapnp.Sink;
import io.multiprocess.interop.InteropCapnp.Value;
import io.multiprocess.wire.PointerCopier;
import org.capnproto.AnyPointer;
import org.capnproto.PrimitiveList;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code server.cpp} does, in Java on the typed low-level API. Calls run on the event loop. */
final class JavaPeer extends Peer.Server {

    private final CallExecutor executor;
    private final AtomicInteger cancelled = new AtomicInteger();

    JavaPeer(CallExecutor executor) {
        this.executor = executor;
    }

    @Override
    protected void echo(TypedCallContext<Peer.EchoParams.Reader, Peer.EchoResults.Builder> call) {
        call.results().setData(call.params().getData());
        call.complete();
    }

    @Override
    protected void fail(TypedCallContext<Peer.FailParams.Reader, Peer.FailResults.Builder> call) {
        call.fail(RpcException.failed(call.params().getReason().toString()));
    }

    @Override
    protected void callBack(TypedCallContext<Peer.CallBackParams.Reader, Peer.CallBackResults.Builder> call) {
        callOneByOne(call, call.params().getCallback(), 0, call.params().getTimes(), 0);
    }

    private static void callOneByOne(
            TypedCallContext<Peer.CallBackParams.Reader, Peer.CallBackResults.Builder> call,
            InteropCapnp.Callback.Client callback,
            int number,
            int times,
            long sum) {
        if (number == times) {
            call.results().setSum(sum);
            call.complete();
            return;
        }
        var request = callback.callRequest();
        request.params().setNumber(number);
        var pending = request.send();
        pending.pending().onCompletion(done -> {
            RpcException failure = done.failure();
            if (failure != null) {
                call.fail(failure);
                return;
            }
            long answer = pending.results().getAnswer();
            done.response().close();
            callOneByOne(call, callback, number + 1, times, sum + answer);
        });
    }

    @Override
    protected void makeCounter(TypedCallContext<Peer.MakeCounterParams.Reader, Peer.MakeCounterResults.Builder> call) {
        Capability counter =
                Capability.local(new JavaCounter(executor, call.params().getStart()), executor);
        call.results().setCounter(call.table(), counter);
        counter.release();
        call.complete();
    }

    @Override
    protected void reflect(TypedCallContext<Peer.ReflectParams.Reader, Peer.ReflectResults.Builder> call) {
        call.results().setObject(call.table(), call.params().getObject());
        call.complete();
    }

    @Override
    protected void reflectAny(TypedCallContext<Peer.ReflectAnyParams.Reader, Peer.ReflectAnyResults.Builder> call) {
        CapabilityTable from = call.context().paramsTable();
        for (int i = 0; i < from.size(); i++) {
            Capability capability = from.get(i);
            call.table().adopt(capability == null ? null : capability.addRef());
        }
        PointerCopier.copy(call.params().getObject(), call.results().getObject(), 1 << 20);
        call.complete();
    }

    @Override
    protected void reflectList(TypedCallContext<Peer.ReflectListParams.Reader, Peer.ReflectListResults.Builder> call) {
        var counters = call.params().getCounters();
        var results = call.results().initCounters(counters.size());
        for (int i = 0; i < counters.size(); i++) {
            results.set(call.table(), i, counters.get(counters.size() - 1 - i));
        }
        call.complete();
    }

    @Override
    protected void makeLatch(TypedCallContext<Peer.MakeLatchParams.Reader, Peer.MakeLatchResults.Builder> call) {
        Capability latch = Capability.local(new JavaLatch(), executor);
        call.results().setLatch(call.table(), latch);
        latch.release();
        call.complete();
    }

    @Override
    protected void calculator(TypedCallContext<Peer.CalculatorParams.Reader, Peer.CalculatorResults.Builder> call) {
        Capability calculator = Capability.local(new JavaCalculator(executor), executor);
        call.results().setCalculator(call.table(), calculator);
        calculator.release();
        call.complete();
    }

    @Override
    protected void openSink(TypedCallContext<Peer.OpenSinkParams.Reader, Peer.OpenSinkResults.Builder> call) {
        Capability sink = Capability.local(new JavaSink(), executor);
        call.results().setSink(call.table(), sink);
        sink.release();
        call.complete();
    }

    @Override
    protected void forward(TypedCallContext<Peer.ForwardParams.Reader, CounterValue.Builder> call) {
        var request = call.params().getCounter().addRequest();
        request.params().setBy(call.params().getBy());
        call.context().releaseParams();
        call.tailCall(request);
    }

    @Override
    protected void hang(TypedCallContext<Peer.HangParams.Reader, Peer.HangResults.Builder> call) {
        call.context().onCancel(() -> {
            cancelled.incrementAndGet();
            call.fail(RpcException.failed("cancelled"));
        });
    }

    @Override
    protected void cancelledCalls(
            TypedCallContext<Peer.CancelledCallsParams.Reader, Peer.CancelledCallsResults.Builder> call) {
        call.results().setCount(cancelled.get());
        call.complete();
    }

    /** Counts, and checks that calls come in order. */
    static final class JavaCounter extends Counter.Server {

        private final CallExecutor executor;
        private final Map<Long, Long> lastMarks = new HashMap<>();
        private long value;
        private long inOrder;

        JavaCounter(CallExecutor executor, long start) {
            this.executor = executor;
            this.value = start;
        }

        @Override
        protected void add(TypedCallContext<Counter.AddParams.Reader, CounterValue.Builder> call) {
            value += call.params().getBy();
            call.results().setValue(value);
            call.complete();
        }

        @Override
        protected void mark(TypedCallContext<Counter.MarkParams.Reader, Counter.MarkResults.Builder> call) {
            long reference = call.params().getReference();
            long last = lastMarks.getOrDefault(reference, 0L);
            long sequence = call.params().getSequence();
            if (sequence != last + 1) {
                call.fail(RpcException.failed(
                        "calls came out of order: reference " + reference + ", " + sequence + " after " + last));
                return;
            }
            lastMarks.put(reference, sequence);
            inOrder++;
            call.complete();
        }

        @Override
        protected void another(TypedCallContext<Counter.AnotherParams.Reader, Counter.AnotherResults.Builder> call) {
            // A second capability for the same object.
            Capability counter = Capability.local(this, executor);
            call.results().setCounter(call.table(), counter);
            counter.release();
            call.complete();
        }

        @Override
        protected void marks(TypedCallContext<Counter.MarksParams.Reader, Counter.MarksResults.Builder> call) {
            call.results().setCount(inOrder);
            call.complete();
        }
    }

    /** Answers a multiple of what it is called with. */
    static final class JavaCallback extends InteropCapnp.Callback.Server {

        final AtomicInteger calls = new AtomicInteger();
        private final long factor;

        JavaCallback(long factor) {
            this.factor = factor;
        }

        @Override
        protected void call(
                TypedCallContext<InteropCapnp.Callback.CallParams.Reader, InteropCapnp.Callback.CallResults.Builder>
                        call) {
            calls.incrementAndGet();
            call.results().setAnswer(factor * call.params().getNumber());
            call.complete();
        }
    }

    private static final class JavaLatch extends Latch.Server {

        private final List<TypedCallContext<Latch.PromisedParams.Reader, Latch.PromisedResults.Builder>> waiting =
                new ArrayList<>();
        private @Nullable Capability opened;

        @Override
        protected void promised(TypedCallContext<Latch.PromisedParams.Reader, Latch.PromisedResults.Builder> call) {
            Capability counter = opened;
            if (counter == null) {
                waiting.add(call);
            } else {
                answer(call, counter);
            }
        }

        private static void answer(
                TypedCallContext<Latch.PromisedParams.Reader, Latch.PromisedResults.Builder> call, Capability counter) {
            call.results().setCounter(call.table(), counter);
            call.complete();
        }

        @Override
        protected void open(TypedCallContext<Latch.OpenParams.Reader, Latch.OpenResults.Builder> call) {
            Capability counter = call.params().getCounter().capability().addRef();
            opened = counter;
            waiting.forEach(waiter -> answer(waiter, counter));
            waiting.clear();
            call.complete();
        }

        @Override
        public void released() {
            Capability counter = opened;
            if (counter != null) {
                counter.release();
            }
        }
    }

    private static final class JavaSink extends Sink.Server {

        private long bytes;
        private long checksum;

        @Override
        protected void write(TypedCallContext<Sink.WriteParams.Reader, AnyPointer.Builder> call) {
            byte[] chunk = call.params().getChunk().toArray();
            bytes += chunk.length;
            for (byte b : chunk) {
                checksum = 31 * checksum + (b & 0xff);
            }
            call.context().complete();
        }

        @Override
        protected void end(TypedCallContext<Sink.EndParams.Reader, Sink.EndResults.Builder> call) {
            call.results().setBytes(bytes);
            call.results().setChecksum(checksum);
            call.complete();
        }
    }

    /** A formula with references of its own to the capabilities in it. */
    private sealed interface Term {

        CompletableFuture<Double> evaluate(double[] parameters);

        default void release() {}

        static Term of(Formula.Reader formula) {
            return switch (formula.which()) {
                case NUMBER -> new Literal(formula.getNumber());
                case VALUE -> new Known(Value.Client.FACTORY.retain(formula.getValue()));
                case PARAMETER -> new Parameter(formula.getParameter());
                case APPLY -> {
                    var apply = formula.getApply();
                    List<Term> arguments = new ArrayList<>();
                    for (Formula.Reader argument : apply.getArguments()) {
                        arguments.add(of(argument));
                    }
                    yield new Application(Function.Client.FACTORY.retain(apply.getFunction()), arguments);
                }
                default -> throw new IllegalArgumentException("a kind of formula that this peer does not know");
            };
        }

        record Literal(double number) implements Term {
            @Override
            public CompletableFuture<Double> evaluate(double[] parameters) {
                return CompletableFuture.completedFuture(number);
            }
        }

        record Parameter(int index) implements Term {
            @Override
            public CompletableFuture<Double> evaluate(double[] parameters) {
                return index < parameters.length
                        ? CompletableFuture.completedFuture(parameters[index])
                        : CompletableFuture.failedFuture(RpcException.failed("no such parameter"));
            }
        }

        record Known(Value.Client value) implements Term {
            @Override
            public CompletableFuture<Double> evaluate(double[] parameters) {
                CompletableFuture<Double> result = new CompletableFuture<>();
                var got = value.getRequest().send();
                got.pending().onCompletion(done -> {
                    RpcException failure = done.failure();
                    if (failure != null) {
                        result.completeExceptionally(failure);
                        return;
                    }
                    double number = got.results().getNumber();
                    done.response().close();
                    result.complete(number);
                });
                return result;
            }

            @Override
            public void release() {
                value.close();
            }
        }

        record Application(Function.Client function, List<Term> arguments) implements Term {
            @Override
            public CompletableFuture<Double> evaluate(double[] parameters) {
                List<CompletableFuture<Double>> values = new ArrayList<>();
                arguments.forEach(argument -> values.add(argument.evaluate(parameters)));
                return CompletableFuture.allOf(values.toArray(CompletableFuture[]::new))
                        .thenCompose(all -> apply(values));
            }

            private CompletableFuture<Double> apply(List<CompletableFuture<Double>> values) {
                CompletableFuture<Double> result = new CompletableFuture<>();
                var request = function.applyRequest();
                var list = request.params().initArguments(values.size());
                for (int i = 0; i < values.size(); i++) {
                    list.set(i, values.get(i).join());
                }
                var applied = request.send();
                applied.pending().onCompletion(done -> {
                    RpcException failure = done.failure();
                    if (failure != null) {
                        result.completeExceptionally(failure);
                        return;
                    }
                    double number = applied.results().getResult();
                    done.response().close();
                    result.complete(number);
                });
                return result;
            }

            @Override
            public void release() {
                function.close();
                arguments.forEach(Term::release);
            }
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static double[] doubles(PrimitiveList.Double.Reader list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return numbers;
    }

    private static final class JavaCalculator extends Calculator.Server {

        private final CallExecutor executor;

        JavaCalculator(CallExecutor executor) {
            this.executor = executor;
        }

        @Override
        protected void evaluate(
                TypedCallContext<Calculator.EvaluateParams.Reader, Calculator.EvaluateResults.Builder> call) {
            Term term = Term.of(call.params().getFormula());
            CompletableFuture<Double> unused = term.evaluate(new double[0]).whenComplete((number, failure) -> {
                if (failure != null) {
                    call.fail(cause(failure));
                } else {
                    Capability value = Capability.local(new JavaValue(number), executor);
                    call.results().setValue(call.table(), value);
                    value.release();
                    call.complete();
                }
                term.release();
            });
        }

        @Override
        protected void define(TypedCallContext<Calculator.DefineParams.Reader, Calculator.DefineResults.Builder> call) {
            LocalServer defined = new DefinedFunction(
                    call.params().getParameters(), Term.of(call.params().getBody()));
            Capability function = Capability.local(defined, executor);
            call.results().setFunction(call.table(), function);
            function.release();
            call.complete();
        }

        @Override
        protected void operator(
                TypedCallContext<Calculator.OperatorParams.Reader, Calculator.OperatorResults.Builder> call) {
            Capability function =
                    Capability.local(new OperatorFunction(call.params().getKind()), executor);
            call.results().setFunction(call.table(), function);
            function.release();
            call.complete();
        }
    }

    private static final class JavaValue extends Value.Server {

        private final double number;

        JavaValue(double number) {
            this.number = number;
        }

        @Override
        protected void get(TypedCallContext<Value.GetParams.Reader, Value.GetResults.Builder> call) {
            call.results().setNumber(number);
            call.complete();
        }
    }

    private static final class OperatorFunction extends Function.Server {

        private final Operator kind;

        OperatorFunction(Operator kind) {
            this.kind = kind;
        }

        @Override
        protected void apply(TypedCallContext<Function.ApplyParams.Reader, Function.ApplyResults.Builder> call) {
            double[] arguments = doubles(call.params().getArguments());
            if (arguments.length != 2) {
                call.fail(RpcException.failed("an operator takes two arguments"));
                return;
            }
            double left = arguments[0];
            double right = arguments[1];
            call.results()
                    .setResult(
                            switch (kind) {
                                case ADD -> left + right;
                                case SUBTRACT -> left - right;
                                case MULTIPLY -> left * right;
                                case DIVIDE -> left / right;
                                default -> throw new IllegalArgumentException("no such operator");
                            });
            call.complete();
        }
    }

    private static final class DefinedFunction extends Function.Server {

        private final int parameters;
        private final Term body;

        DefinedFunction(int parameters, Term body) {
            this.parameters = parameters;
            this.body = body;
        }

        @Override
        protected void apply(TypedCallContext<Function.ApplyParams.Reader, Function.ApplyResults.Builder> call) {
            double[] arguments = doubles(call.params().getArguments());
            if (arguments.length != parameters) {
                call.fail(RpcException.failed("wrong number of arguments"));
                return;
            }
            CompletableFuture<Double> unused = body.evaluate(arguments).whenComplete((number, failure) -> {
                if (failure != null) {
                    call.fail(cause(failure));
                } else {
                    call.results().setResult(number);
                    call.complete();
                }
            });
        }

        @Override
        public void released() {
            body.release();
        }
    }

    /** A function object of the client's: the sum of all arguments, times a factor. */
    static final class SumFunction extends Function.Server {

        private final double factor;

        SumFunction(double factor) {
            this.factor = factor;
        }

        @Override
        protected void apply(TypedCallContext<Function.ApplyParams.Reader, Function.ApplyResults.Builder> call) {
            double sum = 0;
            for (double argument : doubles(call.params().getArguments())) {
                sum += argument;
            }
            call.results().setResult(factor * sum);
            call.complete();
        }
    }
}

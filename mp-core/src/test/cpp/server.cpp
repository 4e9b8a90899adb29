#include "peer.h"

#include <capnp/message.h>
#include <kj/vector.h>

namespace peer {

namespace {

class LatchServer final : public Latch::Server {
public:
    kj::Promise<void> promised(PromisedContext context) override
    {
        KJ_IF_MAYBE(counter, opened) {
            context.getResults().setCounter(*counter);
            return kj::READY_NOW;
        }
        auto waiting = kj::newPromiseAndFulfiller<Counter::Client>();
        waiters.add(kj::mv(waiting.fulfiller));
        return waiting.promise.then([context](Counter::Client counter) mutable {
            context.getResults().setCounter(kj::mv(counter));
        });
    }

    kj::Promise<void> open(OpenContext context) override
    {
        auto counter = context.getParams().getCounter();
        for (auto& waiter : waiters) {
            waiter->fulfill(kj::cp(counter));
        }
        waiters.clear();
        opened = kj::mv(counter);
        return kj::READY_NOW;
    }

private:
    kj::Maybe<Counter::Client> opened;
    kj::Vector<kj::Own<kj::PromiseFulfiller<Counter::Client>>> waiters;
};

class SinkServer final : public Sink::Server {
public:
    kj::Promise<void> write(WriteContext context) override
    {
        for (auto byte : context.getParams().getChunk()) {
            checksum = 31 * checksum + byte;
            ++bytes;
        }
        return kj::READY_NOW;
    }

    kj::Promise<void> end(EndContext context) override
    {
        auto results = context.getResults();
        results.setBytes(bytes);
        results.setChecksum(checksum);
        return kj::READY_NOW;
    }

private:
    uint64_t bytes = 0;
    uint64_t checksum = 0;
};

class ValueServer final : public Value::Server {
public:
    explicit ValueServer(double number) : number(number) {}

    kj::Promise<void> get(GetContext context) override
    {
        context.getResults().setNumber(number);
        return kj::READY_NOW;
    }

private:
    double number;
};

class OperatorFunction final : public Function::Server {
public:
    explicit OperatorFunction(Operator kind) : kind(kind) {}

    kj::Promise<void> apply(ApplyContext context) override
    {
        auto arguments = context.getParams().getArguments();
        KJ_REQUIRE(arguments.size() == 2, "an operator takes two arguments");
        double left = arguments[0];
        double right = arguments[1];
        double result = 0;
        switch (kind) {
        case Operator::ADD: result = left + right; break;
        case Operator::SUBTRACT: result = left - right; break;
        case Operator::MULTIPLY: result = left * right; break;
        case Operator::DIVIDE: result = left / right; break;
        default: KJ_FAIL_REQUIRE("no such operator");
        }
        context.getResults().setResult(result);
        return kj::READY_NOW;
    }

private:
    Operator kind;
};

kj::Promise<double> evaluateFormula(Formula::Reader formula, kj::ArrayPtr<const double> parameters)
{
    switch (formula.which()) {
    case Formula::NUMBER:
        return formula.getNumber();
    case Formula::VALUE:
        return formula.getValue().getRequest().send().then([](auto response) { return response.getNumber(); });
    case Formula::PARAMETER:
        KJ_REQUIRE(formula.getParameter() < parameters.size(), "no such parameter");
        return parameters[formula.getParameter()];
    case Formula::APPLY: {
        auto apply = formula.getApply();
        auto function = apply.getFunction();
        auto parts = kj::Vector<kj::Promise<double>>();
        for (auto part : apply.getArguments()) {
            parts.add(evaluateFormula(part, parameters));
        }
        return kj::joinPromises(parts.releaseAsArray()).then([function = kj::mv(function)](kj::Array<double> values) mutable {
            auto request = function.applyRequest();
            request.setArguments(values);
            return request.send().then([](auto response) { return response.getResult(); });
        });
    }
    }
    KJ_FAIL_REQUIRE("a kind of formula that this peer does not know");
}

class DefinedFunction final : public Function::Server {
public:
    DefinedFunction(uint32_t parameters, Formula::Reader source) : parameters(parameters)
    {
        body.setRoot(source);
    }

    kj::Promise<void> apply(ApplyContext context) override
    {
        auto arguments = context.getParams().getArguments();
        KJ_REQUIRE(arguments.size() == parameters, "wrong number of arguments");
        auto values = kj::heapArray<double>(arguments.size());
        for (uint32_t i = 0; i < values.size(); ++i) {
            values[i] = arguments[i];
        }
        auto result = evaluateFormula(body.getRoot<Formula>().asReader(), values);
        return result.attach(kj::mv(values)).then([context](double number) mutable {
            context.getResults().setResult(number);
        });
    }

private:
    uint32_t parameters;
    capnp::MallocMessageBuilder body;
};

class CalculatorServer final : public Calculator::Server {
public:
    kj::Promise<void> evaluate(EvaluateContext context) override
    {
        return evaluateFormula(context.getParams().getFormula(), nullptr).then([context](double number) mutable {
            context.getResults().setValue(kj::heap<ValueServer>(number));
        });
    }

    kj::Promise<void> define(DefineContext context) override
    {
        auto params = context.getParams();
        context.getResults().setFunction(kj::heap<DefinedFunction>(params.getParameters(), params.getBody()));
        return kj::READY_NOW;
    }

    kj::Promise<void> operator_(OperatorContext context) override
    {
        context.getResults().setFunction(kj::heap<OperatorFunction>(context.getParams().getKind()));
        return kj::READY_NOW;
    }
};

kj::Promise<int64_t> callOneByOne(Callback::Client callback, uint32_t number, uint32_t times, int64_t sum)
{
    if (number == times) {
        return sum;
    }
    auto request = callback.callRequest();
    request.setNumber(number);
    return request.send().then([callback = kj::mv(callback), number, times, sum](auto response) mutable {
        return callOneByOne(kj::mv(callback), number + 1, times, sum + response.getAnswer());
    });
}

class PeerServer final : public Peer::Server {
public:
    kj::Promise<void> echo(EchoContext context) override
    {
        context.getResults().setData(context.getParams().getData());
        return kj::READY_NOW;
    }

    kj::Promise<void> fail(FailContext context) override
    {
        auto reason = kj::str(context.getParams().getReason());
        kj::throwRecoverableException(kj::Exception(kj::Exception::Type::FAILED, __FILE__, __LINE__, kj::mv(reason)));
        return kj::READY_NOW;
    }

    kj::Promise<void> callBack(CallBackContext context) override
    {
        auto params = context.getParams();
        return callOneByOne(params.getCallback(), 0, params.getTimes(), 0).then([context](int64_t sum) mutable {
            context.getResults().setSum(sum);
        });
    }

    kj::Promise<void> makeCounter(MakeCounterContext context) override
    {
        context.getResults().setCounter(kj::heap<CounterServer>(context.getParams().getStart()));
        return kj::READY_NOW;
    }

    kj::Promise<void> reflect(ReflectContext context) override
    {
        context.getResults().setObject(context.getParams().getObject());
        return kj::READY_NOW;
    }

    kj::Promise<void> reflectAny(ReflectAnyContext context) override
    {
        context.getResults().getObject().set(context.getParams().getObject());
        return kj::READY_NOW;
    }

    kj::Promise<void> reflectList(ReflectListContext context) override
    {
        auto counters = context.getParams().getCounters();
        auto results = context.getResults().initCounters(counters.size());
        for (uint32_t i = 0; i < counters.size(); ++i) {
            results.set(i, counters[counters.size() - 1 - i]);
        }
        return kj::READY_NOW;
    }

    kj::Promise<void> makeLatch(MakeLatchContext context) override
    {
        context.getResults().setLatch(kj::heap<LatchServer>());
        return kj::READY_NOW;
    }

    kj::Promise<void> calculator(CalculatorContext context) override
    {
        context.getResults().setCalculator(kj::heap<CalculatorServer>());
        return kj::READY_NOW;
    }

    kj::Promise<void> openSink(OpenSinkContext context) override
    {
        context.getResults().setSink(kj::heap<SinkServer>());
        return kj::READY_NOW;
    }

    kj::Promise<void> forward(ForwardContext context) override
    {
        auto params = context.getParams();
        auto request = params.getCounter().addRequest();
        request.setBy(params.getBy());
        context.releaseParams();
        return context.tailCall(kj::mv(request));
    }

    kj::Promise<void> hang(HangContext context) override
    {
        context.allowCancellation();
        kj::Promise<void> never = kj::NEVER_DONE;
        return never.attach(kj::defer([this]() { ++cancelled; }));
    }

    kj::Promise<void> cancelledCalls(CancelledCallsContext context) override
    {
        context.getResults().setCount(cancelled);
        return kj::READY_NOW;
    }

private:
    uint32_t cancelled = 0;
};

} // namespace

kj::Promise<void> CounterServer::add(AddContext context)
{
    value += context.getParams().getBy();
    context.getResults().setValue(value);
    return kj::READY_NOW;
}

kj::Promise<void> CounterServer::mark(MarkContext context)
{
    auto params = context.getParams();
    uint64_t& last = lastMarks.findOrCreate(params.getReference(), [&]() {
        return kj::HashMap<uint64_t, uint64_t>::Entry{params.getReference(), 0};
    });
    KJ_REQUIRE(params.getSequence() == last + 1, "calls came out of order", params.getReference(), params.getSequence(), last);
    last = params.getSequence();
    ++inOrder;
    return kj::READY_NOW;
}

kj::Promise<void> CounterServer::another(AnotherContext context)
{
    context.getResults().setCounter(thisCap());
    return kj::READY_NOW;
}

kj::Promise<void> CounterServer::marks(MarksContext context)
{
    context.getResults().setCount(inOrder);
    return kj::READY_NOW;
}

kj::Promise<void> CallbackServer::call(CallContext context)
{
    ++calls;
    context.getResults().setAnswer(factor * context.getParams().getNumber());
    return kj::READY_NOW;
}

kj::Promise<void> SumFunction::apply(ApplyContext context)
{
    double sum = 0;
    for (double argument : context.getParams().getArguments()) {
        sum += argument;
    }
    context.getResults().setResult(factor * sum);
    return kj::READY_NOW;
}

kj::Own<Peer::Server> makePeer()
{
    return kj::heap<PeerServer>();
}

} // namespace peer

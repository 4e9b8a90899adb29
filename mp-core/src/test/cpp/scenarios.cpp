// What the C++ side asks of whatever serves it.
#include "peer.h"

#include <kj/vector.h>

#include <random>

namespace peer {

namespace {

struct Run {
    Peer::Client server;
    kj::AsyncIoContext& io;
    uint64_t seed;
    uint32_t steps;

    kj::WaitScope& scope() { return io.waitScope; }
};

Counter::Client makeCounter(Run& run, int64_t start)
{
    auto request = run.server.makeCounterRequest();
    request.setStart(start);
    return request.send().getCounter();
}

kj::Promise<int64_t> add(Counter::Client& counter, int64_t by)
{
    auto request = counter.addRequest();
    request.setBy(by);
    return request.send().then([](auto response) { return response.getValue(); });
}

kj::Promise<void> mark(Counter::Client& counter, uint64_t reference, uint64_t sequence)
{
    auto request = counter.markRequest();
    request.setReference(reference);
    request.setSequence(sequence);
    return request.send().ignoreResult();
}

Counter::Client reflect(Run& run, Counter::Client counter)
{
    auto request = run.server.reflectRequest();
    request.setObject(kj::mv(counter));
    return request.send().getObject().castAs<Counter>();
}

/// Bytes of all sizes up to several segments come back unchanged.
void echo(Run& run)
{
    for (size_t size : {0, 1, 7, 8, 100, 4096, 100'000, 3'000'000}) {
        auto request = run.server.echoRequest();
        auto data = request.initData(size);
        for (size_t i = 0; i < size; ++i) {
            data[i] = kj::byte(i * 131 + size);
        }
        auto sent = kj::heapArray<kj::byte>(data.begin(), data.size());
        auto response = request.send().wait(run.scope());
        KJ_REQUIRE(response.getData() == sent.asPtr(), size);
    }
}

void failure(Run& run)
{
    auto request = run.server.failRequest();
    request.setReason("no such thing as ünïcode");
    KJ_IF_MAYBE(exception, kj::runCatchingExceptions([&]() { request.send().wait(run.scope()); })) {
        KJ_REQUIRE(exception->getType() == kj::Exception::Type::FAILED);
        KJ_REQUIRE(kj::str(exception->getDescription()).size() > 0);
        auto text = exception->getDescription();
        bool found = false;
        kj::StringPtr wanted = "no such thing as ünïcode";
        for (size_t i = 0; i + wanted.size() <= text.size(); ++i) {
            found |= text.slice(i).startsWith(wanted);
        }
        KJ_REQUIRE(found, text);
        echo(run);
        return;
    }
    KJ_FAIL_REQUIRE("the call should have failed");
}

void callback(Run& run)
{
    auto server = kj::heap<CallbackServer>(3);
    auto& calls = server->calls;
    Callback::Client client = kj::mv(server);
    auto request = run.server.callBackRequest();
    request.setCallback(client);
    request.setTimes(50);
    auto response = request.send().wait(run.scope());
    KJ_REQUIRE(response.getSum() == 3 * 49 * 50 / 2, response.getSum());
    KJ_REQUIRE(calls == 50, calls);
}

/// Calls on results that are not there yet, several deep.
void pipelining(Run& run)
{
    auto counter = makeCounter(run, 100);
    auto again = counter.anotherRequest().send().getCounter().anotherRequest().send().getCounter();
    auto first = add(counter, 1);
    auto second = add(counter, 10);
    auto third = add(again, 100);
    KJ_REQUIRE(first.wait(run.scope()) == 101);
    KJ_REQUIRE(second.wait(run.scope()) == 111);
    KJ_REQUIRE(third.wait(run.scope()) == 211);
}

/// A formula travels as a pointer of unknown type, and the capabilities in it with it.
void anyPointer(Run& run)
{
    auto counter = makeCounter(run, 1);
    auto request = run.server.reflectAnyRequest();
    auto formula = request.getObject().initAs<Formula>().initApply();
    formula.setFunction(kj::heap<SumFunction>(2));
    formula.initArguments(2)[1].setNumber(2.5);
    auto response = request.send().wait(run.scope());
    auto back = response.getObject().getAs<Formula>().getApply();
    KJ_REQUIRE(back.getArguments()[1].getNumber() == 2.5);
    auto apply = back.getFunction().applyRequest();
    apply.setArguments({1, 2});
    KJ_REQUIRE(apply.send().wait(run.scope()).getResult() == 6);

    auto lone = run.server.reflectAnyRequest();
    lone.getObject().setAs<Counter>(counter);
    auto same = lone.send().wait(run.scope()).getObject().getAs<Counter>();
    KJ_REQUIRE(add(same, 1).wait(run.scope()) == 2);
    KJ_REQUIRE(add(counter, 1).wait(run.scope()) == 3);
}

/// A local object comes back through a promise: calls pipelined to the peer and later direct ones stay in order.
void embargo(Run& run)
{
    for (uint32_t round = 0; round < 20; ++round) {
        Counter::Client local = kj::heap<CounterServer>(0);
        auto promised = reflect(run, local);
        kj::Vector<kj::Promise<void>> marks;
        uint64_t sequence = 0;
        for (uint32_t i = 0; i < 1 + round; ++i) {
            marks.add(mark(promised, 1, ++sequence));
        }
        promised.whenResolved().wait(run.scope());
        for (uint32_t i = 0; i < 20; ++i) {
            marks.add(mark(promised, 1, ++sequence));
        }
        for (auto& done : marks) {
            done.wait(run.scope());
        }
        KJ_REQUIRE(local.marksRequest().send().wait(run.scope()).getCount() == sequence);
    }
}

/// A promise of the peer's is kept late, first with an object of the peer's, then with one of ours.
void latePromise(Run& run)
{
    for (bool ours : {false, true}) {
        auto latch = run.server.makeLatchRequest().send().getLatch();
        auto promised = latch.promisedRequest().send().getCounter();
        kj::Vector<kj::Promise<void>> marks;
        uint64_t sequence = 0;
        for (uint32_t i = 0; i < 10; ++i) {
            marks.add(mark(promised, 9, ++sequence));
        }
        Counter::Client counter = ours ? Counter::Client(kj::heap<CounterServer>(0)) : makeCounter(run, 0);
        auto open = latch.openRequest();
        open.setCounter(counter);
        auto opened = open.send();
        for (uint32_t i = 0; i < 10; ++i) {
            marks.add(mark(promised, 9, ++sequence));
        }
        opened.wait(run.scope());
        promised.whenResolved().wait(run.scope());
        for (uint32_t i = 0; i < 10; ++i) {
            marks.add(mark(promised, 9, ++sequence));
        }
        for (auto& done : marks) {
            done.wait(run.scope());
        }
        KJ_REQUIRE(counter.marksRequest().send().wait(run.scope()).getCount() == sequence);
    }
}

/// The peer passes our call on to our own object, and to its own, as tail calls.
void tailCall(Run& run)
{
    Counter::Client local = kj::heap<CounterServer>(1000);
    auto remote = makeCounter(run, 5000);
    auto forward = [&](Counter::Client& counter, int64_t by) {
        auto request = run.server.forwardRequest();
        request.setCounter(counter);
        request.setBy(by);
        return request.send().then([](auto response) { return response.getValue(); });
    };
    auto one = forward(local, 1);
    auto two = forward(remote, 2);
    auto three = forward(local, 3);
    KJ_REQUIRE(one.wait(run.scope()) == 1001);
    KJ_REQUIRE(two.wait(run.scope()) == 5002);
    KJ_REQUIRE(three.wait(run.scope()) == 1004);
}

void cancellation(Run& run)
{
    for (uint32_t i = 1; i <= 10; ++i) {
        {
            auto hanging = run.server.hangRequest().send();
            // An answered call behind it shows that the peer has it.
            run.server.cancelledCallsRequest().send().wait(run.scope());
        }
        // The dropped call's end and this call go out one behind the other.
        uint32_t count = 0;
        for (uint32_t tries = 0; tries < 1000 && count < i; ++tries) {
            count = run.server.cancelledCallsRequest().send().wait(run.scope()).getCount();
        }
        KJ_REQUIRE(count == i, count);
    }
    pipelining(run);
}

void streaming(Run& run)
{
    auto sink = run.server.openSinkRequest().send().getSink();
    uint64_t bytes = 0;
    uint64_t checksum = 0;
    std::mt19937_64 random(run.seed);
    for (uint32_t i = 0; i < 500; ++i) {
        auto request = sink.writeRequest();
        auto chunk = request.initChunk(random() % 20'000);
        for (auto& byte : chunk) {
            byte = kj::byte(random());
            checksum = 31 * checksum + byte;
            ++bytes;
        }
        request.send().wait(run.scope());
    }
    auto end = sink.endRequest().send().wait(run.scope());
    KJ_REQUIRE(end.getBytes() == bytes, end.getBytes(), bytes);
    KJ_REQUIRE(end.getChecksum() == checksum);
}

double get(Run& run, Value::Client value)
{
    return value.getRequest().send().wait(run.scope()).getNumber();
}

void calculator(Run& run)
{
    auto calculator = run.server.calculatorRequest().send().getCalculator();
    auto operatorOf = [&](Operator kind) {
        auto request = calculator.operatorRequest();
        request.setKind(kind);
        return request.send().getFunction();
    };
    auto plus = operatorOf(Operator::ADD);
    auto minus = operatorOf(Operator::SUBTRACT);
    auto times = operatorOf(Operator::MULTIPLY);
    auto divided = operatorOf(Operator::DIVIDE);

    // A number alone, asked for and read in one round trip.
    {
        auto request = calculator.evaluateRequest();
        request.getFormula().setNumber(123.5);
        KJ_REQUIRE(get(run, request.send().getValue()) == 123.5);
    }
    // 123 + 45 - 67, with operators that have not arrived yet.
    {
        auto request = calculator.evaluateRequest();
        auto outer = request.getFormula().initApply();
        outer.setFunction(minus);
        auto outerArguments = outer.initArguments(2);
        auto inner = outerArguments[0].initApply();
        inner.setFunction(plus);
        auto innerArguments = inner.initArguments(2);
        innerArguments[0].setNumber(123);
        innerArguments[1].setNumber(45);
        outerArguments[1].setNumber(67);
        KJ_REQUIRE(get(run, request.send().getValue()) == 101);
    }
    // 4 * 6 as a value, then value / 3 and value + 5, all before any answer.
    {
        auto request = calculator.evaluateRequest();
        auto product = request.getFormula().initApply();
        product.setFunction(times);
        auto factors = product.initArguments(2);
        factors[0].setNumber(4);
        factors[1].setNumber(6);
        auto value = request.send().getValue();

        auto thirdRequest = calculator.evaluateRequest();
        auto third = thirdRequest.getFormula().initApply();
        third.setFunction(divided);
        auto thirdArguments = third.initArguments(2);
        thirdArguments[0].setValue(value);
        thirdArguments[1].setNumber(3);
        auto thirdValue = thirdRequest.send().getValue();

        auto sumRequest = calculator.evaluateRequest();
        auto sum = sumRequest.getFormula().initApply();
        sum.setFunction(plus);
        auto sumArguments = sum.initArguments(2);
        sumArguments[0].setValue(value);
        sumArguments[1].setNumber(5);
        auto sumValue = sumRequest.send().getValue();

        KJ_REQUIRE(get(run, thirdValue) == 8);
        KJ_REQUIRE(get(run, sumValue) == 29);
    }
    // f(x, y) = x * 100 + y, defined over there; g(x) = f(x, x + 1) * 2 uses f.
    {
        auto defineF = calculator.defineRequest();
        defineF.setParameters(2);
        auto body = defineF.getBody().initApply();
        body.setFunction(plus);
        auto parts = body.initArguments(2);
        auto scaled = parts[0].initApply();
        scaled.setFunction(times);
        auto scaledParts = scaled.initArguments(2);
        scaledParts[0].setParameter(0);
        scaledParts[1].setNumber(100);
        parts[1].setParameter(1);
        auto f = defineF.send().getFunction();

        auto defineG = calculator.defineRequest();
        defineG.setParameters(1);
        auto twice = defineG.getBody().initApply();
        twice.setFunction(times);
        auto twiceParts = twice.initArguments(2);
        auto ofF = twiceParts[0].initApply();
        ofF.setFunction(f);
        auto ofFParts = ofF.initArguments(2);
        ofFParts[0].setParameter(0);
        auto next = ofFParts[1].initApply();
        next.setFunction(plus);
        auto nextParts = next.initArguments(2);
        nextParts[0].setParameter(0);
        nextParts[1].setNumber(1);
        twiceParts[1].setNumber(2);
        auto g = defineG.send().getFunction();

        auto callF = f.applyRequest();
        callF.setArguments({12, 34});
        auto callG = g.applyRequest();
        callG.setArguments({3});
        auto resultF = callF.send();
        auto resultG = callG.send();
        KJ_REQUIRE(resultF.wait(run.scope()).getResult() == 1234);
        KJ_REQUIRE(resultG.wait(run.scope()).getResult() == 608);
    }
    // A function object of ours, called from over there.
    {
        auto request = calculator.evaluateRequest();
        auto apply = request.getFormula().initApply();
        apply.setFunction(kj::heap<SumFunction>(10));
        auto arguments = apply.initArguments(3);
        arguments[0].setNumber(1);
        arguments[1].setNumber(2);
        auto nested = arguments[2].initApply();
        nested.setFunction(kj::heap<SumFunction>(0.5));
        auto nestedArguments = nested.initArguments(1);
        nestedArguments[0].setNumber(8);
        KJ_REQUIRE(get(run, request.send().getValue()) == 70);
    }
    // A wrong formula fails that call only.
    {
        auto request = calculator.evaluateRequest();
        request.getFormula().setParameter(7);
        KJ_REQUIRE(kj::runCatchingExceptions([&]() { get(run, request.send().getValue()); }) != nullptr);
        auto right = calculator.evaluateRequest();
        right.getFormula().setNumber(1);
        KJ_REQUIRE(get(run, right.send().getValue()) == 1);
    }
}

/// References to counters of both sides, passed back and forth, each marking its own order.
class RandomOperations {
public:
    explicit RandomOperations(Run& run) : run(run), random(run.seed) {}

    void go()
    {
        for (uint32_t step = 0; step < run.steps; ++step) {
            one();
            if (random() % 64 == 0) {
                settle();
            }
        }
        settle();
        checkTotals();
    }

private:
    struct Original {
        Counter::Client counter;
        uint64_t marks = 0;
        int64_t sum = 0;
    };
    struct Reference {
        Counter::Client counter;
        size_t original;
        uint64_t id;
        uint64_t sequence = 0;
    };

    Run& run;
    std::mt19937_64 random;
    uint64_t nextId = 1;
    kj::Vector<Original> originals;
    kj::Vector<Reference> references;
    kj::Vector<kj::Promise<void>> pending;

    void addReference(Counter::Client counter, size_t original)
    {
        references.add(Reference{kj::mv(counter), original, nextId++});
    }

    void one()
    {
        uint64_t what = random() % 16;
        if (references.empty() || what == 0) {
            bool ours = random() % 2;
            Counter::Client counter = ours ? Counter::Client(kj::heap<CounterServer>(0)) : makeCounter(run, 0);
            originals.add(Original{counter});
            addReference(kj::mv(counter), originals.size() - 1);
            return;
        }
        size_t index = random() % references.size();
        auto& reference = references[index];
        if (what <= 6) {
            pending.add(mark(reference.counter, reference.id, ++reference.sequence));
            ++originals[reference.original].marks;
        } else if (what <= 8) {
            int64_t by = int64_t(random() % 1000) - 500;
            pending.add(add(reference.counter, by).ignoreResult());
            originals[reference.original].sum += by;
        } else if (what <= 10) {
            addReference(reflect(run, reference.counter), reference.original);
        } else if (what == 11) {
            addReference(reference.counter.anotherRequest().send().getCounter(), reference.original);
        } else if (what == 12) {
            auto latch = run.server.makeLatchRequest().send().getLatch();
            auto promised = latch.promisedRequest().send().getCounter();
            auto open = latch.openRequest();
            open.setCounter(reference.counter);
            pending.add(open.send().ignoreResult());
            addReference(kj::mv(promised), reference.original);
        } else if (what == 13) {
            auto forward = run.server.forwardRequest();
            forward.setCounter(reference.counter);
            forward.setBy(7);
            pending.add(forward.send().ignoreResult());
            originals[reference.original].sum += 7;
        } else if (what == 14) {
            auto request = run.server.reflectListRequest();
            auto list = request.initCounters(2);
            size_t other = random() % references.size();
            list.set(0, references[index].counter);
            list.set(1, references[other].counter);
            size_t first = references[other].original;
            size_t second = references[index].original;
            auto response = request.send().wait(run.scope());
            addReference(response.getCounters()[0], first);
            addReference(response.getCounters()[1], second);
        } else if (references.size() > 4) {
            references[index] = kj::mv(references.back());
            references.removeLast();
        }
        if (references.size() > 200) {
            references.truncate(100);
        }
    }

    void settle()
    {
        for (auto& promise : pending) {
            promise.wait(run.scope());
        }
        pending.clear();
    }

    void checkTotals()
    {
        for (auto& original : originals) {
            auto marks = original.counter.marksRequest().send().wait(run.scope()).getCount();
            KJ_REQUIRE(marks == original.marks, marks, original.marks);
            int64_t sum = add(original.counter, 0).wait(run.scope());
            KJ_REQUIRE(sum == original.sum, sum, original.sum);
        }
    }
};

void randomOperations(Run& run)
{
    RandomOperations(run).go();
}

/// A call after the other side has been told to drop a capability, and one on null.
void nullCapability(Run& run)
{
    auto request = run.server.forwardRequest();
    request.setBy(1);
    KJ_REQUIRE(kj::runCatchingExceptions([&]() { request.send().wait(run.scope()); }) != nullptr);
    pipelining(run);
}

struct Scenario {
    kj::StringPtr name;
    void (*run)(Run&);
};

constexpr Scenario SCENARIOS[] = {
    {"echo"_kj, echo},
    {"failure"_kj, failure},
    {"callback"_kj, callback},
    {"pipelining"_kj, pipelining},
    {"anyPointer"_kj, anyPointer},
    {"embargo"_kj, embargo},
    {"latePromise"_kj, latePromise},
    {"tailCall"_kj, tailCall},
    {"cancellation"_kj, cancellation},
    {"streaming"_kj, streaming},
    {"calculator"_kj, calculator},
    {"nullCapability"_kj, nullCapability},
    {"randomOperations"_kj, randomOperations},
};

} // namespace

bool runScenario(kj::StringPtr name, Peer::Client server, kj::AsyncIoContext& io, uint64_t seed, uint32_t steps)
{
    Run run{kj::mv(server), io, seed, steps};
    for (auto& scenario : SCENARIOS) {
        if (scenario.name == name) {
            scenario.run(run);
            return true;
        }
    }
    return false;
}

} // namespace peer

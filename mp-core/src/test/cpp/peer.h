// The objects that a C++ peer serves, and what it knows about its own calls.
#pragma once

#include "interop.capnp.h"

#include <kj/async-io.h>
#include <kj/debug.h>
#include <kj/map.h>

#include <cstdint>

namespace peer {

class CounterServer final : public Counter::Server {
public:
    explicit CounterServer(int64_t start) : value(start) {}

    kj::Promise<void> add(AddContext context) override;
    kj::Promise<void> mark(MarkContext context) override;
    kj::Promise<void> another(AnotherContext context) override;
    kj::Promise<void> marks(MarksContext context) override;

private:
    int64_t value;
    uint64_t inOrder = 0;
    kj::HashMap<uint64_t, uint64_t> lastMarks;
};

class CallbackServer final : public Callback::Server {
public:
    explicit CallbackServer(int64_t factor) : factor(factor) {}

    kj::Promise<void> call(CallContext context) override;

    uint32_t calls = 0;

private:
    int64_t factor;
};

/// Adds what a function object of this process can: all arguments, times a factor.
class SumFunction final : public Function::Server {
public:
    explicit SumFunction(double factor) : factor(factor) {}

    kj::Promise<void> apply(ApplyContext context) override;

private:
    double factor;
};

/// The bootstrap object; one for each connection.
kj::Own<Peer::Server> makePeer();

/// Runs a scenario of the client's; throws or returns false when the other side does not do as it should.
bool runScenario(kj::StringPtr name, Peer::Client server, kj::AsyncIoContext& io, uint64_t seed, uint32_t steps);

} // namespace peer

// A peer on the C++ library: interop_peer serve PATH, or interop_peer run PATH SCENARIO [SEED STEPS].
#include "peer.h"

#include <capnp/rpc-twoparty.h>

#include <cstdlib>
#include <iostream>

namespace {

/// Serves each connection with a bootstrap object of its own.
class Acceptor final : public kj::TaskSet::ErrorHandler {
public:
    explicit Acceptor(kj::Own<kj::ConnectionReceiver> receiver) : receiver(kj::mv(receiver)), tasks(*this) {}

    kj::Promise<void> run()
    {
        return receiver->accept().then([this](kj::Own<kj::AsyncIoStream> stream) {
            auto connection = kj::heap<Connection>(kj::mv(stream));
            auto done = connection->network.onDisconnect();
            tasks.add(done.attach(kj::mv(connection)));
            return run();
        });
    }

    void taskFailed(kj::Exception&& exception) override { std::cerr << kj::str(exception).cStr() << std::endl; }

private:
    struct Connection {
        explicit Connection(kj::Own<kj::AsyncIoStream> stream)
            : stream(kj::mv(stream)), network(*this->stream, capnp::rpc::twoparty::Side::SERVER),
              system(capnp::makeRpcServer(network, peer::makePeer()))
        {
        }
        kj::Own<kj::AsyncIoStream> stream;
        capnp::TwoPartyVatNetwork network;
        capnp::RpcSystem<capnp::rpc::twoparty::VatId> system;
    };

    kj::Own<kj::ConnectionReceiver> receiver;
    kj::TaskSet tasks;
};

int serve(kj::AsyncIoContext& io, kj::StringPtr path)
{
    auto address = io.provider->getNetwork().parseAddress(kj::str("unix:", path)).wait(io.waitScope);
    Acceptor acceptor(address->listen());
    auto accepting = acceptor.run();
    std::cout << "ready" << std::endl;
    // The parent closes our standard input when it is done.
    auto input = io.lowLevelProvider->wrapInputFd(0);
    input->readAllText().ignoreResult().exclusiveJoin(kj::mv(accepting)).wait(io.waitScope);
    return 0;
}

int run(kj::AsyncIoContext& io, kj::StringPtr path, kj::StringPtr scenario, uint64_t seed, uint32_t steps)
{
    auto address = io.provider->getNetwork().parseAddress(kj::str("unix:", path)).wait(io.waitScope);
    auto stream = address->connect().wait(io.waitScope);
    capnp::TwoPartyClient client(*stream);
    try {
        if (!peer::runScenario(scenario, client.bootstrap().castAs<Peer>(), io, seed, steps)) {
            std::cout << "no scenario is called " << scenario.cStr() << std::endl;
            return 2;
        }
    } catch (const kj::Exception& exception) {
        std::cout << "failed: " << kj::str(exception).cStr() << std::endl;
        return 1;
    }
    std::cout << "passed" << std::endl;
    return 0;
}

} // namespace

int main(int argc, char* argv[])
{
    auto io = kj::setupAsyncIo();
    if (argc == 3 && kj::StringPtr(argv[1]) == "serve") {
        return serve(io, argv[2]);
    }
    if (argc >= 4 && kj::StringPtr(argv[1]) == "run") {
        uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
        uint32_t steps = argc > 5 ? uint32_t(std::strtoul(argv[5], nullptr, 10)) : 1000;
        return run(io, argv[2], argv[3], seed, steps);
    }
    std::cerr << "usage: " << argv[0] << " serve PATH | run PATH SCENARIO [SEED STEPS]" << std::endl;
    return 2;
}

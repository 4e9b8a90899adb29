// Speaks libmultiprocess's threads protocol by hand, on the plain C++ library, so that the protocol itself is what is tested:
//   threads_peer FD               a child that serves the stream it inherited
//   threads_peer spawn COMMAND…   a parent that starts a child the same way and uses it
// One event loop stands for all threads here; a Thread object is just a name, and calls must name the right one.
#include "mp/proxy.capnp.h"
#include "threads.capnp.h"

#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>
#include <kj/debug.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <iostream>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

class ThreadServer final : public mp::Thread::Server {
public:
    explicit ThreadServer(kj::StringPtr name) : name(kj::str(name)) {}

    kj::Promise<void> getName(GetNameContext context) override
    {
        context.getResults().setResult(name);
        return kj::READY_NOW;
    }

    kj::String name;
};

/// The threads that this process made, for others to run calls on.
capnp::CapabilityServerSet<mp::Thread> threads;

class ThreadMapServer final : public mp::ThreadMap::Server {
public:
    kj::Promise<void> makeThread(MakeThreadContext context) override
    {
        auto name = kj::str("cpp/", ++made, " (from ", context.getParams().getName(), ")");
        context.getResults().setResult(threads.add(kj::heap<ThreadServer>(name)));
        return kj::READY_NOW;
    }

private:
    int made = 0;
};

/// Fails the call unless it names a thread of this process.
kj::Promise<kj::String> threadOf(mp::Context::Reader context)
{
    KJ_REQUIRE(context.hasThread(), "the call names no thread");
    auto thread = context.getThread();
    return threads.getLocalServer(thread).then([](kj::Maybe<mp::Thread::Server&> server) {
        KJ_IF_MAYBE(local, server) {
            return kj::str(static_cast<ThreadServer&>(*local).name);
        }
        kj::throwFatalException(KJ_EXCEPTION(FAILED, "the call names a thread that is not of this process"));
    });
}

class WorkerServer final : public ThreadsWorker::Server {
public:
    ~WorkerServer() noexcept(false)
    {
        if (!destroyed) {
            std::cerr << "worker dropped without destroy" << std::endl;
        }
    }

    kj::Promise<void> destroy(DestroyContext context) override
    {
        destroyed = true;
        return kj::READY_NOW;
    }

    kj::Promise<void> twice(TwiceContext context) override
    {
        return threadOf(context.getParams().getContext()).then([context](kj::String) mutable {
            context.getResults().setResult(2 * context.getParams().getValue());
        });
    }

    kj::Promise<void> callThrough(CallThroughContext context) override
    {
        return threadOf(context.getParams().getContext()).then([context](kj::String) mutable {
            auto params = context.getParams();
            auto request = params.getCallback().callRequest();
            // The callback runs on the thread that waits for us, and may call back on the one we run on.
            request.getContext().setThread(params.getContext().getCallbackThread());
            request.getContext().setCallbackThread(params.getContext().getThread());
            request.setValue(params.getValue());
            auto callback = params.getCallback();
            return request.send().then([context, callback = kj::mv(callback)](auto response) mutable {
                context.getResults().setResult(response.getResult() + 1);
                auto destroy = callback.destroyRequest();
                auto threads = context.getParams().getContext();
                destroy.getContext().setThread(threads.getCallbackThread());
                destroy.getContext().setCallbackThread(threads.getThread());
                return destroy.send().ignoreResult();
            });
        });
    }

    kj::Promise<void> threadName(ThreadNameContext context) override
    {
        return threadOf(context.getParams().getContext()).then([context](kj::String name) mutable {
            context.getResults().setResult(name);
        });
    }

private:
    bool destroyed = false;
};

class RootServer final : public ThreadsRoot::Server {
public:
    kj::Promise<void> construct(ConstructContext context) override
    {
        context.getResults().setThreadMap(kj::heap<ThreadMapServer>());
        return kj::READY_NOW;
    }

    kj::Promise<void> makeWorker(MakeWorkerContext context) override
    {
        return threadOf(context.getParams().getContext()).then([context](kj::String) mutable {
            context.getResults().setResult(kj::heap<WorkerServer>());
        });
    }
};

class CallbackServer final : public ThreadsCallback::Server {
public:
    CallbackServer(kj::StringPtr thread, int& calls) : thread(kj::str(thread)), calls(calls) {}

    kj::Promise<void> destroy(DestroyContext context) override { return kj::READY_NOW; }

    kj::Promise<void> call(CallContext context) override
    {
        return threadOf(context.getParams().getContext()).then([this, context](kj::String name) mutable {
            KJ_REQUIRE(name == thread, "the callback came on another thread than the caller's", name, thread);
            ++calls;
            context.getResults().setResult(10 * context.getParams().getValue());
        });
    }

private:
    kj::String thread;
    int& calls;
};

int serve(int descriptor)
{
    auto io = kj::setupAsyncIo();
    auto stream = io.lowLevelProvider->wrapSocketFd(descriptor);
    capnp::TwoPartyVatNetwork network(*stream, capnp::rpc::twoparty::Side::SERVER);
    auto system = capnp::makeRpcServer(network, kj::heap<RootServer>());
    network.onDisconnect().wait(io.waitScope);
    return 0;
}

/// Starts the child as libmultiprocess does: it inherits one end of a pair, and nothing else above standard error.
pid_t spawn(std::vector<std::string> command, int& ours)
{
    int pair[2];
    KJ_SYSCALL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair));
    command.push_back(std::to_string(pair[0]));
    std::vector<char*> arguments;
    for (auto& argument : command) {
        arguments.push_back(argument.data());
    }
    arguments.push_back(nullptr);
    pid_t child;
    KJ_SYSCALL(child = fork());
    if (child == 0) {
        for (int descriptor = 3; descriptor < 1024; ++descriptor) {
            if (descriptor != pair[0]) {
                close(descriptor);
            }
        }
        fcntl(pair[0], F_SETFD, 0);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    close(pair[0]);
    ours = pair[1];
    return child;
}

void use(ThreadsRoot::Client root, kj::WaitScope& scope)
{
    auto construct = root.constructRequest();
    construct.setThreadMap(kj::heap<ThreadMapServer>());
    auto theirs = construct.send().getThreadMap();

    auto makeThread = theirs.makeThreadRequest();
    makeThread.setName("cpp parent");
    auto thread = makeThread.send().getResult(); // used before it is there
    kj::StringPtr name = "cpp/main";
    mp::Thread::Client callbackThread = threads.add(kj::heap<ThreadServer>(name));

    auto fill = [&](mp::Context::Builder context) {
        context.setThread(thread);
        context.setCallbackThread(callbackThread);
    };

    auto makeWorker = root.makeWorkerRequest();
    fill(makeWorker.getContext());
    auto worker = makeWorker.send().getResult();

    for (int i = 0; i < 100; ++i) {
        auto twice = worker.twiceRequest();
        fill(twice.getContext());
        twice.setValue(i);
        KJ_REQUIRE(twice.send().wait(scope).getResult() == 2 * i);
    }

    // Several calls on one thread are answered in order.
    std::vector<kj::Promise<int>> answers;
    for (int i = 0; i < 100; ++i) {
        auto twice = worker.twiceRequest();
        fill(twice.getContext());
        twice.setValue(i);
        answers.push_back(twice.send().then([](auto response) { return int(response.getResult()); }));
    }
    for (int i = 0; i < 100; ++i) {
        KJ_REQUIRE(answers[i].wait(scope) == 2 * i);
    }

    int calls = 0;
    for (int i = 0; i < 20; ++i) {
        auto through = worker.callThroughRequest();
        fill(through.getContext());
        through.setCallback(kj::heap<CallbackServer>(name, calls));
        through.setValue(i);
        KJ_REQUIRE(through.send().wait(scope).getResult() == 10 * i + 1);
    }
    KJ_REQUIRE(calls == 20, calls);

    auto threadName = worker.threadNameRequest();
    fill(threadName.getContext());
    auto answered = threadName.send().wait(scope);
    kj::StringPtr ran = answered.getResult();
    KJ_REQUIRE(std::strstr(ran.cStr(), "(from cpp parent)") != nullptr, ran);
    std::cout << "ran on " << ran.cStr() << std::endl;

    auto destroy = worker.destroyRequest();
    fill(destroy.getContext());
    destroy.send().wait(scope);
}

int parent(std::vector<std::string> command)
{
    int descriptor;
    pid_t child = spawn(std::move(command), descriptor);
    int result = 0;
    {
        auto io = kj::setupAsyncIo();
        auto stream = io.lowLevelProvider->wrapSocketFd(descriptor, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP);
        capnp::TwoPartyClient client(*stream);
        try {
            use(client.bootstrap().castAs<ThreadsRoot>(), io.waitScope);
            std::cout << "passed" << std::endl;
        } catch (const kj::Exception& exception) {
            std::cout << "failed: " << kj::str(exception).cStr() << std::endl;
            result = 1;
        }
    }
    // The stream is closed now, which is what ends the child.
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    std::cout << "child ended with " << (WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status)) << std::endl;
    return result;
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc > 2 && std::strcmp(argv[1], "spawn") == 0) {
        return parent(std::vector<std::string>(argv + 2, argv + argc));
    }
    if (argc >= 2) {
        // Like libmultiprocess's children: the descriptor's number is the last argument.
        return serve(std::atoi(argv[argc - 1]));
    }
    std::cerr << "usage: " << argv[0] << " FD | spawn COMMAND…" << std::endl;
    return 2;
}

package io.multiprocess.proxy;

import io.multiprocess.Address;
import io.multiprocess.Listener;
import io.multiprocess.Vat;
import io.multiprocess.VatOptions;
import io.multiprocess.capability.CallContext;
import io.multiprocess.capability.Capability;
import io.multiprocess.capability.LocalServer;
import io.multiprocess.capability.OutgoingCall;
import io.multiprocess.capability.PendingCall;
import io.multiprocess.capability.Response;
import io.multiprocess.foo.FooCapnp;
import io.multiprocess.foo.FooImplementation;
import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.thread.ThreadHooks;
import io.multiprocess.thread.schema.ProxyProtocol;
import io.multiprocess.vat.VatConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A {@link FooService}, a proxy of it, and a Unix socket between them, both ends of it in this process. */
final class FooPair {
    private static final long TRANSFER = 1;
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int INIT_THREAD_MAP = 4;
    private static final int CALL_FN_ASYNC = 18;

    private final Vat clientVat;
    private final Vat serverVat;
    private final Listener listener;
    private final VatConnection client;
    private final Path folder;
    private volatile VatConnection server;
    private final FooService service = new FooService();
    private final FooImplementation foo;
    private volatile Capability transferred;

    FooPair() throws IOException, InterruptedException {
        this(options -> options);
    }

    /** A pair whose two vats have their options changed by the caller. */
    FooPair(UnaryOperator<VatOptions> change) throws IOException, InterruptedException {
        clientVat = Vat.create(change.apply(VatOptions.defaults()).withName("client"));
        serverVat = Vat.create(change.apply(VatOptions.defaults()).withName("server"));
        folder = Files.createTempDirectory("foo-pair-");
        Address address = Address.unix(folder.resolve("socket"));
        listener = serverVat.listen(address, connection -> {
            server = connection;
            return new Root(ProxyConnection.of(connection).server(FooImplementationProxyClient.TYPE, service));
        });
        client = clientVat.connect(address);
        foo = ProxyConnection.of(client).root(FooImplementationProxyClient.TYPE, true);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> server != null);
    }

    /** The service, with one method more: it gives what a test wants to get across. */
    private final class Root implements LocalServer {
        private final LocalServer service;

        Root(LocalServer service) {
            this.service = service;
        }

        @Override
        public void dispatch(long interfaceId, int methodId, CallContext context) {
            if (interfaceId != TRANSFER) {
                service.dispatch(interfaceId, methodId, context);
                return;
            }
            context.results(2)
                    .initAs(FooCapnp.FooInterface.InitThreadMapResults.factory)
                    .setThreadMap(context.resultsTable(), transferred);
            context.complete();
        }

        @Override
        public boolean runsOnLoop(long interfaceId, int methodId) {
            return service.runsOnLoop(interfaceId, methodId);
        }

        @Override
        public void released() {
            service.released();
        }
    }

    /** What the client gets when the server sends it a capability; the caller owns the reference. */
    Capability transfer(Capability exported) {
        transferred = exported;
        PendingCall call =
                ProxyClient.of(foo).capability().newCall(TRANSFER, 0, 2).send();
        try (Response response = call.await(TimeUnit.SECONDS.toNanos(10))) {
            return response.results()
                    .getAs(FooCapnp.FooInterface.InitThreadMapResults.factory)
                    .getThreadMap()
                    .capability()
                    .addRef();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            transferred = null;
        }
    }

    /** The server's thread map, as a peer of another language would get it. The caller owns the reference. */
    Capability threadMap() throws Exception {
        OutgoingCall exchange = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, INIT_THREAD_MAP, 4);
        exchange.params().initAs(FooCapnp.FooInterface.InitThreadMapParams.factory);
        try (Response response = exchange.send().await(ANSWER_NANOS)) {
            return response.results()
                    .getAs(FooCapnp.FooInterface.InitThreadMapResults.factory)
                    .getThreadMap()
                    .capability()
                    .addRef();
        }
    }

    /** A thread of the server, as a peer of another language would make it. The caller owns the reference. */
    Capability makeThread(String name) throws Exception {
        Capability threadMap = threadMap();
        try {
            OutgoingCall making = threadMap.newCall(ProxyProtocol.ThreadMap.ID, 0, 8);
            making.params()
                    .initAs(ProxyProtocol.ThreadMap.MakeThreadParams.factory)
                    .setName(name);
            PendingCall made = making.send();
            Capability thread = made.pipelined(0);
            made.await(ANSWER_NANOS).close();
            return thread;
        } finally {
            threadMap.release();
        }
    }

    /** Has the server make a pool. */
    void makePool(Capability threadMap, int count) throws Exception {
        OutgoingCall call = threadMap.newCall(ProxyProtocol.ThreadMap.ID, 1, 2);
        call.params().initAs(ProxyProtocol.ThreadMap.MakePoolParams.factory).setCount(count);
        call.send().await(ANSWER_NANOS).close();
    }

    /** A call that runs the service's function on the given thread of the server; null names none. */
    PendingCall callFnAsync(@Nullable Capability thread) {
        OutgoingCall call = ProxyClient.of(foo).capability().newCall(FooCapnp.FooInterface.ID, CALL_FN_ASYNC, 8);
        ProxyProtocol.Context.Builder context = call.params()
                .initAs(FooCapnp.FooInterface.CallFnAsyncParams.factory)
                .initContext();
        if (thread != null) {
            context.setThread(call.paramsTable(), thread);
        }
        return call.send();
    }

    VatConnection client() {
        return client;
    }

    VatConnection server() {
        return server;
    }

    FooService service() {
        return service;
    }

    FooImplementation foo() {
        return foo;
    }

    void hooks(ThreadHooks hooks) {
        ProxyConnection.of(server).threads().setHooks(hooks);
    }

    /** Waits until the server's end of the connection has let everything go that calls under way do not hold. */
    void awaitServerEnded() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> !server.isConnected());
    }

    void closeAndFindNothingLeft() {
        ProxyClient.of(foo).close();
        for (VatConnection end : new VatConnection[] {client, server}) {
            end.close();
            ProxyConnection connection = ProxyConnection.of(end);
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
                assertThat(end.statistics().isIdle()).as("%s", end.statistics()).isTrue();
                assertThat(connection.servedObjects()).as("served objects").isZero();
                assertThat(connection.threads().madeThreads())
                        .as("threads made")
                        .isZero();
                assertThat(connection.threads().knownThreads())
                        .as("threads known")
                        .isZero();
            });
        }
        await().pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(ServedObjects.size()).isZero());
        clientVat.close();
        serverVat.close();
        assertThat(folder).isEmptyDirectory();
        assertThat(folder.toFile().delete()).isTrue();
    }
}

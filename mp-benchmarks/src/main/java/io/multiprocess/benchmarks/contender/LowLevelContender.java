package io.multiprocess.benchmarks.contender;

import io.multiprocess.Address;
import io.multiprocess.Vat;
import io.multiprocess.benchmarks.contender.BenchmarkCapnp.EchoInterface;
import io.multiprocess.capability.RpcException;
import io.multiprocess.capability.TypedCall;
import io.multiprocess.capability.TypedCallContext;
import io.multiprocess.vat.Mailbox;
import io.multiprocess.vat.VatConnection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Ours, below the proxies: the typed Cap'n Proto API over one Unix socket.
 *
 * <p><em>Thread-safe.</em>
 */
final class LowLevelContender implements Contender {

    private static final long NEVER = Long.MAX_VALUE;

    @Override
    public String name() {
        return "multiprocess-low-level";
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.of(Workload.CALL, Workload.THREADS, Workload.PIPELINED, Workload.LARGE);
    }

    @Override
    public AutoCloseable serve(Path folder) throws IOException {
        Vat vat = Vat.create();
        vat.listen(MultiprocessContender.address(folder, name()), connection -> new Server());
        return vat;
    }

    @Override
    public Client connect(Path folder) throws IOException {
        Address address = MultiprocessContender.address(folder, name());
        VatConnection connection = MultiprocessContender.connect(address);
        EchoInterface.Client server = new EchoInterface.Client(connection.bootstrap());
        return new Client() {
            @Override
            public Operation prepare(Workload workload) {
                Mailbox mailbox = Mailbox.ofCurrentThread();
                byte[] bytes = workload == Workload.LARGE ? Payloads.LARGE : Payloads.SMALL;
                if (workload == Workload.PIPELINED) {
                    return () -> pipelined(connection, mailbox, server, bytes, workload.callsPerOperation());
                }
                return () -> finish(connection, mailbox, send(server, bytes), bytes);
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    private static TypedCall<EchoInterface.EchoResults.Reader, EchoInterface.EchoResults.Pipeline> send(
            EchoInterface.Client server, byte[] bytes) {
        var request = server.echoRequest();
        request.params().setData(bytes);
        return request.send();
    }

    private static void finish(
            VatConnection connection,
            Mailbox mailbox,
            TypedCall<EchoInterface.EchoResults.Reader, EchoInterface.EchoResults.Pipeline> call,
            byte[] bytes)
            throws InterruptedException {
        if (!connection.await(call.pending(), mailbox, NEVER)) {
            throw RpcException.failed("no answer");
        }
        Payloads.check(bytes, call.results().getResult().toArray());
        call.pending().response().close();
    }

    private static void pipelined(
            VatConnection connection, Mailbox mailbox, EchoInterface.Client server, byte[] bytes, int calls)
            throws InterruptedException {
        List<TypedCall<EchoInterface.EchoResults.Reader, EchoInterface.EchoResults.Pipeline>> sent =
                new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            sent.add(send(server, bytes));
        }
        for (var call : sent) {
            finish(connection, mailbox, call, bytes);
        }
    }

    private static final class Server extends EchoInterface.Server {

        @Override
        protected void echo(TypedCallContext<EchoInterface.EchoParams.Reader, EchoInterface.EchoResults.Builder> call) {
            call.results().setResult(call.params().getData());
            call.complete();
        }
    }
}

package io.multiprocess.benchmarks.contender;

import io.multiprocess.Address;
import io.multiprocess.Vat;
import io.multiprocess.benchmarks.message.Order;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.vat.VatConnection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Ours: generated proxies over one Unix socket.
 *
 * <p><em>Thread-safe.</em>
 */
final class MultiprocessContender implements Contender {

    /** One for all connections that this process opens, as applications have it. */
    private static final class Vats {
        static final Vat CLIENT = Vat.create();
    }

    @Override
    public String name() {
        return "multiprocess";
    }

    @Override
    public Set<Workload> workloads() {
        return EnumSet.allOf(Workload.class);
    }

    @Override
    public AutoCloseable serve(Path folder) throws IOException {
        return serve(address(folder, name()));
    }

    static AutoCloseable serve(Address address) throws IOException {
        Vat vat = Vat.create();
        EchoService service = new Service();
        vat.listen(address, connection -> ProxyConnection.of(connection).server(EchoServiceProxyClient.TYPE, service));
        return vat;
    }

    static VatConnection connect(Address address) throws IOException {
        try {
            return Vats.CLIENT.connect(address);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static Address address(Path folder, String name) {
        return Address.unix(folder.resolve(name));
    }

    @Override
    public Client connect(Path folder) throws IOException {
        VatConnection connection = connect(address(folder, name()));
        EchoService server = ProxyConnection.of(connection).root(EchoServiceProxyClient.TYPE, true);
        byte[] small = Payloads.SMALL;
        byte[] large = Payloads.LARGE;
        Order order = Order.sample(7);
        EchoBack callback = bytes -> bytes;
        return new Client() {
            @Override
            public Operation prepare(Workload workload) {
                return switch (workload) {
                    case LARGE -> () -> Payloads.check(large, server.echo(large));
                    case RECORD ->
                        () -> {
                            if (server.echoOrder(order).id() != order.id()) {
                                throw new IllegalStateException("another order than expected");
                            }
                        };
                    case CALLBACK -> () -> Payloads.check(small, server.echoThrough(callback, small));
                    case CONTEXT, THREADS_CONTEXT -> () -> Payloads.check(small, server.echoOnThread(small));
                    case PIPELINED -> () -> pipelined(server, small, workload.callsPerOperation());
                    default -> () -> Payloads.check(small, server.echo(small));
                };
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    private static void pipelined(EchoService server, byte[] bytes, int calls) throws Exception {
        List<CompletionStage<byte[]>> answers = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            answers.add(server.echoLater(bytes));
        }
        for (CompletionStage<byte[]> answer : answers) {
            Payloads.check(bytes, answer.toCompletableFuture().get());
        }
    }

    private static final class Service implements EchoService {

        @Override
        public byte[] echo(byte[] data) {
            return data;
        }

        @Override
        public byte[] echoOnThread(byte[] data) {
            return data;
        }

        @Override
        public byte[] echoThrough(EchoBack callback, byte[] data) {
            return callback.back(data);
        }

        @Override
        public Order echoOrder(Order order) {
            return order;
        }

        @Override
        public CompletionStage<byte[]> echoLater(byte[] data) {
            return CompletableFuture.completedFuture(data);
        }
    }
}

package io.multiprocess;

import io.multiprocess.foo.FooImplementationProxyClient;
import io.multiprocess.foo.FooService;
import io.multiprocess.proxy.ProxyConnection;
import io.multiprocess.vat.ConnectionStatistics;
import io.multiprocess.vat.VatConnection;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The server of {@link KillTest}: serves a {@link FooService}, and says what it holds when asked. */
final class KillServer {
    private KillServer() {}

    public static void main(String[] args) throws Exception {
        Collection<VatConnection> ever = new ConcurrentLinkedQueue<>();
        FooService service = new FooService();
        Vat vat = Vat.create(VatOptions.defaults().withName("server"));
        vat.listen(Address.parse(args[0]), connection -> {
            ever.add(connection);
            return ProxyConnection.of(connection).server(FooImplementationProxyClient.TYPE, service);
        });
        System.out.println("listening");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (input.readLine() != null) {
            System.out.println(count(vat, ever));
        }
        System.exit(0);
    }

    private static String count(Vat vat, Collection<VatConnection> ever) {
        int objects = 0;
        int threads = 0;
        int calls = 0;
        for (VatConnection connection : ever) {
            ProxyConnection proxies = ProxyConnection.of(connection);
            objects += proxies.servedObjects();
            threads += proxies.threads().madeThreads() + proxies.threads().knownThreads();
            ConnectionStatistics statistics = connection.statistics();
            calls += statistics.questions() + statistics.answers();
        }
        return "left " + vat.connections().size() + " connections, " + objects + " objects, " + threads + " threads, "
                + calls + " questions and answers";
    }
}

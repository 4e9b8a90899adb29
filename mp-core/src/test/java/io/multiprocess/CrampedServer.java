package io.multiprocess;

import io.multiprocess.vat.EchoServer;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A server process for tests, to be started with a low limit of descriptors: takes all of them when it reads {@code take}, and gives
 * them back when it reads {@code give}.
 */
final class CrampedServer {
    private CrampedServer() {}

    public static void main(String[] args) throws Exception {
        Vat vat = Vat.create(VatOptions.defaults().withName("cramped"));
        vat.listen(Address.parse(args[0]), EchoServer::new);
        // Whatever logging needs is open before nothing can be opened any more.
        LoggerFactory.getLogger(CrampedServer.class).warn("listening");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        List<Closeable> taken = new ArrayList<>();
        System.out.println("ready");
        for (String line; (line = input.readLine()) != null; ) {
            if (line.equals("take")) {
                take(taken);
                System.out.println("took all");
            } else {
                for (Closeable one : taken) {
                    one.close();
                }
                System.out.println("gave back " + taken.size());
                taken.clear();
            }
        }
        System.exit(0);
    }

    @SuppressWarnings("InfiniteLoopStatement") // until nothing can be opened
    private static void take(List<Closeable> taken) {
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("Too many open files")) {
                throw new IllegalStateException("the limit is not what stopped it", e);
            }
        }
    }
}

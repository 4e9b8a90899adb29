package io.multiprocess;

import io.multiprocess.transport.SocketLibrary;
import io.multiprocess.vat.EchoServer;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.BindException;
import java.nio.charset.StandardCharsets;

/**
 * A process for tests that listens when it is told to, {@code listen} and the time in milliseconds at which all do, and stops at
 * {@code stop}. Says how each went.
 */
final class RacingServer {
    private RacingServer() {}

    public static void main(String[] args) throws Exception {
        Address address = Address.parse(args[0]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        System.out.println("ready");
        try (Vat vat =
                Vat.create(VatOptions.defaults().withName("racer").withSocketLibrary(SocketLibrary.valueOf(args[1])))) {
            @Nullable Listener listener = null;
            for (String line; (line = input.readLine()) != null; ) {
                if (line.startsWith("listen ")) {
                    long start = Long.parseLong(line.substring(7));
                    while (System.currentTimeMillis() < start) {
                        Thread.onSpinWait();
                    }
                    try {
                        listener = vat.listen(address, EchoServer::new);
                        System.out.println("listening");
                    } catch (BindException e) {
                        System.out.println(e.getMessage());
                    }
                } else {
                    if (listener != null) {
                        listener.close();
                        listener = null;
                    }
                    System.out.println("stopped");
                }
            }
        }
        System.exit(0);
    }
}

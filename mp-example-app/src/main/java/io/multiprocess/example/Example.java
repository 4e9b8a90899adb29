package io.multiprocess.example;

import io.multiprocess.example.calculator.CalculatorApplication;
import io.multiprocess.example.client.ClientApplication;
import io.multiprocess.example.printer.PrinterApplication;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the whole example: starts the printer and the calculator as processes of their own, and the client in this one.
 *
 * <p>A server that dies is started again. When the client ends, or this process is told to, the servers end too.
 */
public final class Example {

    private Example() {}

    /** Runs the example; the exit status is the client's. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("mp-example-");
        Servers servers = new Servers(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "stop-servers"));
        servers.start("printer", PrinterApplication.class);
        servers.start("calculator", CalculatorApplication.class);
        System.exit(ClientApplication.run(
                "--example.folder=" + folder,
                "--multiprocess.client.connection.printer.wait-for-peer=60s",
                "--multiprocess.client.connection.calculator.wait-for-peer=60s"));
    }
}

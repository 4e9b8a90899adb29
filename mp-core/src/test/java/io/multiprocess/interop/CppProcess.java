package io.multiprocess.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A running C++ peer.
 *
 * <p><em>Confined to one thread.</em>
 */
final class CppProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private CppProcess(Path program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a server at a path; it accepts connections when this returns. */
    static CppProcess serve(Path socket) throws IOException {
        CppProcess server = new CppProcess(CppPeers.interopPeer(), List.of("serve", socket.toString()));
        String line = server.output.readLine();
        if (!"ready".equals(line)) {
            server.close();
            throw new AssertionError("the C++ server did not start: " + line);
        }
        return server;
    }

    /** Runs one scenario of a C++ client against whatever listens at a path; gives what it printed, {@code passed} if all went well. */
    static String runScenario(Path socket, String scenario, long seed, int steps)
            throws IOException, InterruptedException {
        List<String> arguments =
                List.of("run", socket.toString(), scenario, String.valueOf(seed), String.valueOf(steps));
        return runToEnd(CppPeers.interopPeer(), arguments);
    }

    /** Runs a program to its end, which must come within a minute; gives what it printed. */
    static String runToEnd(Path program, List<String> arguments) throws IOException, InterruptedException {
        try (CppProcess running = new CppProcess(program, arguments)) {
            running.process.getOutputStream().close();
            if (!running.process.waitFor(60, TimeUnit.SECONDS)) {
                running.process.destroyForcibly();
                return "still running after a minute";
            }
            return new String(running.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** Ends a server by the end of its standard input. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

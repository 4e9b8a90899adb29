package io.multiprocess.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The server processes of the example.
 *
 * <p>Thread-safe.
 */
final class Servers {

    /** The status a server exits with when it could not start; it has said why. */
    private static final int COULD_NOT_START = 1;

    /** The status of a server that Ctrl-C ended. It reaches all processes of a terminal: this one is about to end too. */
    private static final int INTERRUPTED = 130;

    private static final int STOP_SECONDS = 10;

    private final Path folder;
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private boolean stopping;

    /**
     * Makes none yet.
     *
     * @param folder where the sockets are; deleted in the end
     */
    Servers(Path folder) {
        this.folder = folder;
    }

    /** Starts a server, and starts it again whenever it dies. */
    synchronized void start(String role, Class<?> application) throws IOException {
        if (stopping) {
            return;
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        application.getName(),
                        "--example.folder=" + folder,
                        "--example.end-with-parent=true"))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        processes.put(role, process);
        var unused = process.onExit().thenAccept(ended -> ended(role, application, ended));
    }

    private void ended(String role, Class<?> application, Process process) {
        synchronized (this) {
            if (stopping || process.exitValue() == INTERRUPTED) {
                return;
            }
        }
        if (process.exitValue() == COULD_NOT_START) {
            System.exit(1);
        }
        Terminal.complain(
                "example",
                "the %s, process %d, ended with status %d; starting it again"
                        .formatted(role, process.pid(), process.exitValue()));
        try {
            start(role, application);
        } catch (IOException e) {
            Terminal.complain("example", "cannot start the %s: %s".formatted(role, e.getMessage()));
            System.exit(1);
        }
    }

    /** Ends all servers, waits for them, and removes what they left. */
    void stop() {
        List<Process> running;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(processes.values());
        }
        running.forEach(Process::destroy);
        for (Process process : running) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        }
        try {
            // A server that was killed could not remove its socket.
            for (String role : processes.keySet()) {
                Files.deleteIfExists(folder.resolve("mp-" + role + ".sock"));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            Terminal.complain("example", "cannot remove " + folder + ": " + e.getMessage());
        }
    }
}

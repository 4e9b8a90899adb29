package io.multiprocess.example;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Ctrl-C does in a terminal. */
final class Interrupts {

    private static final String DEFAULT_SIGNAL = "--default-signal=INT";

    private Interrupts() {}

    /** A command whose process can be interrupted, even if this build runs in the background, where interrupts are ignored. */
    static List<String> command(List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        if (run(List.of("env", DEFAULT_SIGNAL, "true")) == 0) {
            all.addAll(List.of("env", DEFAULT_SIGNAL));
        }
        all.addAll(command);
        return all;
    }

    /** Interrupts everything that was started in the terminal: the process and what it started. */
    static void interrupt(Process process) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-INT"));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> String.valueOf(handle.pid()))
                .forEach(command::add);
        run(command);
    }

    private static int run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }
}

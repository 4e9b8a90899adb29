package io.multiprocess.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The example as processes of their own, with what they print. */
final class RunningExample implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("(\\w+) +(\\d+) \\| (.*)");

    private final Process process;
    private final Writer input;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private RunningExample(Process process) {
        this.process = process;
        input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        reader = new Thread(this::read, "example-output");
        reader.start();
    }

    /** Starts one of the example's main classes. */
    static RunningExample start(Class<?> main, Path temporaryFolder, String... arguments) throws IOException {
        List<String> command = command(main, temporaryFolder);
        command.addAll(List.of(arguments));
        return new RunningExample(new ProcessBuilder(Interrupts.command(command))
                .redirectErrorStream(true)
                .start());
    }

    /** The command of one of the example's main classes. */
    static List<String> command(Class<?> main, Path temporaryFolder) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporaryFolder,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // The process was killed while this was reading.
            return;
        }
    }

    Process process() {
        return process;
    }

    void type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    void endInput() throws IOException {
        input.close();
    }

    /** All that was printed so far. */
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** What a process of this role printed so far. */
    List<String> said(String role) {
        return matches(role).map(match -> match.group(3)).toList();
    }

    /** The process id in the last line of a role. */
    long pid(String role) {
        return matches(role)
                .reduce((first, second) -> second)
                .map(match -> Long.parseLong(match.group(2)))
                .orElseThrow();
    }

    private Stream<Matcher> matches(String role) {
        return lines().stream()
                .map(LINE::matcher)
                .filter(match -> match.matches() && match.group(1).equals(role));
    }

    /** Waits until a line with this text is there, and fails with all that was printed if it does not come. */
    void awaitLine(String text, int count, Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        synchronized (lines) {
            while (lines.stream().filter(line -> line.contains(text)).count() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no '" + text + "' within " + time + " in:\n" + String.join("\n", lines));
                }
                lines.wait(left);
            }
        }
    }

    int awaitEnd(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + time + ":\n" + String.join("\n", lines()));
        }
        reader.join(time.toMillis());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
            reader.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

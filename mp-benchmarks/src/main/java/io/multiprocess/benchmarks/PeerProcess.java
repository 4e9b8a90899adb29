package io.multiprocess.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A process that answers each line with a line.
 *
 * <p><em>Confined to the thread that started it.</em>
 */
final class PeerProcess implements AutoCloseable {

    private final String name;
    private final Process process;
    private final BufferedWriter out;
    private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

    /** Starts it; its standard error goes to a file. */
    PeerProcess(String name, List<String> command, Path log) throws IOException {
        this.name = name;
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        this.out = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "answers of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("= ") || line.startsWith("! ")) {
                    answers.add(Optional.of(line));
                }
            }
        } catch (IOException e) {
            // The same as its end.
        }
        answers.add(Optional.empty());
    }

    /** Sends a line and waits for the answer. */
    String ask(String line, int timeoutSeconds) throws IOException, InterruptedException {
        out.write(line);
        out.newLine();
        out.flush();
        return answer(timeoutSeconds);
    }

    /** Waits for a line of the process. */
    String answer(int timeoutSeconds) throws IOException, InterruptedException {
        Optional<String> answer = answers.poll(timeoutSeconds, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IOException(name + " did not answer within " + timeoutSeconds + " s");
        }
        String line = answer.orElseThrow(() -> new IOException(name + " has ended"));
        if (line.startsWith("! ")) {
            throw new IOException(name + ": " + line.substring(2));
        }
        return line.substring(2);
    }

    /** Asks for numbers. */
    long[] numbers(String line, int timeoutSeconds) throws IOException, InterruptedException {
        String[] words = ask(line, timeoutSeconds).split(" ", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Long.parseLong(words[i]);
        }
        return numbers;
    }

    /** Moves it to other processors. */
    void place(Placement placement) throws IOException, InterruptedException {
        placement.apply(process.pid());
    }

    /** Ends it: by the end of its input, or by force when that does not help. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(3, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}

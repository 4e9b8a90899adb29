package io.multiprocess.benchmarks;

import io.multiprocess.benchmarks.contender.Contenders;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The serving process of a pair. Ends when its standard input does. */
public final class ServerMain {

    private ServerMain() {}

    /**
     * Serves one contender and answers lines on standard input.
     *
     * @param args the contender's name and the folder for its socket
     * @throws Exception when serving fails
     */
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (AutoCloseable server = Contenders.of(args[0]).serve(Path.of(args[1]))) {
            System.out.println("= ready " + server.getClass().getSimpleName());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "allocated" -> System.out.println("= " + ProcessFigures.allocatedBytes());
                    case "cpu" -> System.out.println("= " + ProcessFigures.cpuNanos());
                    case "memory" ->
                        System.out.println(
                                "= " + ProcessFigures.liveHeapBytes() + " " + ProcessFigures.residentBytes());
                    default -> System.out.println("! unknown command " + line);
                }
            }
        }
        // Contenders leave threads behind; the process must not outlive its parent.
        System.exit(0);
    }
}

package io.multiprocess.rpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs a fuzz target over a folder of inputs, and over mutations of them: the same ones each time. */
public final class FuzzCorpus {
    private static final int MUTATIONS = 50;

    private FuzzCorpus() {}

    /** Changes one byte. */
    @FunctionalInterface
    public interface Mutation {
        void apply(byte[] input, Random random);
    }

    /**
     * @param minBytes shorter inputs are not mutated
     * @param survives the target; fails by throwing
     */
    public static void run(Path folder, int seed, int minBytes, Mutation mutation, Consumer<byte[]> survives)
            throws IOException {
        Random random = new Random(seed);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            survives.accept(bytes);
            for (int i = 0; i < MUTATIONS && bytes.length >= minBytes; i++) {
                byte[] mutated = bytes.clone();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    mutation.apply(mutated, random);
                }
                try {
                    survives.accept(mutated);
                } catch (RuntimeException | AssertionError failure) {
                    throw new AssertionError(file + " as " + HexFormat.of().formatHex(mutated), failure);
                }
            }
        }
    }
}

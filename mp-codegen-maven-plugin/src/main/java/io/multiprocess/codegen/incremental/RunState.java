package io.multiprocess.codegen.incremental;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the last run depended on and left behind, in a text file: a hash of the settings, and a hash of each input and
 * output, {@code -} for an input that was not there, {@code +} for one of which the content does not matter.
 *
 * <p>Immutable; see {@link Builder}.
 */
final class RunState {
    private static final String FORMAT = "mp-codegen 1";
    private static final String ABSENT = "-";
    private static final String PRESENT = "+";

    private final String settings;
    private final NavigableMap<Path, String> inputs;
    private final NavigableMap<Path, String> outputs;

    private RunState(String settings, NavigableMap<Path, String> inputs, NavigableMap<Path, String> outputs) {
        this.settings = settings;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** The notes of the last run; empty ones, which are never current, if there are none or they cannot be read. */
    static RunState load(Path file) throws IOException {
        RunState none = new RunState("", new TreeMap<>(), new TreeMap<>());
        if (!Files.isRegularFile(file)) {
            return none;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 2 || !lines.get(0).equals(FORMAT)) {
            return none;
        }
        NavigableMap<Path, String> inputs = new TreeMap<>();
        NavigableMap<Path, String> outputs = new TreeMap<>();
        for (String line : lines.subList(2, lines.size())) {
            String[] words = line.split(" ", 3);
            if (words.length != 3) {
                return none;
            }
            (words[0].equals("input") ? inputs : outputs).put(Path.of(words[2]), words[1]);
        }
        return new RunState(lines.get(1), inputs, outputs);
    }

    static void forget(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        // Outputs stay on the list, so that the next good run can remove those that went out of use.
        RunState state = load(file);
        new Builder("failed", new TreeMap<>(), new TreeMap<>(state.outputs)).save(file);
    }

    boolean isCurrent(String newSettings) throws IOException {
        if (!settings.equals(newSettings)) {
            return false;
        }
        for (Map.Entry<Path, String> input : inputs.entrySet()) {
            String now = input.getValue().equals(PRESENT) ? presenceOf(input.getKey()) : hashOf(input.getKey());
            if (!now.equals(input.getValue())) {
                return false;
            }
        }
        for (Map.Entry<Path, String> output : outputs.entrySet()) {
            if (!hashOf(output.getKey()).equals(output.getValue())) {
                return false;
            }
        }
        return true;
    }

    Set<Path> outputs() {
        return outputs.keySet();
    }

    private static String presenceOf(Path file) {
        return Files.isRegularFile(file) ? PRESENT : ABSENT;
    }

    private static String hashOf(Path file) throws IOException {
        return Files.isRegularFile(file) ? hash(Files.readAllBytes(file)) : ABSENT;
    }

    static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A jar by size and time, as hashing a whole class path would take longer than generating; a folder by name. */
    static String fingerprintOfDependency(Path dependency) throws IOException {
        return Files.isRegularFile(dependency)
                ? Files.size(dependency) + " "
                        + Files.getLastModifiedTime(dependency).toMillis()
                : "";
    }

    /** Changes with the plugin, also between builds of one snapshot version. */
    static String fingerprintOfPlugin() throws IOException {
        CodeSource source = RunState.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return "";
        }
        Path location;
        try {
            location = Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            return source.getLocation().toString();
        }
        if (Files.isRegularFile(location)) {
            return fingerprintOfDependency(location);
        }
        long latest = 0;
        try (Stream<Path> files = Files.walk(location)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
            }
        }
        return Long.toString(latest);
    }

    /** Notes under construction. Confined to one thread. */
    static final class Builder {
        private final String settings;
        private final NavigableMap<Path, String> inputs;
        private final NavigableMap<Path, String> outputs;
        private @Nullable IOException failure;

        Builder(String settings) {
            this(settings, new TreeMap<>(), new TreeMap<>());
        }

        private Builder(String settings, NavigableMap<Path, String> inputs, NavigableMap<Path, String> outputs) {
            this.settings = settings;
            this.inputs = inputs;
            this.outputs = outputs;
        }

        void input(Path file) {
            Path absolute = file.toAbsolutePath().normalize();
            if (inputs.containsKey(absolute)) {
                return;
            }
            try {
                inputs.put(absolute, hashOf(absolute));
            } catch (IOException e) {
                failure = e;
            }
        }

        /** Notes a file of which only matters whether it is there. */
        void presence(Path file) {
            inputs.put(file.toAbsolutePath().normalize(), presenceOf(file));
        }

        void output(Path file, byte[] content) {
            outputs.put(file, hash(content));
        }

        void save(Path file) throws IOException {
            if (failure != null) {
                throw failure;
            }
            StringBuilder text =
                    new StringBuilder(FORMAT).append('\n').append(settings).append('\n');
            inputs.forEach((path, hash) ->
                    text.append("input ").append(hash).append(' ').append(path).append('\n'));
            outputs.forEach((path, hash) ->
                    text.append("output ").append(hash).append(' ').append(path).append('\n'));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        }
    }
}

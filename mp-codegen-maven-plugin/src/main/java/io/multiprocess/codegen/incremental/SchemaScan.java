package io.multiprocess.codegen.incremental;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds schemas in a folder, by Ant's patterns. Immutable. */
final class SchemaScan {
    private final List<String> given;
    private final List<Pattern> includes;
    private final List<Pattern> excludes;

    SchemaScan(List<String> includes, List<String> excludes) {
        this.given = List.copyOf(includes);
        this.includes = (includes.isEmpty() ? List.of("**/*.capnp") : includes)
                .stream().map(SchemaScan::pattern).toList();
        this.excludes = excludes.stream().map(SchemaScan::pattern).toList();
    }

    /**
     * The matching files.
     *
     * @param folder where to look; need not exist
     * @return paths in it with {@code /} between names, sorted
     */
    List<String> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> matches(includes, path) && !matches(excludes, path))
                    .sorted()
                    .toList();
        }
    }

    /**
     * The include patterns that find nothing.
     *
     * @param found all matching files
     * @return patterns as they were given
     */
    List<String> unmatched(List<String> found) {
        return given.stream()
                .filter(include -> found.stream()
                        .noneMatch(path -> pattern(include).matcher(path).matches()))
                .toList();
    }

    private static boolean matches(List<Pattern> patterns, String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern pattern(String ant) {
        String text = ant.replace('\\', '/');
        if (text.endsWith("/")) {
            text += "**";
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (text.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (text.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (text.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}

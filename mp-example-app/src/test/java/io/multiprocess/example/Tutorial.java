package io.multiprocess.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code blocks of docs/tutorial.md: files, each named in the text before it, and commands.
 *
 * @param files what the reader writes
 * @param commands what the reader types, in order
 */
record Tutorial(List<SourceFile> files, List<String> commands) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern FILE_NAME = Pattern.compile("`((?:src/|pom)[^`]*)`");

    /** A file, relative to the project. */
    record SourceFile(String name, String content) {}

    /**
     * Reads the tutorial.
     *
     * @param socket where the two applications meet, instead of the path in the text
     */
    static Tutorial read(Path document, Path socket) throws IOException {
        String text = Files.readString(document).replace("/tmp/greetings.sock", socket.toString());
        List<SourceFile> files = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        int end = 0;
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                commands.addAll(block.group(2).lines().toList());
            } else {
                files.add(new SourceFile(lastFileName(text.substring(end, block.start())), block.group(2)));
            }
            end = block.end();
        }
        return new Tutorial(files, commands);
    }

    private static String lastFileName(String text) {
        String name = null;
        Matcher names = FILE_NAME.matcher(text);
        while (names.find()) {
            name = names.group(1);
        }
        if (name == null) {
            throw new IllegalStateException("No file is named in: " + text);
        }
        return name;
    }

    /** Does what the text says about files. */
    void write(Path project) throws IOException {
        for (SourceFile file : files) {
            Path path = project.resolve(file.name());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.content());
        }
    }
}

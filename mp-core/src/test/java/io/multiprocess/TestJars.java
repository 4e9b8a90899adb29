package io.multiprocess;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The tests' class path with everything in jars, as programs have it when they are installed: for a child that may not read where
 * the classes lie, or that is to load them when it cannot open a file any more. A jar stays open, a class file is opened each time.
 */
final class TestJars {
    private TestJars() {}

    /** Returns the class path of the tests, of jars that are copied to a folder. */
    static String in(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator)) {
            Path from = Path.of(entry);
            Path jar = folder.resolve(jars.size() + "-" + from.getFileName() + (Files.isDirectory(from) ? ".jar" : ""));
            if (Files.isDirectory(from)) {
                pack(from, jar);
            } else if (Files.exists(from)) {
                Files.copy(from, jar, StandardCopyOption.REPLACE_EXISTING);
            }
            jars.add(jar.toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static void pack(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(classes)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
            output.setLevel(0);
            for (Path file : files) {
                output.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, output);
                output.closeEntry();
            }
        }
    }
}

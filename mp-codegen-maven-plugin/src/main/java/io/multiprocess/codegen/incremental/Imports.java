package io.multiprocess.codegen.incremental;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.source.SourceRoot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where imports are found, in this order: the module's own schemas, folders, dependencies (each first under {@code
 * META-INF/capnp}, then from its root). Knows the classes that dependencies were generated to.
 *
 * <p>Confined to one thread; holds jars open.
 */
final class Imports implements AutoCloseable {
    /** Which classes a module's schemas were generated to: id, class and path of a file on each line. */
    static final String INDEX = "META-INF/multiprocess/schemas.index";

    private final SourceRoot schemaDirectory;
    private final List<SourceRoot> roots = new ArrayList<>();
    private final List<ZipFile> open = new ArrayList<>();
    private final List<Path> indexFiles = new ArrayList<>();
    private final Map<Long, ClassName> outerClasses = new HashMap<>();

    Imports(CodeGenerationRequest request) throws IOException {
        schemaDirectory = SourceRoot.folder(request.schemaDirectory(), "");
        roots.add(schemaDirectory);
        request.importDirectories().forEach(folder -> roots.add(SourceRoot.folder(folder, "")));
        try {
            for (Path dependency : request.dependencies()) {
                addDependency(dependency);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void addDependency(Path dependency) throws IOException {
        if (Files.isDirectory(dependency)) {
            roots.add(SourceRoot.folder(dependency.resolve(CodeGeneration.SCHEMA_FOLDER), ""));
            roots.add(SourceRoot.folder(dependency, ""));
            Path index = dependency.resolve(INDEX);
            indexFiles.add(index);
            if (Files.isRegularFile(index)) {
                addIndex(Files.readString(index));
            }
        } else if (Files.isRegularFile(dependency) && dependency.toString().endsWith(".jar")) {
            addJar(dependency);
        }
    }

    private void addJar(Path jar) throws IOException {
        ZipFile zip = new ZipFile(jar.toFile());
        if (zip.stream().noneMatch(entry -> entry.getName().endsWith(".capnp"))) {
            zip.close();
            return;
        }
        open.add(zip);
        roots.add(new JarRoot(zip, CodeGeneration.SCHEMA_FOLDER));
        roots.add(new JarRoot(zip, ""));
        ZipEntry index = zip.getEntry(INDEX);
        if (index != null) {
            try (InputStream stream = zip.getInputStream(index)) {
                addIndex(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private void addIndex(String index) {
        for (String line : index.lines().toList()) {
            String[] words = line.split(" ", 3);
            if (words.length == 3 && words[0].startsWith("0x")) {
                int dot = words[1].lastIndexOf('.');
                outerClasses.putIfAbsent(
                        Long.parseUnsignedLong(words[0].substring(2), 16),
                        ClassName.get(words[1].substring(0, Math.max(dot, 0)), words[1].substring(dot + 1)));
            }
        }
    }

    SourceRoot schemaDirectory() {
        return schemaDirectory;
    }

    /** In the order in which imports are looked up; the bundled schemas come behind them. */
    List<SourceRoot> roots() {
        return roots;
    }

    /** The tree that has a file; the bundled schemas if none has. */
    SourceRoot rootOf(String path) {
        for (SourceRoot root : roots) {
            try {
                if (root.read(path).isPresent()) {
                    return root;
                }
            } catch (IOException e) {
                // The compiler meets it again and says where.
                return root;
            }
        }
        return SourceRoot.bundled();
    }

    Map<Long, ClassName> outerClasses() {
        return outerClasses;
    }

    /** Files, present or not, that say what classes the schemas of folders among the dependencies have. */
    List<Path> indexFiles() {
        return indexFiles;
    }

    /** Notes a file that was read, and the places before it where another of its name would have been preferred. */
    void noteInput(CompileResult.Input input, RunState.Builder state) {
        for (SourceRoot root : roots) {
            if (root instanceof SourceRoot.FolderRoot folder) {
                state.input(folder.folder().resolve(input.path()));
            }
            if (root.equals(input.root())) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ZipFile zip : open) {
            zip.close();
        }
    }

    /** Part of a jar. */
    private record JarRoot(ZipFile zip, String folder) implements SourceRoot {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            ZipEntry entry = zip.getEntry(folder + path);
            if (entry == null || entry.isDirectory()) {
                return Optional.empty();
            }
            try (InputStream stream = zip.getInputStream(entry)) {
                return Optional.of(stream.readAllBytes());
            }
        }
    }
}

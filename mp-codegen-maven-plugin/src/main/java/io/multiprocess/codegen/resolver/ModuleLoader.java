package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Parser;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceFile;
import io.multiprocess.codegen.source.SourceRoot;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds, reads and parses schema files, each once. Confined to one thread. */
final class ModuleLoader {
    private record Key(SourceRoot root, String path) {}

    /** A file that was read. */
    @SuppressWarnings("ArrayRecordComponent") // callers hash the bytes, nobody compares
    record Read(SourceRoot root, String path, byte[] content) {}

    private final List<SourceRoot> importPath;
    private final DiagnosticLog log;
    private final Map<Key, Optional<Module>> modules = new HashMap<>();
    private final Map<String, List<Module>> byFileName = new HashMap<>();
    private final Map<Key, Optional<byte[]>> embeds = new HashMap<>();
    private final List<Read> reads = new ArrayList<>();

    ModuleLoader(List<SourceRoot> importPath, DiagnosticLog log) {
        this.importPath = importPath;
        this.log = log;
    }

    /** Every file read so far. */
    List<Read> reads() {
        return reads;
    }

    /** The file at a path of a tree, or null if there is none. */
    @Nullable
    Module load(SourceRoot root, String path) {
        Key key = new Key(root, path);
        Optional<Module> known = modules.get(key);
        if (known != null) {
            return known.orElse(null);
        }
        Optional<Module> module = read(root, path).map(content -> module(root, path, content));
        modules.put(key, module);
        return module.orElse(null);
    }

    /** The same file may be found by two paths, where a source folder is an import folder too; it is one module. */
    private Module module(SourceRoot root, String path, byte[] content) {
        List<Module> sameName =
                byFileName.computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), name -> new ArrayList<>());
        for (Module other : sameName) {
            if (Arrays.equals(other.file.content(), content)) {
                return other;
            }
        }
        SourceFile file = new SourceFile(root.displayPrefix() + path, content);
        DiagnosticLog own = new DiagnosticLog();
        Declaration declaration = Parser.parse(file, own);
        log.addAll(own);
        Module module = new Module(root, path, file, declaration, !own.hasErrors(), log);
        sameName.add(module);
        return module;
    }

    /** What an {@code import} in a file means, or null if there is no such file. */
    @Nullable
    Module importFrom(Module importer, String path) {
        if (path.startsWith("/")) {
            String absolute = normalize("", path.substring(1));
            if (absolute == null) {
                return null;
            }
            for (SourceRoot root : importPath) {
                Module module = load(root, absolute);
                if (module != null) {
                    return module;
                }
            }
            return null;
        }
        String relative = normalize(importer.path, path);
        return relative == null ? null : load(importer.root, relative);
    }

    /** What an {@code embed} in a file means, or empty if there is no such file. */
    Optional<byte[]> embed(Module importer, String path) {
        if (!path.startsWith("/")) {
            String relative = normalize(importer.path, path);
            return relative == null ? Optional.empty() : readEmbed(importer.root, relative);
        }
        String absolute = normalize("", path.substring(1));
        for (SourceRoot root : importPath) {
            Optional<byte[]> content = absolute == null ? Optional.empty() : readEmbed(root, absolute);
            if (content.isPresent()) {
                return content;
            }
        }
        return Optional.empty();
    }

    private Optional<byte[]> readEmbed(SourceRoot root, String path) {
        return embeds.computeIfAbsent(new Key(root, path), key -> read(root, path));
    }

    private Optional<byte[]> read(SourceRoot root, String path) {
        try {
            Optional<byte[]> content = root.read(path);
            content.ifPresent(bytes -> reads.add(new Read(root, path, bytes)));
            return content;
        } catch (IOException | InvalidPathException e) {
            SourceFile file = new SourceFile(root.displayPrefix() + path, new byte[0]);
            log.error(file.location(0, 0), "Cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A path relative to a file's folder, without {@code .} and {@code ..}; null if it leaves the tree. */
    private static @Nullable String normalize(String importer, String path) {
        Deque<String> parts = new ArrayDeque<>();
        int slash = importer.lastIndexOf('/');
        if (slash >= 0) {
            parts.addAll(Arrays.asList(importer.substring(0, slash).split("/", -1)));
        }
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return null;
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                if (part.indexOf('\0') >= 0) {
                    return null;
                }
                parts.addLast(part);
            }
        }
        return parts.isEmpty() ? null : String.join("/", parts);
    }
}

package io.multiprocess.codegen.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A tree in which schema files are looked up: a source folder, an import folder, the inside of a jar, the bundled
 * schemas.
 *
 * <p>Implementations may be used from one thread at a time. Paths are relative, with {@code /} between the names.
 */
public interface SourceRoot {

    /**
     * Reads a file of this tree.
     *
     * @param path relative path without {@code ..} segments
     * @return the file's bytes, or empty if this tree has no such file
     * @throws IOException if the file exists and cannot be read
     */
    Optional<byte[]> read(String path) throws IOException;

    /**
     * {@return what to put in front of a path in messages and display names; empty or ending in {@code /}}
     */
    default String displayPrefix() {
        return "";
    }

    /**
     * A folder, on disk or inside a mounted archive ({@code FileSystems.newFileSystem(jar)}).
     *
     * @param folder the tree's root
     * @return the tree
     */
    static SourceRoot folder(Path folder) {
        return new FolderRoot(folder, folder + "/");
    }

    /**
     * A folder under another name.
     *
     * @param folder the tree's root
     * @param displayPrefix what messages shall put in front of a path; empty or ending in {@code /}
     * @return the tree
     */
    static SourceRoot folder(Path folder, String displayPrefix) {
        return new FolderRoot(folder, displayPrefix);
    }

    /** {@return the schemas that ship with this compiler, {@code /capnp/*.capnp} and {@code /mp/*.capnp}} */
    static SourceRoot bundled() {
        return BundledRoot.INSTANCE;
    }

    /**
     * A folder on any file system.
     *
     * @param folder the tree's root
     * @param displayPrefix what messages put in front of a path
     */
    record FolderRoot(Path folder, String displayPrefix) implements SourceRoot {
        @Override
        public Optional<byte[]> read(String path) throws IOException {
            Path file = folder.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        }
    }

    /** The schemas on this class's own class path. */
    enum BundledRoot implements SourceRoot {
        /** The only one. */
        INSTANCE;

        @Override
        public Optional<byte[]> read(String path) throws IOException {
            if (!path.endsWith(".capnp")) {
                return Optional.empty();
            }
            try (InputStream stream = BundledRoot.class.getResourceAsStream("/" + path)) {
                return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
            }
        }
    }
}

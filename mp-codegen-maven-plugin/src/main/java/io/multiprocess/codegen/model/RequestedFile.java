package io.multiprocess.codegen.model;

import java.util.List;

/**
 * A file that code is to be generated for.
 *
 * <p>Immutable.
 *
 * @param id id of the file's node
 * @param filename the path it was requested by, relative to its source folder
 * @param imports the files it imports for types and annotations (not for values), by name
 */
public record RequestedFile(long id, String filename, List<Import> imports) {
    /** Copies the list. */
    public RequestedFile {
        imports = List.copyOf(imports);
    }

    /**
     * An import of a requested file.
     *
     * @param id id of the imported file's node
     * @param name the path as written in the import
     */
    public record Import(long id, String name) {}
}

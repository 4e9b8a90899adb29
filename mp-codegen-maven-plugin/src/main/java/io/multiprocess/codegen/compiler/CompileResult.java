package io.multiprocess.codegen.compiler;

import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.source.Diagnostic;
import io.multiprocess.codegen.source.SourceRoot;

import java.util.List;
import java.util.Optional;

/**
 * What came of a compilation.
 *
 * <p>Immutable.
 *
 * @param model what the schemas mean; empty if there were errors
 * @param diagnostics everything found wrong, by file and place
 * @param inputs every file that was read, for deciding later whether to compile again
 */
public record CompileResult(Optional<SchemaModel> model, List<Diagnostic> diagnostics, List<Input> inputs) {
    /** Copies the lists. */
    public CompileResult {
        diagnostics = List.copyOf(diagnostics);
        inputs = List.copyOf(inputs);
    }

    /** {@return whether nothing can be generated} */
    public boolean hasErrors() {
        return model.isEmpty();
    }

    /**
     * A file that the result depends on: a requested file, an import or an embedded file.
     *
     * @param root the tree it was found in
     * @param path its path in that tree
     * @param content its bytes, not a copy
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is what callers need; the bytes are for hashing
    public record Input(SourceRoot root, String path, byte[] content) {}
}

package io.multiprocess.codegen.incremental;

import io.multiprocess.codegen.source.Diagnostic;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of one run.
 *
 * <p>Immutable.
 *
 * @param schemas the schemas that classes are generated for, by path
 * @param upToDate whether there was nothing to do
 * @param diagnostics everything found wrong; with an error among it nothing was written
 * @param written files that are new or differ from what was there
 * @param deleted files of an earlier run that nothing generates any more
 */
public record CodeGenerationResult(
        List<String> schemas, boolean upToDate, List<Diagnostic> diagnostics, List<Path> written, List<Path> deleted) {

    /** Copies the lists. */
    public CodeGenerationResult {
        schemas = List.copyOf(schemas);
        diagnostics = List.copyOf(diagnostics);
        written = List.copyOf(written);
        deleted = List.copyOf(deleted);
    }

    /** {@return whether something is so wrong that nothing was written} */
    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR);
    }
}

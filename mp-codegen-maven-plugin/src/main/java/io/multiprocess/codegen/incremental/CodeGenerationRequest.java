package io.multiprocess.codegen.incremental;

import io.multiprocess.codegen.generator.GenerationOptions;

import java.nio.file.Path;
import java.util.List;

/**
 * What one run is to do.
 *
 * <p>Immutable.
 *
 * @param schemaDirectory where the module's own schemas are; need not exist
 * @param includes which of them, as patterns with {@code *}, {@code **} and {@code ?}; empty for all {@code .capnp} files
 * @param excludes which of those not
 * @param importedSchemas paths of schemas to generate classes for that are not the module's own, {@code
 *     /capnp/rpc.capnp}; found like an import
 * @param importDirectories folders to look for imports in, after {@code schemaDirectory}
 * @param dependencies folders and jars of the class path, to look for imports in after those
 * @param options about the output
 * @param outputDirectory where Java sources go
 * @param resourceDirectory where files for the jar go
 * @param packageSchemas whether the module's own schemas are among those
 * @param stateFile where the run notes what the next one compares with
 */
public record CodeGenerationRequest(
        Path schemaDirectory,
        List<String> includes,
        List<String> excludes,
        List<String> importedSchemas,
        List<Path> importDirectories,
        List<Path> dependencies,
        GenerationOptions options,
        Path outputDirectory,
        Path resourceDirectory,
        boolean packageSchemas,
        Path stateFile) {

    /** Copies the lists. */
    public CodeGenerationRequest {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
        importedSchemas = List.copyOf(importedSchemas);
        importDirectories = List.copyOf(importDirectories);
        dependencies = List.copyOf(dependencies);
    }
}

package io.multiprocess.codegen.incremental;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.NamingOptions;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.RequestedFile;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.Location;

import javax.lang.model.SourceVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds settings that have no effect, which are usually misspelt, and names that Java does not allow. Thread-safe: no
 * state.
 */
final class SettingChecks {
    private SettingChecks() {}

    /**
     * Checks what says where schemas are.
     *
     * @param request the settings
     * @param unmatched patterns of schemas that no schema matches
     * @param log where warnings go
     */
    static void checkFolders(CodeGenerationRequest request, List<String> unmatched, DiagnosticLog log) {
        for (Path folder : request.importDirectories()) {
            if (!Files.isDirectory(folder)) {
                log.warning(Location.NONE, "importDirectories: there is no folder " + folder);
            }
        }
        for (String pattern : unmatched) {
            log.warning(
                    Location.NONE,
                    "includes: no schema in " + request.schemaDirectory() + " matches '" + pattern + "'");
        }
    }

    /**
     * Checks what says how classes are called.
     *
     * @param naming the settings
     * @param model what was compiled
     * @param names what came of the settings
     * @param log where errors and warnings go
     */
    static void checkNames(NamingOptions naming, SchemaModel model, JavaNames names, DiagnosticLog log) {
        for (NamingOptions.SchemaName said : naming.schemas()) {
            boolean matches = model.nodes().stream()
                    .anyMatch(node -> node.body() instanceof Node.File && said.matches(node.displayName()));
            if (!matches) {
                log.warning(Location.NONE, "schemaNames: no schema has the path " + said.path());
            } else if (said.javaPackage() == null && said.outerClassname() == null) {
                log.warning(
                        Location.NONE,
                        "schemaNames: neither a javaPackage nor an outerClassname for the path " + said.path());
            }
        }
        for (RequestedFile file : model.requestedFiles()) {
            Node node = model.node(file.id());
            ClassName name = names.className(node.id());
            if (!SourceVersion.isName(name.packageName())) {
                log.error(
                        node.location(),
                        "'" + name.packageName()
                                + "' cannot be a Java package; set another one with $Java.package or in"
                                + " the plugin's <schemaNames> or <javaPackage>");
            }
            if (!SourceVersion.isName(name.simpleName()) || name.simpleName().contains(".")) {
                log.error(
                        node.location(),
                        "'" + name.simpleName()
                                + "' cannot be a Java class; set another one with $Java.outerClassname or"
                                + " in the plugin's <schemaNames>");
            }
        }
    }
}

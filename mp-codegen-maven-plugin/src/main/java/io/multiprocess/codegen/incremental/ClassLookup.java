package io.multiprocess.codegen.incremental;

import com.palantir.javapoet.ClassName;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * Looks for classes on the module's class path and in its sources, without loading any.
 *
 * <p>Confined to one thread.
 */
final class ClassLookup {
    private final CodeGenerationRequest request;
    private final RunState.Builder state;

    /**
     * Prepares.
     *
     * @param request has the class path and the module's source folders
     * @param state told of every file that decides, present or not
     */
    ClassLookup(CodeGenerationRequest request, RunState.Builder state) {
        this.request = request;
        this.state = state;
    }

    /** Those of the classes that nobody has, in their order. */
    List<ClassName> missing(Collection<ClassName> classes) throws IOException {
        Set<ClassName> present = new HashSet<>();
        for (ClassName name : classes) {
            if (isInFolders(name)) {
                present.add(name);
            }
        }
        List<ClassName> missing = new ArrayList<>(classes);
        missing.removeAll(present);
        for (Path dependency : request.dependencies()) {
            if (!missing.isEmpty()
                    && Files.isRegularFile(dependency)
                    && dependency.toString().endsWith(".jar")) {
                try (ZipFile jar = new ZipFile(dependency.toFile())) {
                    missing.removeIf(name -> jar.getEntry(path(name) + ".class") != null);
                }
            }
        }
        return missing;
    }

    private boolean isInFolders(ClassName name) {
        List<Path> places = new ArrayList<>();
        for (Path dependency : request.dependencies()) {
            if (!Files.isRegularFile(dependency)) {
                places.add(dependency.resolve(path(name) + ".class"));
            }
        }
        for (Path sources : request.options().module().sourceRoots()) {
            places.add(sources.resolve(path(name) + ".java"));
        }
        places.forEach(state::presence);
        return places.stream().anyMatch(Files::isRegularFile);
    }

    private static String path(ClassName name) {
        return name.canonicalName().replace('.', '/');
    }

    /** Whether the class path has a folder that is still to be filled, by another module of the same build. */
    boolean isIncomplete() throws IOException {
        for (Path dependency : request.dependencies()) {
            if (Files.isRegularFile(dependency)) {
                continue;
            }
            if (!Files.isDirectory(dependency)) {
                return true;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(dependency)) {
                if (!entries.iterator().hasNext()) {
                    return true;
                }
            }
        }
        return false;
    }
}

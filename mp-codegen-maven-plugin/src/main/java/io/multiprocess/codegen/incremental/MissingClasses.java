package io.multiprocess.codegen.incremental;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * Finds the imported schemas whose classes the generated code uses and nobody has: neither a dependency, nor the module's
 * own sources. They are generated along with the module's.
 *
 * <p>Confined to one thread.
 */
final class MissingClasses {
    private final CodeGenerationRequest request;
    private final Map<Long, ClassName> indexed;
    private final RunState.Builder state;

    /**
     * Prepares.
     *
     * @param request has the class path and the module's source folders
     * @param indexed classes of dependencies that say themselves what they were generated from
     * @param state told of every file that decides, present or not
     */
    MissingClasses(CodeGenerationRequest request, Map<Long, ClassName> indexed, RunState.Builder state) {
        this.request = request;
        this.indexed = indexed;
        this.state = state;
    }

    /**
     * The files to generate for, too.
     *
     * @param model what was compiled so far
     * @param names the names of its classes
     * @return files that are not among those requested, by name
     */
    List<Node> of(SchemaModel model, JavaNames names) throws IOException {
        Map<String, Node> used = new TreeMap<>();
        Uses uses = new Uses(model);
        model.nodes().forEach(uses::add);
        for (Node file : uses.files) {
            if (!indexed.containsKey(file.id())) {
                used.put(file.displayName(), file);
            }
        }
        Set<ClassName> present = new HashSet<>();
        for (Node file : used.values()) {
            ClassName name = names.className(file.id());
            if (isInFolders(name)) {
                present.add(name);
            }
        }
        List<Node> missing = new ArrayList<>(used.values());
        missing.removeIf(file -> present.contains(names.className(file.id())));
        for (Path dependency : request.dependencies()) {
            if (!missing.isEmpty()
                    && Files.isRegularFile(dependency)
                    && dependency.toString().endsWith(".jar")) {
                try (ZipFile jar = new ZipFile(dependency.toFile())) {
                    missing.removeIf(file -> jar.getEntry(path(names.className(file.id())) + ".class") != null);
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

    /** The files that the classes of requested files refer to. */
    private static final class Uses {
        private final SchemaModel model;
        private final Set<Long> requested = new HashSet<>();
        private final Set<Node> files = new HashSet<>();

        Uses(SchemaModel model) {
            this.model = model;
            model.requestedFiles().forEach(file -> requested.add(file.id()));
        }

        void add(Node node) {
            if (!requested.contains(model.fileOf(node).id())) {
                return;
            }
            Node.Struct struct = node.asStruct();
            if (struct != null) {
                for (Field field : struct.fields()) {
                    if (field.asSlot() != null) {
                        use(field.asSlot().type());
                    }
                }
            }
            Node.Interface type = node.asInterface();
            if (type != null) {
                for (Superclass superclass : type.superclasses()) {
                    use(superclass.id(), superclass.brand());
                }
                for (Method method : type.methods()) {
                    use(method.paramStructType(), method.paramBrand());
                    if (!method.isStreaming()) {
                        use(method.resultStructType(), method.resultBrand());
                    }
                }
            }
            if (node.body() instanceof Node.Const constant) {
                use(constant.type());
            }
        }

        private void use(Type type) {
            if (type instanceof Type.ListOf list) {
                use(list.elementType());
            } else if (type instanceof Type.StructRef ref) {
                use(ref.typeId(), ref.brand());
            } else if (type instanceof Type.EnumRef ref) {
                use(ref.typeId(), ref.brand());
            } else if (type instanceof Type.InterfaceRef ref) {
                use(ref.typeId(), ref.brand());
            }
        }

        private void use(long id, Brand brand) {
            Node file = model.fileOf(model.node(id));
            if (!requested.contains(file.id())) {
                files.add(file);
            }
            for (Brand.Scope scope : brand.scopes()) {
                for (Brand.Binding binding : scope.bindings()) {
                    if (binding.type() != null) {
                        use(binding.type());
                    }
                }
            }
        }
    }
}

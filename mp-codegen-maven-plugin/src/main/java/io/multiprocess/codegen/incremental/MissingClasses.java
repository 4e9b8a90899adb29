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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the imported schemas whose classes the generated code uses and nobody has: neither a dependency, nor the module's
 * own sources. They are generated along with the module's.
 *
 * <p>Confined to one thread.
 */
final class MissingClasses {
    private final Map<Long, ClassName> indexed;
    private final ClassLookup lookup;

    /**
     * Prepares.
     *
     * @param indexed classes of dependencies that say themselves what they were generated from
     * @param lookup finds the others
     */
    MissingClasses(Map<Long, ClassName> indexed, ClassLookup lookup) {
        this.indexed = indexed;
        this.lookup = lookup;
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
        Set<ClassName> classes = new LinkedHashSet<>();
        used.values().forEach(file -> classes.add(names.className(file.id())));
        List<ClassName> nobodyHas = lookup.missing(classes);
        List<Node> missing = new ArrayList<>(used.values());
        missing.removeIf(file -> !nobodyHas.contains(names.className(file.id())));
        return missing;
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

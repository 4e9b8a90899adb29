package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Which interfaces are passed somewhere in the schemas, alone or inside of something else. <i>Stateless.</i> */
final class Passed {
    private Passed() {}

    /** The ids of all interfaces that a field, parameter or result names, and of those above and below them. */
    static Set<Long> interfaces(SchemaModel model) {
        Set<Long> found = new HashSet<>();
        for (Node node : model.nodes()) {
            Node.Struct struct = node.asStruct();
            if (struct != null) {
                for (Field field : struct.fields()) {
                    Field.Slot slot = field.asSlot();
                    if (slot != null) {
                        add(model, slot.type(), found);
                    }
                }
            }
        }
        // Whoever expects an interface may get one that extends it.
        for (Node node : model.nodes()) {
            Node.Interface body = node.asInterface();
            if (body != null && InterfacePlan.superIds(model, node).stream().anyMatch(found::contains)) {
                found.add(node.id());
            }
        }
        return found;
    }

    private static void add(SchemaModel model, Type type, Set<Long> found) {
        if (type instanceof Type.ListOf list) {
            add(model, list.elementType(), found);
        } else if (type instanceof Type.StructRef struct) {
            add(model, struct.brand(), found);
        } else if (type instanceof Type.InterfaceRef ref) {
            above(model, ref.typeId(), found);
            add(model, ref.brand(), found);
        }
    }

    private static void add(SchemaModel model, Brand brand, Set<Long> found) {
        for (Brand.Scope scope : brand.scopes()) {
            for (Brand.Binding binding : scope.bindings()) {
                if (binding.type() != null) {
                    add(model, binding.type(), found);
                }
            }
        }
    }

    private static void above(SchemaModel model, long id, Set<Long> found) {
        if (found.add(id)) {
            for (Superclass superclass :
                    Objects.requireNonNull(model.node(id).asInterface()).superclasses()) {
                above(model, superclass.id(), found);
            }
        }
    }
}

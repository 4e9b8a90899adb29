package io.multiprocess.codegen.generator.message;

import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;

/** Bodies of nodes and fields where their kind is known. Thread-safe: no state. */
final class Bodies {
    private Bodies() {}

    static Node.Struct struct(Node node) {
        return (Node.Struct) node.body();
    }

    static Node.Enum enumeration(Node node) {
        return (Node.Enum) node.body();
    }

    static Node.Interface interfaceType(Node node) {
        return (Node.Interface) node.body();
    }

    static Field.Slot slot(Field field) {
        return (Field.Slot) field.body();
    }

    static Field.Group group(Field field) {
        return (Field.Group) field.body();
    }
}

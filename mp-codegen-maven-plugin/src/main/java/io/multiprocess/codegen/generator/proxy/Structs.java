package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;

import java.util.HashSet;
import java.util.Set;

/** Questions about structs. <i>Stateless.</i> */
final class Structs {
    private Structs() {}

    /** Whether a struct holds another, directly or through structs, groups or unions, lists aside. */
    static boolean reaches(SchemaModel model, long from, long wanted) {
        return reaches(model, from, wanted, new HashSet<>());
    }

    private static boolean reaches(SchemaModel model, long from, long wanted, Set<Long> seen) {
        Node.Struct struct = model.node(from).asStruct();
        if (struct == null || !seen.add(from)) {
            return false;
        }
        for (Field field : struct.fields()) {
            Field.Group group = field.asGroup();
            Field.Slot slot = field.asSlot();
            long next = 0;
            if (group != null) {
                next = group.typeId();
            } else if (slot != null && slot.type() instanceof Type.StructRef ref) {
                next = ref.typeId();
            }
            if (next != 0 && (next == wanted || reaches(model, next, wanted, seen))) {
                return true;
            }
        }
        return false;
    }
}

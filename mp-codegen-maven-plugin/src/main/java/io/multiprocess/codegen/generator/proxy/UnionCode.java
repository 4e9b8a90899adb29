package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;

import java.util.List;
import java.util.Objects;

/** How unions look in Java: a sealed interface, and a record per member that also holds what is outside of the union. <i>Stateless.</i> */
final class UnionCode {
    private UnionCode() {}

    /** Whether a struct or group has an unnamed union. */
    static boolean isUnion(Node node) {
        Node.Struct struct = node.asStruct();
        return struct != null && struct.discriminantCount() > 0;
    }

    /** The members of a struct's union, in the order of the file. */
    static List<Field> members(Node.Struct struct) {
        return struct.fieldsInCodeOrder().stream().filter(Field::isInUnion).toList();
    }

    /** What is outside of the union. */
    static List<ProxyField> shared(MethodFields fields) {
        return fields.java().stream()
                .filter(field -> !field.field().isInUnion())
                .toList();
    }

    /** The name of a member's record. */
    static String memberName(Field member) {
        return Names.capitalize(
                Names.camel(ProxyAnnotations.name(member.annotations()).orElse(member.name())));
    }

    /** What a member's record holds: nothing for Void, the fields of a group without a union of its own, else the member. */
    static List<ProxyField> content(SchemaModel model, MethodFields all, Field member) {
        Field.Group group = member.asGroup();
        if (group != null && !isUnion(model.node(group.typeId()))) {
            Node.Struct struct =
                    Objects.requireNonNull(model.node(group.typeId()).asStruct());
            return MethodFields.of(model, struct, Brand.EMPTY).java();
        }
        return all.java().stream()
                .filter(field -> field.name().equals(member.name()))
                .toList();
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Generates builder accessors of fields that are or hold capabilities: they take the capability table of the message
 * that is being built. Thread-safe: no state.
 */
final class CapabilityAccessors {
    private static final ClassName TABLE = ClassName.get(MessageTypes.CAPABILITY_PACKAGE, "CapabilityTable");
    private static final ClassName TYPED_CLIENT = ClassName.get(MessageTypes.CAPABILITY_PACKAGE, "TypedClient");

    private CapabilityAccessors() {}

    static void builder(
            FieldAccessors accessors, MessageTypes types, Field field, Field.Slot slot, List<MethodSpec> methods) {
        if (slot.type().kind() == Type.Kind.INTERFACE) {
            MethodSpec.Builder typed = accessors
                    .setter(field)
                    .addParameter(TABLE, "table")
                    .addParameter(nullable(types.reader(slot.type())), "value");
            accessors.addTag(field, typed);
            methods.add(typed.addStatement(
                            "$L.write(segment, pointers + $L, table, value)", types.factory(slot.type()), slot.offset())
                    .build());
        }
        MethodSpec.Builder untyped = accessors
                .setter(field)
                .addParameter(TABLE, "table")
                .addParameter(nullable(MessageTypes.CAPABILITY), "value");
        accessors.addTag(field, untyped);
        methods.add(untyped.addStatement("$T.write(segment, pointers + $L, table, value)", TYPED_CLIENT, slot.offset())
                .build());
    }

    private static TypeName nullable(TypeName type) {
        return type.annotated(AnnotationSpec.builder(Nullable.class).build());
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.generator.JavaNames;
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

    private static final ClassName COPIER = ClassName.get(MessageTypes.CAPABILITY_PACKAGE, "CapabilityCopier");

    /** What readers implement whose structs may hold capabilities. */
    static final ClassName SOURCE = COPIER.nestedClass("Source");

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

    /** The method by which a reader tells a copier where its struct is. */
    static MethodSpec copyTo() {
        return FieldAccessors.method("copyTo", TypeName.VOID)
                .addAnnotation(Override.class)
                .addParameter(COPIER, "copier")
                .addStatement("copier.struct(segment, data, pointers, dataSize, pointerCount, nestingLimit)")
                .build();
    }

    /**
     * Setters of lists and structs with capabilities inside. There is none where a generic parameter is what holds them,
     * as the generic class does not know.
     */
    static void setters(
            FieldAccessors accessors, MessageTypes types, Field field, Field.Slot slot, List<MethodSpec> methods) {
        Type type = slot.type();
        MethodSpec.Builder method =
                accessors.setter(field).addParameter(TABLE, "table").addParameter(types.reader(type), "value");
        if (type instanceof Type.ListOf list && MessageTypes.isCapability(list.elementType())) {
            String init = "init" + JavaNames.upperCamel(field.name());
            methods.add(method.addStatement("$T list = $L(value.size())", types.builder(type), init)
                    .beginControlFlow("for (int i = 0; i < value.size(); i++)")
                    .addStatement("list.set(table, i, value.get(i))")
                    .endControlFlow()
                    .build());
            return;
        }
        Type struct = type instanceof Type.ListOf list ? list.elementType() : type;
        if (struct instanceof Type.StructRef ref
                && types.arguments(ref.typeId(), ref.brand()).isEmpty()) {
            accessors.addTag(field, method);
            methods.add(method.addStatement("$T.copy(segment, pointers + $L, table, value)", COPIER, slot.offset())
                    .build());
        }
    }

    private static TypeName nullable(TypeName type) {
        return type.annotated(AnnotationSpec.builder(Nullable.class).build());
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Type;
import org.capnproto.StructReader;
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
                    .addParameter(nullable(types.value(slot.type())), "value");
            accessors.addTag(field, typed);
            methods.add(typed.addStatement(
                            "$T.write(segment, pointers + $L, table, value == null ? null : value.capability())",
                            TYPED_CLIENT,
                            slot.offset())
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

    /**
     * The method by which a reader tells where its struct is. Readers of generic structs and of structs with an AnyPointer
     * have it too, without the interface: they may hold capabilities where their own file knows of none, and is used with
     * the runtime alone.
     *
     * @param isSource whether the class implements the copier's interface
     */
    static MethodSpec as(boolean isSource) {
        TypeVariableName other = TypeVariableName.get("R_");
        MethodSpec.Builder method = FieldAccessors.method("as", other)
                .addTypeVariable(other)
                .addParameter(
                        ParameterizedTypeName.get(
                                ClassName.get(StructReader.class).nestedClass("Factory"), other),
                        "factory")
                .addStatement(
                        "return factory.constructReader(segment, data, pointers, dataSize, pointerCount, nestingLimit)");
        return isSource
                ? method.addAnnotation(Override.class).build()
                : method.addJavadoc("""
                                Reads the struct as another one.

                                @param factory makes the other reader
                                @return the other reader
                                """).build();
    }

    /** A setter of lists and structs with capabilities inside. */
    static MethodSpec setter(FieldAccessors accessors, MessageTypes types, Field field, Field.Slot slot) {
        Type type = slot.type();
        MethodSpec.Builder method =
                accessors.setter(field).addParameter(TABLE, "table").addParameter(types.value(type), "value");
        accessors.addTag(field, method);
        CodeBlock value;
        if (type instanceof Type.StructRef struct) {
            value = isGeneric(types, struct) ? CodeBlock.of("value::as") : CodeBlock.of("value");
        } else if (type instanceof Type.ListOf list && list.elementType() instanceof Type.StructRef struct) {
            value = isGeneric(types, struct)
                    ? CodeBlock.of("value.size(), i -> value.get(i)::as")
                    : CodeBlock.of("value.size(), value::get");
        } else {
            value = CodeBlock.of("value");
        }
        return method.addStatement("$T.copy(segment, pointers + $L, table, $L)", COPIER, slot.offset(), value)
                .build();
    }

    private static boolean isGeneric(MessageTypes types, Type.StructRef struct) {
        return !types.arguments(struct.typeId(), struct.brand()).isEmpty();
    }

    private static TypeName nullable(TypeName type) {
        return type.annotated(AnnotationSpec.builder(Nullable.class).build());
    }
}

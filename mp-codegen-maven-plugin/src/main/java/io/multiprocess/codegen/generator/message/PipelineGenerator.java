package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;

import javax.lang.model.element.Modifier;

/**
 * Generates what stands for results that are not here yet: the capabilities in them can be called already. Structs have
 * it that hold capabilities, and the results of methods.
 *
 * <p>Thread-safe: no state.
 */
final class PipelineGenerator {
    /** The base class, and what stands for results that have no class of their own. */
    static final ClassName BASE = ClassName.get(MessageTypes.CAPABILITY_PACKAGE, "Pipeline");

    private static final ClassName PENDING_CALL = ClassName.get(MessageTypes.CAPABILITY_PACKAGE, "PendingCall");

    private PipelineGenerator() {}

    static boolean has(SchemaModel model, JavaNames names, MessageTypes types, long structId) {
        Node node = model.node(structId);
        Node parent = names.parent(node);
        boolean isOfMethod = node.scopeId() == 0 && parent != null && parent.asInterface() != null;
        return isOfMethod || (node.asStruct() != null && types.holdsCapabilities(structId));
    }

    static TypeSpec pipeline(SchemaModel model, JavaNames names, MessageTypes types, Node node) {
        TypeSpec.Builder type = TypeSpec.classBuilder("Pipeline")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Capabilities that are not here yet.")
                .superclass(BASE)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(PENDING_CALL, "call")
                        .addStatement("super(call)")
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(BASE, "parent")
                        .addParameter(int.class, "pointerIndex")
                        .addStatement("super(parent, pointerIndex)")
                        .build());
        for (Field field : Bodies.struct(node).fieldsInCodeOrder()) {
            Field.Slot slot = field.asSlot();
            if (slot == null) {
                continue;
            }
            String getter = JavaNames.getter(field.name());
            if (slot.type() instanceof Type.InterfaceRef capability) {
                ClassName client = names.client(capability.typeId());
                type.addMethod(FieldAccessors.method(getter, client)
                        .addStatement("return $T.FACTORY.wrap(capability($L))", client, slot.offset())
                        .build());
            } else if (slot.type().kind() == Type.Kind.ANY_POINTER) {
                type.addMethod(FieldAccessors.method(getter, MessageTypes.CAPABILITY)
                        .addStatement("return capability($L)", slot.offset())
                        .build());
            } else if (slot.type() instanceof Type.StructRef struct && has(model, names, types, struct.typeId())) {
                ClassName nested = names.className(struct.typeId()).nestedClass("Pipeline");
                type.addMethod(FieldAccessors.method(getter, nested)
                        .addStatement("return new $T(this, $L)", nested, slot.offset())
                        .build());
            }
        }
        return type.build();
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Brand;
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
        if (node.asStruct() == null) {
            return false;
        }
        if (types.holdsCapabilities(structId)) {
            return true;
        }
        Node outermost = node;
        Node parent = names.parent(node);
        while (parent != null
                && outermost.asStruct() != null
                && outermost.asStruct().isGroup()) {
            outermost = parent;
            parent = names.parent(outermost);
        }
        boolean isOfMethod = outermost.scopeId() == 0 && parent != null && parent.asInterface() != null;
        return isOfMethod
                && (node.equals(outermost) || types.mayLeadToCapabilities(new Type.StructRef(structId, Brand.EMPTY)));
    }

    static TypeSpec pipeline(SchemaModel model, JavaNames names, MessageTypes types, Node node) {
        Node.Struct body = Bodies.struct(node);
        TypeSpec.Builder type = TypeSpec.classBuilder("Pipeline")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Capabilities that are not here yet.")
                .superclass(BASE);
        if (body.isGroup()) {
            type.addMethod(MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(BASE, "struct")
                    .addStatement("super(struct)")
                    .build());
        } else {
            type.addMethod(MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(PENDING_CALL, "call")
                    .addStatement("super(call)")
                    .build());
            type.addMethod(MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(BASE, "parent")
                    .addParameter(int.class, "pointerIndex")
                    .addStatement("super(parent, pointerIndex)")
                    .build());
        }
        // A pipeline has no factories: seen from the file, generic parameters are AnyPointer.
        MessageTypes unbound = new MessageTypes(model, names, model.fileOf(node));
        for (Field field : body.fieldsInCodeOrder()) {
            Field.Slot slot = field.asSlot();
            String getter = JavaNames.getter(field.name());
            if (slot == null) {
                long group = Bodies.group(field).typeId();
                if (has(model, names, types, group)) {
                    ClassName nested = names.className(group).nestedClass("Pipeline");
                    type.addMethod(FieldAccessors.method(getter, nested)
                            .addStatement("return new $T(this)", nested)
                            .build());
                }
            } else if (slot.type().kind() == Type.Kind.INTERFACE) {
                type.addMethod(FieldAccessors.method(getter, unbound.reader(slot.type()))
                        .addStatement("return $L.wrap(capability($L))", unbound.factory(slot.type()), slot.offset())
                        .build());
            } else if (MessageTypes.isCapability(slot.type())) {
                type.addMethod(FieldAccessors.method(getter, MessageTypes.CAPABILITY)
                        .addStatement("return capability($L)", slot.offset())
                        .build());
            } else if (types.mayLeadToCapabilities(slot.type())) {
                ClassName nested =
                        slot.type() instanceof Type.StructRef struct && has(model, names, types, struct.typeId())
                                ? names.className(struct.typeId()).nestedClass("Pipeline")
                                : BASE;
                type.addMethod(FieldAccessors.method(getter, nested)
                        .addStatement("return new $T(this, $L)", nested, slot.offset())
                        .build());
            }
        }
        return type.build();
    }
}

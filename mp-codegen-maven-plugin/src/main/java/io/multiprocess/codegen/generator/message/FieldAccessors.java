package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import org.capnproto.AnyPointer;
import org.capnproto.Data;
import org.capnproto.ListFactory;
import org.capnproto.PrimitiveList;
import org.capnproto.SetPointerBuilder;
import org.capnproto.Text;
import org.capnproto.Void;
import org.jspecify.annotations.Nullable;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Generates the accessors of one struct's fields. Confined to the thread that generates. */
final class FieldAccessors {
    private final SchemaModel model;
    private final JavaNames names;
    private final MessageTypes types;
    private final PointerValues values;
    private final Node.Struct struct;
    private final ClassName structClass;
    private final Set<String> fieldNames = new HashSet<>();

    FieldAccessors(SchemaModel model, JavaNames names, MessageTypes types, PointerValues values, Node node) {
        this.model = model;
        this.names = names;
        this.types = types;
        this.values = values;
        this.struct = Bodies.struct(node);
        this.structClass = names.className(node.id());
        struct.fields().forEach(field -> fieldNames.add(field.name()));
    }

    /** The methods of a field in the reader class. */
    List<MethodSpec> reader(Field field) {
        List<MethodSpec> methods = new ArrayList<>();
        addIs(field, methods);
        Field.Slot slot = field.asSlot();
        if (slot == null) {
            methods.add(getter(field, groupType(field, "Reader"))
                    .addStatement(
                            "return new $T$L($Lsegment, data, pointers, dataSize, pointerCount, nestingLimit)",
                            groupClass(field).nestedClass("Reader"),
                            diamond(),
                            groupFactories())
                    .build());
            return methods;
        }
        Type type = slot.type();
        if (type.kind().isPointer()) {
            addHas(field, slot, methods);
            methods.add(getter(field, types.reader(type))
                    .addStatement("return $L", getPointer(slot))
                    .build());
            if (needsListFactory(type)) {
                methods.add(listGetter(field, slot, "Reader"));
            }
        } else {
            methods.add(plainGetter(field, slot));
        }
        addOrdinals(field, slot, "Reader", methods);
        return methods;
    }

    /** The methods of a field in the builder class. */
    List<MethodSpec> builder(Field field) {
        List<MethodSpec> methods = new ArrayList<>();
        addIs(field, methods);
        Field.Slot slot = field.asSlot();
        if (slot == null) {
            addGroupBuilder(field, methods);
            return methods;
        }
        Type type = slot.type();
        if (!type.kind().isPointer()) {
            methods.add(plainGetter(field, slot));
            methods.add(plainSetter(field, slot));
            addOrdinals(field, slot, "Builder", methods);
            return methods;
        }
        addHas(field, slot, methods);
        if (MessageTypes.isCapability(type)) {
            CapabilityAccessors.builder(this, types, field, slot, methods);
            return methods;
        }
        MethodSpec.Builder getter = getter(field, types.builder(type));
        addObjectDefault(slot, getter);
        methods.add(getter.addStatement("return $L", hasObjectDefault(slot) ? getPlain(slot) : getPointer(slot))
                .build());
        if (needsListFactory(type)) {
            methods.add(listGetter(field, slot, "Builder"));
        }
        addPointerSetters(field, slot, methods);
        addInit(field, slot, methods);
        addOrdinals(field, slot, "Builder", methods);
        return methods;
    }

    private void addGroupBuilder(Field field, List<MethodSpec> methods) {
        CodeBlock construct = CodeBlock.of(
                "return new $T$L($Lsegment, data, pointers, dataSize, pointerCount)",
                groupClass(field).nestedClass("Builder"),
                diamond(),
                groupFactories());
        methods.add(getter(field, groupType(field, "Builder"))
                .addStatement(construct)
                .build());
        MethodSpec.Builder init = method("init" + JavaNames.upperCamel(field.name()), groupType(field, "Builder"));
        addTag(field, init);
        Set<CodeBlock> clearing = new LinkedHashSet<>();
        clear(Bodies.struct(model.node(Bodies.group(field).typeId())), clearing);
        clearing.forEach(init::addStatement);
        methods.add(init.addStatement(construct).build());
    }

    /** Members of a union share places: each place is cleared once. */
    private void clear(Node.Struct group, Set<CodeBlock> statements) {
        if (group.discriminantCount() > 0) {
            statements.add(CodeBlock.of("_setShortField($L, (short) 0)", group.discriminantOffset()));
        }
        for (Field field : group.fields()) {
            if (field.asGroup() != null) {
                clear(Bodies.struct(model.node(Bodies.group(field).typeId())), statements);
                continue;
            }
            Field.Slot slot = Bodies.slot(field);
            int offset = slot.offset();
            switch (slot.type().kind().dataBits()) {
                case 0 -> {}
                case 1 -> statements.add(CodeBlock.of("_setBooleanField($L, false)", offset));
                case 8 -> statements.add(CodeBlock.of("_setByteField($L, (byte) 0)", offset));
                case 16 -> statements.add(CodeBlock.of("_setShortField($L, (short) 0)", offset));
                case 32 -> statements.add(CodeBlock.of("_setIntField($L, 0)", offset));
                case 64 -> statements.add(CodeBlock.of("_setLongField($L, 0)", offset));
                default -> statements.add(CodeBlock.of("_clearPointerField($L)", offset));
            }
        }
    }

    private MethodSpec plainGetter(Field field, Field.Slot slot) {
        MethodSpec.Builder method = getter(field, types.reader(slot.type()));
        Type type = slot.type();
        if (type.kind() == Type.Kind.VOID) {
            return method.addStatement("return $T.VOID", Void.class).build();
        }
        CodeBlock raw = plain("_get", slot, null);
        if (type instanceof Type.EnumRef enumeration) {
            return method.addStatement("return $T.fromOrdinal($L & 0xffff)", names.className(enumeration.typeId()), raw)
                    .build();
        }
        return method.addStatement("return $L", raw).build();
    }

    private MethodSpec plainSetter(Field field, Field.Slot slot) {
        Type type = slot.type();
        MethodSpec.Builder method = setter(field).addParameter(types.reader(type), "value");
        addTag(field, method);
        if (type.kind() == Type.Kind.VOID) {
            return method.build();
        }
        CodeBlock value =
                type.kind() == Type.Kind.ENUM ? CodeBlock.of("(short) value.ordinal()") : CodeBlock.of("value");
        return method.addStatement(plain("_set", slot, value)).build();
    }

    /** {@code _getIntField(1, 42)} or {@code _setIntField(1, value, 42)}. */
    private static CodeBlock plain(String verb, Field.Slot slot, @Nullable CodeBlock value) {
        String word = switch (slot.type().kind()) {
            case BOOL -> "Boolean";
            case INT8, UINT8 -> "Byte";
            case INT16, UINT16, ENUM -> "Short";
            case INT32, UINT32 -> "Int";
            case INT64, UINT64 -> "Long";
            case FLOAT32 -> "Float";
            case FLOAT64 -> "Double";
            default -> throw new IllegalArgumentException("no plain type: " + slot.type());
        };
        CodeBlock.Builder arguments = CodeBlock.builder().add("$L", slot.offset());
        if (value != null) {
            arguments.add(", $L", value);
        }
        CodeBlock mask = Literals.mask(slot.defaultValue());
        if (!mask.isEmpty()) {
            arguments.add(", $L", mask);
        }
        return CodeBlock.of("$L$LField($L)", verb, word, arguments.build());
    }

    /** The numbers of enums, so that values of newer schemas are passed on as they are. */
    private void addOrdinals(Field field, Field.Slot slot, String side, List<MethodSpec> methods) {
        Type type = slot.type();
        if (type.kind() == Type.Kind.ENUM) {
            String accessor = ordinalAccessor(field, "Ordinal");
            MethodSpec.Builder get = method("get" + accessor, TypeName.INT)
                    .addJavadoc("{@return the number of $L, also one that the schema does not have}\n", field.name());
            addAssert(field, get);
            methods.add(get.addStatement("return $L & 0xffff", plain("_get", slot, null))
                    .build());
            if (side.equals("Builder")) {
                MethodSpec.Builder set = method("set" + accessor, TypeName.VOID)
                        .addJavadoc("Sets $L by number.\n\n@param ordinal 0 to 65535\n", field.name())
                        .addParameter(int.class, "ordinal");
                addTag(field, set);
                methods.add(set.addStatement(plain("_set", slot, CodeBlock.of("(short) ordinal")))
                        .build());
            }
        } else if (type instanceof Type.ListOf list && list.elementType().kind() == Type.Kind.ENUM) {
            ClassName numbers = ClassName.get(PrimitiveList.Short.class);
            MethodSpec.Builder get = method("get" + ordinalAccessor(field, "Ordinals"), numbers.nestedClass(side))
                    .addJavadoc("{@return the numbers of $L, also ones that the schema does not have}\n", field.name());
            addAssert(field, get);
            CodeBlock factory = CodeBlock.of("$T.factory", numbers);
            if (side.equals("Builder") && hasObjectDefault(slot)) {
                addObjectDefault(slot, get);
                get.addStatement("return _getPointerField($L, $L)", factory, slot.offset());
            } else {
                get.addStatement("return $L", getPointer(slot, factory));
            }
            methods.add(get.build());
        }
    }

    private String ordinalAccessor(Field field, String suffix) {
        String name = field.name() + suffix;
        return JavaNames.upperCamel(fieldNames.contains(name) ? name + "_" : name);
    }

    private static boolean hasObjectDefault(Field.Slot slot) {
        return slot.defaultValue() instanceof Value.Pointer value
                && (value.kind() == Type.Kind.LIST || value.kind() == Type.Kind.STRUCT)
                && !value.isNull();
    }

    /** The runtime cannot copy a default when a builder is asked for a list or struct that is not there. */
    private void addObjectDefault(Field.Slot slot, MethodSpec.Builder method) {
        if (hasObjectDefault(slot)) {
            method.beginControlFlow("if (_pointerFieldIsNull($L))", slot.offset())
                    .addStatement(
                            "_initPointerField($1T.factory, $2L, 0).setAs($1T.factory, new $1T.Reader($3L, $4T.MAX_VALUE))",
                            AnyPointer.class,
                            slot.offset(),
                            values.reference((Value.Pointer) slot.defaultValue()),
                            Integer.class)
                    .endControlFlow();
        }
    }

    private CodeBlock getPlain(Field.Slot slot) {
        return CodeBlock.of("_getPointerField($L, $L)", types.factory(slot.type()), slot.offset());
    }

    private CodeBlock getPointer(Field.Slot slot) {
        return getPointer(slot, types.factory(slot.type()));
    }

    private CodeBlock getPointer(Field.Slot slot, CodeBlock factory) {
        if (slot.defaultValue() instanceof Value.Pointer value && !value.isNull()) {
            boolean isBlob = value.kind() == Type.Kind.TEXT || value.kind() == Type.Kind.DATA;
            if (isBlob || value.kind() == Type.Kind.LIST || value.kind() == Type.Kind.STRUCT) {
                return CodeBlock.of(
                        "_getPointerField($L, $L, $L)",
                        factory,
                        slot.offset(),
                        isBlob ? values.blob(value) : values.reference(value));
            }
        }
        return CodeBlock.of("_getPointerField($L, $L)", factory, slot.offset());
    }

    private void addPointerSetters(Field field, Field.Slot slot, List<MethodSpec> methods) {
        Type type = slot.type();
        switch (type.kind()) {
            case TEXT -> {
                methods.add(set(field, slot, ClassName.get(Text.Reader.class), CodeBlock.of("value")));
                methods.add(set(
                        field, slot, ClassName.get(String.class), CodeBlock.of("new $T(value)", Text.Reader.class)));
            }
            case DATA -> {
                methods.add(setData(
                        field,
                        slot,
                        ClassName.get(Data.Reader.class),
                        "value.size",
                        CodeBlock.of("value.buffer, value.offset, value.size")));
                methods.add(
                        setData(field, slot, ArrayTypeName.of(TypeName.BYTE), "value.length", CodeBlock.of("value")));
            }
            case LIST, STRUCT -> {
                if (types.holdsCapabilities(type)) {
                    methods.add(CapabilityAccessors.setter(this, types, field, slot));
                    return;
                }
                if (types.dependsOnParameters(type)) {
                    methods.add(setWithFactory(field, slot));
                } else {
                    methods.add(set(field, slot, types.reader(type), CodeBlock.of("value")));
                    if (isGeneric(type) || types.mayHoldCapabilities(type)) {
                        methods.add(setWithFactory(field, slot));
                    }
                }
            }
            default -> {
                if (type instanceof Type.Parameter && types.dependsOnParameters(type)) {
                    methods.add(setWithFactory(field, slot));
                }
            }
        }
    }

    private MethodSpec set(Field field, Field.Slot slot, TypeName parameter, CodeBlock value) {
        MethodSpec.Builder method = setter(field).addParameter(parameter, "value");
        addTag(field, method);
        return method.addStatement("_setPointerField($L, $L, $L)", types.factory(slot.type()), slot.offset(), value)
                .build();
    }

    /** In one go: the runtime's own setter of Data copies byte by byte, which takes longer than sending them. */
    private MethodSpec setData(Field field, Field.Slot slot, TypeName parameter, String size, CodeBlock source) {
        MethodSpec.Builder method = setter(field).addParameter(parameter, "value");
        addTag(field, method);
        return method.addStatement(
                        "$T target = _initPointerField($T.factory, $L, $L)",
                        Data.Builder.class,
                        Data.class,
                        slot.offset(),
                        size)
                .addStatement("target.buffer.put(target.offset, $L)", source)
                .build();
    }

    /**
     * The caller brings what copies: a builder does not know the reader types of its parameters, and a class that works
     * with the runtime alone does not know how to carry along capabilities that the schema does not tell of.
     */
    private MethodSpec setWithFactory(Field field, Field.Slot slot) {
        Type type = slot.type();
        MethodSpec.Builder method = setter(field)
                .addJavadoc("""
                        Sets $1L to a copy.

                        @param factory makes it: that of the value's class, or {@code CapabilityCopier.setter} of mp-core to copy \
                        capabilities too
                        @param value what to copy
                        """, field.name())
                .addTypeVariables(readerVariables(type))
                .addParameter(
                        ParameterizedTypeName.get(
                                ClassName.get(SetPointerBuilder.class), types.builder(type), types.reader(type)),
                        "factory")
                .addParameter(types.reader(type), "value");
        addTag(field, method);
        return method.addStatement("_setPointerField(factory, $L, value)", slot.offset())
                .build();
    }

    private void addInit(Field field, Field.Slot slot, List<MethodSpec> methods) {
        Type type = slot.type();
        CodeBlock factory = types.factory(type);
        boolean sized = type.kind() != Type.Kind.STRUCT;
        boolean unsized = type.kind() == Type.Kind.STRUCT || type.kind() == Type.Kind.ANY_POINTER;
        if (unsized) {
            methods.add(init(field, slot, factory, false));
        }
        if (sized) {
            methods.add(init(field, slot, factory, true));
        }
        if (needsListFactory(type)) {
            MethodSpec.Builder method = method("init" + JavaNames.upperCamel(field.name()), types.builder(type))
                    .addTypeVariables(readerVariables(type))
                    .addParameter(listFactory(type), "factory")
                    .addParameter(int.class, "size");
            addTag(field, method);
            methods.add(method.addStatement("return _initPointerField(factory, $L, size)", slot.offset())
                    .build());
        }
    }

    private MethodSpec init(Field field, Field.Slot slot, CodeBlock factory, boolean sized) {
        MethodSpec.Builder method = method("init" + JavaNames.upperCamel(field.name()), types.builder(slot.type()));
        if (sized) {
            method.addParameter(int.class, "size");
        }
        addTag(field, method);
        return method.addStatement("return _initPointerField($L, $L, $L)", factory, slot.offset(), sized ? "size" : "0")
                .build();
    }

    private MethodSpec listGetter(Field field, Field.Slot slot, String side) {
        Type type = slot.type();
        boolean isReader = side.equals("Reader");
        MethodSpec.Builder method = method(
                        JavaNames.getter(field.name()), isReader ? types.reader(type) : types.builder(type))
                .addTypeVariables(isReader ? builderVariables(type) : readerVariables(type))
                .addParameter(listFactory(type), "factory");
        addAssert(field, method);
        if (!isReader && hasObjectDefault(slot)) {
            addObjectDefault(slot, method);
            return method.addStatement("return _getPointerField(factory, $L)", slot.offset())
                    .build();
        }
        return method.addStatement("return $L", getPointer(slot, CodeBlock.of("factory")))
                .build();
    }

    /** Lists of structs that are generic in our parameters can be had with a factory too, as in capnproto-java. */
    private boolean needsListFactory(Type type) {
        return type.kind() == Type.Kind.LIST && types.dependsOnParameters(type) && !types.holdsCapabilities(type);
    }

    private TypeName listFactory(Type type) {
        return ParameterizedTypeName.get(ClassName.get(ListFactory.class), types.builder(type), types.reader(type));
    }

    private boolean isGeneric(Type type) {
        if (type instanceof Type.ListOf list) {
            return isGeneric(list.elementType());
        }
        return type instanceof Type.StructRef ref
                && !types.arguments(ref.typeId(), ref.brand()).isEmpty();
    }

    private List<TypeVariableName> readerVariables(Type type) {
        return used(type, "Reader");
    }

    private List<TypeVariableName> builderVariables(Type type) {
        return used(type, "Builder");
    }

    private List<TypeVariableName> used(Type type, String side) {
        String text = (side.equals("Reader") ? types.reader(type) : types.builder(type)).toString();
        return types.parameters().stream()
                .map(parameter -> MessageTypes.variable(parameter, side))
                .filter(variable -> text.matches(".*\\b" + variable.name() + "\\b.*"))
                .toList();
    }

    private void addIs(Field field, List<MethodSpec> methods) {
        if (field.isInUnion()) {
            methods.add(method("is" + JavaNames.upperCamel(field.name()), TypeName.BOOLEAN)
                    .addStatement("return which() == $L", tag(field))
                    .build());
        }
    }

    private void addHas(Field field, Field.Slot slot, List<MethodSpec> methods) {
        MethodSpec.Builder method = method("has" + JavaNames.upperCamel(field.name()), TypeName.BOOLEAN);
        if (field.isInUnion()) {
            method.addStatement("return which() == $L && !_pointerFieldIsNull($L)", tag(field), slot.offset());
        } else {
            method.addStatement("return !_pointerFieldIsNull($L)", slot.offset());
        }
        methods.add(method.build());
    }

    private MethodSpec.Builder getter(Field field, TypeName result) {
        MethodSpec.Builder method =
                method(JavaNames.getter(field.name()), result).addJavadoc(Docs.of(field.docComment(), ""));
        addAssert(field, method);
        return method;
    }

    MethodSpec.Builder setter(Field field) {
        return method("set" + JavaNames.upperCamel(field.name()), TypeName.VOID);
    }

    private void addAssert(Field field, MethodSpec.Builder method) {
        if (field.isInUnion()) {
            method.addStatement("assert which() == $L : $S + which()", tag(field), field.name() + " is not set, but ");
        }
    }

    /** Makes the field the one of its union that is set. */
    void addTag(Field field, MethodSpec.Builder method) {
        if (field.isInUnion()) {
            method.addStatement("_setShortField($L, (short) $L.ordinal())", struct.discriminantOffset(), tag(field));
        }
    }

    private CodeBlock tag(Field field) {
        return CodeBlock.of("$T.$L", structClass.nestedClass("Which"), JavaNames.constant(field.name()));
    }

    private ClassName groupClass(Field field) {
        return names.className(Bodies.group(field).typeId());
    }

    private TypeName groupType(Field field, String side) {
        ClassName raw = groupClass(field).nestedClass(side);
        return types.parameters().isEmpty()
                ? raw
                : ParameterizedTypeName.get(
                        raw,
                        types.parameters().stream()
                                .map(parameter -> MessageTypes.variable(parameter, side))
                                .toArray(TypeName[]::new));
    }

    private String diamond() {
        return types.parameters().isEmpty() ? "" : "<>";
    }

    private String groupFactories() {
        StringBuilder result = new StringBuilder();
        types.parameters()
                .forEach(parameter ->
                        result.append(MessageTypes.factoryField(parameter)).append(", "));
        return result.toString();
    }

    static MethodSpec.Builder method(String name, TypeName result) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(result);
    }
}

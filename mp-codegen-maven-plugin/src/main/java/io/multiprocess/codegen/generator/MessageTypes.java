package io.multiprocess.codegen.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import org.capnproto.AnyPointer;
import org.capnproto.Data;
import org.capnproto.DataList;
import org.capnproto.EnumList;
import org.capnproto.ListList;
import org.capnproto.PrimitiveList;
import org.capnproto.StructList;
import org.capnproto.Text;
import org.capnproto.TextList;
import org.capnproto.Void;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Java types of schema types in message classes, and the factories that make them from pointers. Everything is as
 * seen from one place, the node whose class uses the type: its generic parameters are type variables there.
 *
 * <p>Confined to the thread that generates.
 */
public final class MessageTypes {
    /** Package of the capability API, for schemas that have interfaces. */
    public static final String CAPABILITY_PACKAGE = "io.multiprocess.capability";

    /** {@code Capability}, what {@code Capability} fields are read as. */
    public static final ClassName CAPABILITY = ClassName.get(CAPABILITY_PACKAGE, "Capability");

    /** {@code CapabilityBuilder}, a pointer that a capability is set in, where a generic parameter is an interface. */
    public static final ClassName CAPABILITY_BUILDER = ClassName.get(CAPABILITY_PACKAGE, "CapabilityBuilder");

    /** {@code CapabilityList}, lists of capabilities. */
    public static final ClassName CAPABILITY_LIST = ClassName.get(CAPABILITY_PACKAGE, "CapabilityList");

    private final SchemaModel model;
    private final JavaNames names;
    private final List<JavaNames.TypeParameter> parameters;

    /**
     * Types as seen from a node.
     *
     * @param model the nodes
     * @param names their names
     * @param place the node whose class the types are used in
     */
    public MessageTypes(SchemaModel model, JavaNames names, Node place) {
        this.model = model;
        this.names = names;
        this.parameters = names.typeParameters(place);
    }

    /** {@return the generic parameters in scope, outermost first} */
    public List<JavaNames.TypeParameter> parameters() {
        return parameters;
    }

    /**
     * What a reader's getter returns.
     *
     * @param type the field's type
     * @return {@code int}, {@code Text.Reader}, {@code StructList.Reader<Foo.Reader>}, {@code Foo.Client}
     */
    public TypeName reader(Type type) {
        return name(type, "Reader");
    }

    /**
     * What a builder's getter returns.
     *
     * @param type the field's type
     * @return {@code int}, {@code Text.Builder}, {@code StructList.Builder<Foo.Builder>}
     */
    public TypeName builder(Type type) {
        return name(type, "Builder");
    }

    private TypeName name(Type type, String side) {
        switch (type.kind()) {
            case VOID -> {
                return ClassName.get(Void.class);
            }
            case BOOL -> {
                return TypeName.BOOLEAN;
            }
            case INT8, UINT8 -> {
                return TypeName.BYTE;
            }
            case INT16, UINT16 -> {
                return TypeName.SHORT;
            }
            case INT32, UINT32 -> {
                return TypeName.INT;
            }
            case INT64, UINT64 -> {
                return TypeName.LONG;
            }
            case FLOAT32 -> {
                return TypeName.FLOAT;
            }
            case FLOAT64 -> {
                return TypeName.DOUBLE;
            }
            case TEXT -> {
                return ClassName.get(Text.class).nestedClass(side);
            }
            case DATA -> {
                return ClassName.get(Data.class).nestedClass(side);
            }
            case LIST -> {
                return list(((Type.ListOf) type).elementType(), side);
            }
            case ENUM -> {
                return names.className(((Type.EnumRef) type).typeId());
            }
            case STRUCT -> {
                return struct((Type.StructRef) type, side);
            }
            case INTERFACE -> {
                return side.equals("Reader") ? names.client(((Type.InterfaceRef) type).typeId()) : CAPABILITY_BUILDER;
            }
            case ANY_POINTER -> {
                return anyPointer(type, side);
            }
        }
        throw new IllegalArgumentException("type " + type);
    }

    private TypeName list(Type element, String side) {
        ClassName primitive = primitiveList(element.kind());
        if (primitive != null) {
            return primitive.nestedClass(side);
        }
        if (isCapability(element)) {
            return side.equals("Reader")
                    ? ParameterizedTypeName.get(CAPABILITY_LIST.nestedClass(side), reader(element))
                    : CAPABILITY_LIST.nestedClass(side);
        }
        switch (element.kind()) {
            case TEXT -> {
                return ClassName.get(TextList.class).nestedClass(side);
            }
            case DATA -> {
                return ClassName.get(DataList.class).nestedClass(side);
            }
            case ENUM -> {
                return ParameterizedTypeName.get(ClassName.get(EnumList.class).nestedClass(side), name(element, side));
            }
            case STRUCT -> {
                return ParameterizedTypeName.get(
                        ClassName.get(StructList.class).nestedClass(side), name(element, side));
            }
            default -> {
                if (holdsCapabilities(element)) {
                    return ParameterizedTypeName.get(
                            CAPABILITY_LIST.peerClass("PointerList").nestedClass(side), name(element, side));
                }
                return ParameterizedTypeName.get(ClassName.get(ListList.class).nestedClass(side), name(element, side));
            }
        }
    }

    private TypeName struct(Type.StructRef type, String side) {
        ClassName raw = names.className(type.typeId()).nestedClass(side);
        List<TypeName> arguments = new ArrayList<>();
        for (Optional<Type> argument : arguments(type.typeId(), type.brand())) {
            arguments.add(argument.map(bound -> name(bound, side))
                    .orElseGet(() -> ClassName.get(AnyPointer.class).nestedClass(side)));
        }
        return arguments.isEmpty() ? raw : ParameterizedTypeName.get(raw, arguments.toArray(TypeName[]::new));
    }

    private TypeName anyPointer(Type type, String side) {
        if (type instanceof Type.Parameter parameter) {
            for (JavaNames.TypeParameter known : parameters) {
                if (known.scopeId() == parameter.scopeId() && known.index() == parameter.index()) {
                    return variable(known, side);
                }
            }
        }
        if (isCapability(type)) {
            return side.equals("Reader") ? CAPABILITY : CAPABILITY_BUILDER;
        }
        return ClassName.get(AnyPointer.class).nestedClass(side);
    }

    /**
     * What makes a reader or builder from a pointer.
     *
     * @param type a pointer type
     * @return an expression, {@code Foo.factory}
     */
    public CodeBlock factory(Type type) {
        switch (type.kind()) {
            case TEXT -> {
                return CodeBlock.of("$T.factory", Text.class);
            }
            case DATA -> {
                return CodeBlock.of("$T.factory", Data.class);
            }
            case LIST -> {
                return listFactory(((Type.ListOf) type).elementType());
            }
            case STRUCT -> {
                return structFactory((Type.StructRef) type);
            }
            case INTERFACE -> {
                return CodeBlock.of("$T.FACTORY", names.client(((Type.InterfaceRef) type).typeId()));
            }
            case ANY_POINTER -> {
                if (type instanceof Type.Parameter parameter) {
                    for (JavaNames.TypeParameter known : parameters) {
                        if (known.scopeId() == parameter.scopeId() && known.index() == parameter.index()) {
                            return CodeBlock.of("$L", factoryField(known));
                        }
                    }
                }
                return isCapability(type)
                        ? CodeBlock.of("$T.FACTORY", CAPABILITY_BUILDER)
                        : CodeBlock.of("$T.factory", AnyPointer.class);
            }
            default -> {
                throw new IllegalArgumentException("no pointer type: " + type);
            }
        }
    }

    private CodeBlock listFactory(Type element) {
        ClassName primitive = primitiveList(element.kind());
        if (primitive != null) {
            return CodeBlock.of("$T.factory", primitive);
        }
        if (isCapability(element)) {
            return CodeBlock.of("$T.factory($L)", CAPABILITY_LIST, factory(element));
        }
        switch (element.kind()) {
            case TEXT -> {
                return CodeBlock.of("$T.factory", TextList.class);
            }
            case DATA -> {
                return CodeBlock.of("$T.factory", DataList.class);
            }
            case ENUM -> {
                return CodeBlock.of("$T.listFactory", names.className(((Type.EnumRef) element).typeId()));
            }
            case STRUCT -> {
                Type.StructRef struct = (Type.StructRef) element;
                return arguments(struct.typeId(), struct.brand()).isEmpty()
                        ? CodeBlock.of("$T.listFactory", names.className(struct.typeId()))
                        : CodeBlock.of("$T.newFactory($L)", StructList.class, structFactory(struct));
            }
            default -> {
                if (holdsCapabilities(element)) {
                    return CodeBlock.of("$T.factory($L)", CAPABILITY_LIST.peerClass("PointerList"), factory(element));
                }
                return CodeBlock.of("new $T<>($L)", ListList.Factory.class, factory(element));
            }
        }
    }

    private CodeBlock structFactory(Type.StructRef type) {
        List<Optional<Type>> arguments = arguments(type.typeId(), type.brand());
        ClassName raw = names.className(type.typeId());
        if (arguments.isEmpty()) {
            return CodeBlock.of("$T.factory", raw);
        }
        List<CodeBlock> factories = new ArrayList<>();
        for (Optional<Type> argument : arguments) {
            factories.add(argument.map(this::factory).orElseGet(() -> CodeBlock.of("$T.factory", AnyPointer.class)));
        }
        return CodeBlock.of("$T.newFactory($L)", raw, CodeBlock.join(factories, ", "));
    }

    /**
     * What a node's generic parameters are bound to.
     *
     * @param typeId id of the node
     * @param brand the bindings
     * @return one per parameter of {@link JavaNames#typeParameters}; empty for unbound ones
     */
    public List<Optional<Type>> arguments(long typeId, Brand brand) {
        List<Optional<Type>> result = new ArrayList<>();
        for (JavaNames.TypeParameter parameter : names.typeParameters(model.node(typeId))) {
            Optional<Brand.Scope> scope = brand.scope(parameter.scopeId());
            if (scope.isEmpty()) {
                result.add(Optional.empty());
            } else if (scope.get().inherit()) {
                result.add(Optional.of(new Type.Parameter(parameter.scopeId(), parameter.index())));
            } else if (parameter.index() < scope.get().bindings().size()) {
                result.add(Optional.ofNullable(
                        scope.get().bindings().get(parameter.index()).type()));
            } else {
                result.add(Optional.empty());
            }
        }
        return result;
    }

    /**
     * Whether a type is generic in the parameters of the place.
     *
     * @param type any type
     * @return yes if a type variable occurs in its Java type
     */
    public boolean dependsOnParameters(Type type) {
        if (type instanceof Type.Parameter parameter) {
            return parameters.stream()
                    .anyMatch(known -> known.scopeId() == parameter.scopeId() && known.index() == parameter.index());
        }
        if (type instanceof Type.ListOf list) {
            return dependsOnParameters(list.elementType());
        }
        if (type instanceof Type.StructRef struct) {
            return arguments(struct.typeId(), struct.brand()).stream()
                    .anyMatch(argument -> argument.isPresent() && dependsOnParameters(argument.get()));
        }
        return false;
    }

    /**
     * Whether a type is a capability.
     *
     * @param type any type
     * @return yes for interfaces and {@code Capability}
     */
    public static boolean isCapability(Type type) {
        return type.kind() == Type.Kind.INTERFACE
                || (type instanceof Type.AnyPointer any && any.constraint() == Type.AnyPointer.Constraint.CAPABILITY);
    }

    /**
     * Whether values of a type may hold capabilities of a known interface, so that copying one takes a capability table.
     *
     * @param type any type
     * @return yes for capabilities and for lists and structs with them anywhere inside
     */
    public boolean holdsCapabilities(Type type) {
        return holdsCapabilities(type, new HashSet<>());
    }

    /**
     * Whether a struct may hold capabilities of a known interface.
     *
     * @param structId id of a struct or group
     * @return yes if a field anywhere inside is a capability
     */
    public boolean holdsCapabilities(long structId) {
        return holdsCapabilities(structId, new HashSet<>());
    }

    private boolean holdsCapabilities(Type type, Set<Long> seen) {
        if (isCapability(type)) {
            return true;
        }
        if (type instanceof Type.ListOf list) {
            return holdsCapabilities(list.elementType(), seen);
        }
        if (type instanceof Type.StructRef struct) {
            return arguments(struct.typeId(), struct.brand()).stream()
                            .anyMatch(argument -> argument.isPresent() && holdsCapabilities(argument.get(), seen))
                    || holdsCapabilities(struct.typeId(), seen);
        }
        return false;
    }

    private boolean holdsCapabilities(long structId, Set<Long> seen) {
        Node.Struct struct = model.find(structId).map(Node::asStruct).orElse(null);
        if (struct == null || !seen.add(structId)) {
            return false;
        }
        return struct.fields().stream().anyMatch(field -> {
            if (field.asSlot() != null) {
                return holdsCapabilities(field.asSlot().type(), seen);
            }
            return field.asGroup() != null && holdsCapabilities(field.asGroup().typeId(), seen);
        });
    }

    /**
     * A type variable of a generic class.
     *
     * @param parameter a generic parameter
     * @param side {@code Builder} or {@code Reader}
     * @return {@code T_Builder}
     */
    public static TypeVariableName variable(JavaNames.TypeParameter parameter, String side) {
        return TypeVariableName.get(parameter.name() + "_" + side);
    }

    /**
     * The field of a generic class that holds the factory of a parameter.
     *
     * @param parameter a generic parameter
     * @return {@code T_Factory}
     */
    public static String factoryField(JavaNames.TypeParameter parameter) {
        return parameter.name() + "_Factory";
    }

    private static @Nullable ClassName primitiveList(Type.Kind kind) {
        switch (kind) {
            case VOID -> {
                return ClassName.get(PrimitiveList.Void.class);
            }
            case BOOL -> {
                return ClassName.get(PrimitiveList.Boolean.class);
            }
            case INT8, UINT8 -> {
                return ClassName.get(PrimitiveList.Byte.class);
            }
            case INT16, UINT16 -> {
                return ClassName.get(PrimitiveList.Short.class);
            }
            case INT32, UINT32 -> {
                return ClassName.get(PrimitiveList.Int.class);
            }
            case INT64, UINT64 -> {
                return ClassName.get(PrimitiveList.Long.class);
            }
            case FLOAT32 -> {
                return ClassName.get(PrimitiveList.Float.class);
            }
            case FLOAT64 -> {
                return ClassName.get(PrimitiveList.Double.class);
            }
            default -> {
                return null;
            }
        }
    }
}

package io.multiprocess.codegen.generator;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
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
import java.util.function.Predicate;

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

    private static final ClassName POINTER_LIST = ClassName.get(CAPABILITY_PACKAGE, "PointerList");

    private final SchemaModel model;
    private final JavaNames names;
    private final List<JavaNames.TypeParameter> parameters;
    private final List<JavaNames.TypeParameter> implicit;
    private final boolean bothSides;

    /**
     * Types as seen from a node.
     *
     * @param model the nodes
     * @param names their names
     * @param place the node whose class the types are used in; readers and builders of structs know the type variables of
     *     their own side alone, clients and servers of interfaces those of both
     */
    public MessageTypes(SchemaModel model, JavaNames names, Node place) {
        this(model, names, names.typeParameters(place), List.of(), place.asInterface() != null);
    }

    private MessageTypes(
            SchemaModel model,
            JavaNames names,
            List<JavaNames.TypeParameter> parameters,
            List<JavaNames.TypeParameter> implicit,
            boolean bothSides) {
        this.model = model;
        this.names = names;
        this.parameters = parameters;
        this.implicit = implicit;
        this.bothSides = bothSides;
    }

    /**
     * These types as seen from a method that has generic parameters of its own; without this they are AnyPointer.
     *
     * @param declared the names of the method's parameters
     * @return types in which they are type variables, in {@link #implicit()}
     */
    public MessageTypes inMethod(List<String> declared) {
        Set<String> taken = new HashSet<>();
        parameters.forEach(parameter -> taken.add(parameter.name()));
        List<JavaNames.TypeParameter> own = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            String name = declared.get(i);
            for (int suffix = 1; !taken.add(name); suffix++) {
                name = declared.get(i) + suffix;
            }
            own.add(new JavaNames.TypeParameter(0, i, name));
        }
        return new MessageTypes(model, names, parameters, own, bothSides);
    }

    /** {@return the generic parameters of the method that this is seen from} */
    public List<JavaNames.TypeParameter> implicit() {
        return implicit;
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
        return name(type, "Reader", "Reader");
    }

    /**
     * What a builder's getter returns.
     *
     * @param type the field's type
     * @return {@code int}, {@code Text.Builder}, {@code StructList.Builder<Foo.Builder>}
     */
    public TypeName builder(Type type) {
        return name(type, "Builder", "Builder");
    }

    /**
     * What a builder's setter takes that carries capabilities along: a reader, as seen from the builder.
     *
     * @param type the field's type
     * @return {@code Foo.Client}, {@code Box.Reader<?>}
     */
    public TypeName value(Type type) {
        return name(type, "Reader", "Builder");
    }

    /**
     * A Java type.
     *
     * @param type the schema's type
     * @param side {@code Reader} or {@code Builder}: which one of it
     * @param seenFrom {@code Reader} or {@code Builder}: where it is written; type variables of the other are wildcards there
     */
    private TypeName name(Type type, String side, String seenFrom) {
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
                return list(((Type.ListOf) type).elementType(), side, seenFrom);
            }
            case ENUM -> {
                return names.className(((Type.EnumRef) type).typeId());
            }
            case STRUCT -> {
                return struct((Type.StructRef) type, side, seenFrom);
            }
            case INTERFACE -> {
                return side.equals("Reader") ? client((Type.InterfaceRef) type, seenFrom) : CAPABILITY_BUILDER;
            }
            case ANY_POINTER -> {
                return anyPointer(type, side, seenFrom);
            }
        }
        throw new IllegalArgumentException("type " + type);
    }

    private TypeName list(Type element, String side, String seenFrom) {
        ClassName primitive = primitiveList(element.kind());
        if (primitive != null) {
            return primitive.nestedClass(side);
        }
        if (isCapability(element)) {
            return side.equals("Reader")
                    ? generic(CAPABILITY_LIST.nestedClass(side), name(element, side, seenFrom))
                    : CAPABILITY_LIST.nestedClass(side);
        }
        return switch (element.kind()) {
            case TEXT -> ClassName.get(TextList.class).nestedClass(side);
            case DATA -> ClassName.get(DataList.class).nestedClass(side);
            case ENUM -> generic(ClassName.get(EnumList.class).nestedClass(side), name(element, side, seenFrom));
            case STRUCT -> generic(ClassName.get(StructList.class).nestedClass(side), name(element, side, seenFrom));
            default ->
                generic(
                        (holdsCapabilities(element) ? POINTER_LIST : ClassName.get(ListList.class)).nestedClass(side),
                        name(element, side, seenFrom));
        };
    }

    private TypeName struct(Type.StructRef type, String side, String seenFrom) {
        List<TypeName> arguments = new ArrayList<>();
        for (Optional<Type> argument : arguments(type.typeId(), type.brand())) {
            arguments.add(argument(argument, side, seenFrom));
        }
        return generic(names.className(type.typeId()).nestedClass(side), arguments.toArray(TypeName[]::new));
    }

    /** Clients write parameters and read results, so they have both type variables of a parameter. */
    private TypeName client(Type.InterfaceRef type, String seenFrom) {
        List<TypeName> arguments = new ArrayList<>();
        for (Optional<Type> argument : arguments(type.typeId(), type.brand())) {
            arguments.add(argument(argument, "Builder", seenFrom));
            arguments.add(argument(argument, "Reader", seenFrom));
        }
        return generic(names.client(type.typeId()), arguments.toArray(TypeName[]::new));
    }

    private TypeName argument(Optional<Type> bound, String side, String seenFrom) {
        return bound.map(type -> name(type, side, seenFrom))
                .orElseGet(() -> ClassName.get(AnyPointer.class).nestedClass(side));
    }

    /** A generic type; arguments that are not known exactly stand for any that fits. */
    private static TypeName generic(ClassName raw, TypeName... arguments) {
        if (arguments.length == 0) {
            return raw;
        }
        TypeName[] fitting = new TypeName[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            boolean isBare = arguments[i] instanceof WildcardTypeName;
            fitting[i] = !isBare && hasWildcard(arguments[i]) ? WildcardTypeName.subtypeOf(arguments[i]) : arguments[i];
        }
        return ParameterizedTypeName.get(raw, fitting);
    }

    private static boolean hasWildcard(TypeName type) {
        return type instanceof WildcardTypeName
                || (type instanceof ParameterizedTypeName generic
                        && generic.typeArguments().stream().anyMatch(MessageTypes::hasWildcard));
    }

    private TypeName anyPointer(Type type, String side, String seenFrom) {
        JavaNames.TypeParameter parameter = parameter(type);
        if (parameter != null) {
            return bothSides || side.equals(seenFrom)
                    ? variable(parameter, side)
                    : WildcardTypeName.subtypeOf(Object.class);
        }
        if (isCapability(type)) {
            return side.equals("Reader") ? CAPABILITY : CAPABILITY_BUILDER;
        }
        return ClassName.get(AnyPointer.class).nestedClass(side);
    }

    /** The generic parameter that a type stands for, if it is one that is in scope. */
    private JavaNames.@Nullable TypeParameter parameter(Type type) {
        if (type instanceof Type.Parameter parameter) {
            for (JavaNames.TypeParameter known : parameters) {
                if (known.scopeId() == parameter.scopeId() && known.index() == parameter.index()) {
                    return known;
                }
            }
        }
        if (type instanceof Type.ImplicitMethodParameter parameter && parameter.index() < implicit.size()) {
            return implicit.get(parameter.index());
        }
        return null;
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
                return clientFactory((Type.InterfaceRef) type);
            }
            case ANY_POINTER -> {
                JavaNames.TypeParameter parameter = parameter(type);
                if (parameter != null) {
                    return CodeBlock.of("$L", factoryField(parameter));
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
                    return CodeBlock.of("$T.factory($L)", POINTER_LIST, factory(element));
                }
                return CodeBlock.of("new $T<>($L)", ListList.Factory.class, factory(element));
            }
        }
    }

    private CodeBlock structFactory(Type.StructRef type) {
        List<Optional<Type>> arguments = arguments(type.typeId(), type.brand());
        ClassName raw = names.className(type.typeId());
        return arguments.isEmpty()
                ? CodeBlock.of("$T.factory", raw)
                : CodeBlock.of("$T.newFactory($L)", raw, factories(arguments));
    }

    private CodeBlock clientFactory(Type.InterfaceRef type) {
        List<Optional<Type>> arguments = arguments(type.typeId(), type.brand());
        ClassName raw = names.client(type.typeId());
        return arguments.isEmpty()
                ? CodeBlock.of("$T.FACTORY", raw)
                : CodeBlock.of("$T.newFactory($L)", raw, factories(arguments));
    }

    private CodeBlock factories(List<Optional<Type>> arguments) {
        return arguments.stream()
                .map(argument ->
                        argument.map(this::factory).orElseGet(() -> CodeBlock.of("$T.factory", AnyPointer.class)))
                .collect(CodeBlock.joining(", "));
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
        if (type instanceof Type.ListOf list) {
            return dependsOnParameters(list.elementType());
        }
        if (type instanceof Type.StructRef struct) {
            return arguments(struct.typeId(), struct.brand()).stream()
                    .anyMatch(argument -> argument.isPresent() && dependsOnParameters(argument.get()));
        }
        return parameter(type) != null;
    }

    /**
     * Whether following pointers from one may lead to a capability, known to the schema or not. Pipelining goes that way, so lists
     * lead nowhere.
     *
     * @param type any type
     * @return yes for capabilities and AnyPointers, and for structs that have any
     */
    public boolean mayLeadToCapabilities(Type type) {
        return reaches(type, MessageTypes::mayBeCapability, false, new HashSet<>());
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
     * Whether values of a type hold capabilities that the schema tells of, so that copying one takes a capability table.
     *
     * @param type any type
     * @return yes for capabilities and for lists and structs with them anywhere inside
     */
    public boolean holdsCapabilities(Type type) {
        return reaches(type, MessageTypes::isCapability, true, new HashSet<>());
    }

    /**
     * Whether a struct holds capabilities that the schema tells of.
     *
     * @param structId id of a struct or group
     * @return yes if a field anywhere inside is a capability
     */
    public boolean holdsCapabilities(long structId) {
        return reaches(structId, MessageTypes::isCapability, true, new HashSet<>());
    }

    /**
     * Whether values of a type may hold capabilities, also such that the schema does not tell of: behind an AnyPointer or a generic
     * parameter.
     *
     * @param type any type
     * @return yes for capabilities and AnyPointers, and for lists and structs with them anywhere inside
     */
    public boolean mayHoldCapabilities(Type type) {
        return reaches(type, MessageTypes::mayBeCapability, true, new HashSet<>());
    }

    /**
     * Whether a struct may hold capabilities, also such that the schema does not tell of.
     *
     * @param structId id of a struct or group
     * @return yes if a field anywhere inside is a capability or an AnyPointer
     */
    public boolean mayHoldCapabilities(long structId) {
        return reaches(structId, MessageTypes::mayBeCapability, true, new HashSet<>());
    }

    private static boolean mayBeCapability(Type type) {
        return type.kind() == Type.Kind.ANY_POINTER || isCapability(type);
    }

    private boolean reaches(Type type, Predicate<Type> found, boolean alsoInLists, Set<Long> seen) {
        if (found.test(type)) {
            return true;
        }
        if (type instanceof Type.ListOf list) {
            return alsoInLists && reaches(list.elementType(), found, true, seen);
        }
        if (type instanceof Type.StructRef struct) {
            return arguments(struct.typeId(), struct.brand()).stream()
                            .anyMatch(argument ->
                                    argument.isPresent() && reaches(argument.get(), found, alsoInLists, seen))
                    || reaches(struct.typeId(), found, alsoInLists, seen);
        }
        return false;
    }

    private boolean reaches(long structId, Predicate<Type> found, boolean alsoInLists, Set<Long> seen) {
        Node.Struct struct = model.find(structId).map(Node::asStruct).orElse(null);
        if (struct == null || !seen.add(structId)) {
            return false;
        }
        return struct.fields().stream().anyMatch(field -> {
            if (field.asSlot() != null) {
                return reaches(field.asSlot().type(), found, alsoInLists, seen);
            }
            return field.asGroup() != null && reaches(field.asGroup().typeId(), found, alsoInLists, seen);
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

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import javax.lang.model.element.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes the Java types that nobody has written: interfaces, records, enums and exceptions, beginning with what proxies are for and
 * going on with what that uses. <i>Confined to one thread.</i>
 */
final class ApiTypes {
    private static final ClassName NULLABLE = ClassName.get("org.jspecify.annotations", "Nullable");

    private final SchemaModel model;
    private final JavaTypes types;
    private final JavaNames names;
    private final Deque<Node> wanted = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private final Set<String> exceptions = new HashSet<>();
    private final List<JavaFile> files = new ArrayList<>();
    private final Map<String, Location> origins = new HashMap<>();

    ApiTypes(GenerationContext context, JavaTypes types) {
        this.model = context.model();
        this.types = types;
        this.names = context.names();
    }

    /** Writes what is missing of these and of everything they use. */
    List<JavaFile> write(List<Node> roots) {
        roots.forEach(this::want);
        for (Node node = wanted.poll(); node != null; node = wanted.poll()) {
            ClassName name =
                    Objects.requireNonNull(types.choice(node.id()).orElseThrow().generated());
            TypeSpec.Builder type;
            if (node.asInterface() != null) {
                type = interfaceType(node, name);
            } else if (node.asEnum() != null) {
                type = enumType(node, name);
            } else {
                type = UnionCode.isUnion(node)
                        ? union(node, name)
                        : record(
                                node, name, MethodFields.of(model, Objects.requireNonNull(node.asStruct()), own(node)));
            }
            add(node, name, type);
        }
        return files;
    }

    /** What a file was made from. */
    Location origin(JavaFile file) {
        return origins.getOrDefault(file.packageName() + "." + file.typeSpec().name(), Location.NONE);
    }

    private void add(Node node, ClassName name, TypeSpec.Builder type) {
        files.add(ProxyGenerator.file(name.packageName(), node, type));
        origins.put(name.canonicalName(), node.location());
    }

    private void want(Node node) {
        boolean generated = types.choice(node.id())
                .map(choice -> choice.generated() != null)
                .orElse(false);
        if (generated && seen.add(node.id())) {
            wanted.add(node);
        }
    }

    /** A brand that leaves a node's own parameters as they are. */
    private static Brand own(Node node) {
        List<Brand.Binding> bindings = new ArrayList<>();
        for (int i = 0; i < node.parameters().size(); i++) {
            bindings.add(new Brand.Binding(new Type.Parameter(node.id(), i)));
        }
        return bindings.isEmpty() ? Brand.EMPTY : new Brand(List.of(new Brand.Scope(node.id(), false, bindings)));
    }

    // Types

    private TypeName type(ProxyField field, boolean asParam) {
        Type type = Objects.requireNonNull(asParam ? field.paramType() : field.resultType());
        boolean has = (asParam ? field.paramHas() : field.resultHas()) != null;
        return has ? optional(type(type)) : type(type);
    }

    /** The type of a result: objects and structs may be absent, which is how C++ says that there is none. */
    private TypeName output(ProxyField field) {
        TypeName type = type(field, false);
        boolean mayBeAbsent = field.resultType() instanceof Type.InterfaceRef
                || (field.resultType() instanceof Type.StructRef
                        && Objects.requireNonNull(field.result()).asSlot() != null);
        return mayBeAbsent && field.resultHas() == null ? nullable(type) : type;
    }

    private static TypeName nullable(TypeName type) {
        return type.annotated(AnnotationSpec.builder(NULLABLE).build());
    }

    /** The type of a struct's field. What may be absent in C++ may be here; one that holds its own struct must, or values had no end. */
    private TypeName member(ProxyField field) {
        Type type = Objects.requireNonNull(field.paramType());
        if (field.paramHas() == null && isRecursive(type)) {
            return optional(type(type));
        }
        boolean mayBeAbsent = type instanceof Type.StructRef || type instanceof Type.Parameter;
        boolean isAlone = field.field().asSlot() != null && !field.field().isInUnion();
        return mayBeAbsent && isAlone && field.paramHas() == null ? nullable(type(field, true)) : type(field, true);
    }

    private boolean isRecursive(Type type) {
        return type instanceof Type.StructRef ref && Structs.reaches(model, ref.typeId(), ref.typeId());
    }

    private static TypeName optional(TypeName content) {
        if (content.equals(TypeName.INT)) {
            return ClassName.get(OptionalInt.class);
        }
        if (content.equals(TypeName.LONG)) {
            return ClassName.get(OptionalLong.class);
        }
        if (content.equals(TypeName.DOUBLE)) {
            return ClassName.get(OptionalDouble.class);
        }
        return ParameterizedTypeName.get(ClassName.get(Optional.class), boxed(content));
    }

    private static TypeName boxed(TypeName type) {
        return type.isPrimitive() ? type.box() : type;
    }

    private TypeName type(Type type) {
        return switch (type.kind()) {
            case VOID -> ClassName.get(Void.class);
            case BOOL -> TypeName.BOOLEAN;
            case INT8 -> TypeName.BYTE;
            case INT16 -> TypeName.SHORT;
            case INT32, UINT8, UINT16 -> TypeName.INT;
            case INT64, UINT32, UINT64 -> TypeName.LONG;
            case FLOAT32 -> TypeName.FLOAT;
            case FLOAT64 -> TypeName.DOUBLE;
            case TEXT -> ClassName.get(String.class);
            case DATA -> ArrayTypeName.of(TypeName.BYTE);
            case LIST ->
                ParameterizedTypeName.get(ClassName.get(List.class), boxed(type(((Type.ListOf) type).elementType())));
            case ENUM -> named(((Type.EnumRef) type).typeId(), List.of());
            case STRUCT -> struct((Type.StructRef) type);
            case INTERFACE -> named(((Type.InterfaceRef) type).typeId(), List.of());
            case ANY_POINTER ->
                type instanceof Type.Parameter parameter
                        ? TypeVariableName.get(
                                model.node(parameter.scopeId()).parameters().get(parameter.index()))
                        : RuntimeNames.ANY_POINTER.nestedClass("Reader");
        };
    }

    private TypeName struct(Type.StructRef type) {
        Node node = model.node(type.typeId());
        List<TypeName> arguments = new ArrayList<>();
        for (int i = 0; i < node.parameters().size(); i++) {
            arguments.add(boxed(type(Brands.resolve(new Type.Parameter(node.id(), i), type.brand()))));
        }
        return named(type.typeId(), arguments);
    }

    private TypeName named(long id, List<TypeName> arguments) {
        Node node = model.node(id);
        JavaTypes.Choice choice = types.choice(id).orElse(null);
        if (choice == null) {
            return names.className(id);
        }
        want(node);
        ClassName generated = choice.generated();
        if (generated != null) {
            return arguments.isEmpty()
                    ? generated
                    : ParameterizedTypeName.get(generated, arguments.toArray(TypeName[]::new));
        }
        TypeName existing = types.find(choice.expression())
                .map(JavaClass::type)
                .orElseGet(() -> ClassName.bestGuess(choice.expression()));
        if (existing instanceof ParameterizedTypeName parameterized && !arguments.isEmpty()) {
            return ParameterizedTypeName.get(parameterized.rawType(), arguments.toArray(TypeName[]::new));
        }
        return existing;
    }

    // Interfaces

    private TypeSpec.Builder interfaceType(Node node, ClassName name) {
        Node.Interface body = Objects.requireNonNull(node.asInterface());
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(Javadocs.of(node.docComment(), ""));
        for (Superclass above : body.superclasses()) {
            type.addSuperinterface(named(above.id(), List.of()));
        }
        long calls = body.methods().stream()
                .filter(method ->
                        !method.name().equals("construct") && !method.name().equals("destroy"))
                .count();
        boolean isCallback = calls == 1
                && body.superclasses().isEmpty()
                && body.methods().stream().anyMatch(method -> method.name().equals("call"));
        if (isCallback) {
            type.addAnnotation(FunctionalInterface.class);
        }
        boolean destroys =
                body.methods().stream().anyMatch(method -> method.name().equals("destroy"));
        if (destroys) {
            type.addSuperinterface(AutoCloseable.class);
        }
        for (Method method : body.methods().stream()
                .sorted((a, b) -> Integer.compare(a.codeOrder(), b.codeOrder()))
                .toList()) {
            if (!method.name().equals("construct") && !method.name().equals("destroy")) {
                method(type, node, name, method);
            }
        }
        if (destroys) {
            MethodSpec.Builder close = MethodSpec.methodBuilder("close")
                    .addJavadoc("Ends the object's life for the caller.\n")
                    .addAnnotation(Override.class)
                    .addModifiers(Modifier.PUBLIC);
            type.addMethod(close.addModifiers(isCallback ? Modifier.DEFAULT : Modifier.ABSTRACT)
                    .build());
        }
        return type;
    }

    private void method(TypeSpec.Builder type, Node node, ClassName owner, Method method) {
        MethodFields fields = MethodFields.of(model, method);
        MethodSpec.Builder out = MethodSpec.methodBuilder(methodName(method))
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                .addJavadoc(Javadocs.of(method.docComment(), ""));
        List<ProxyField> outputs =
                fields.java().stream().filter(ProxyField::out).toList();
        List<ProxyField> inputs = fields.java().stream().filter(ProxyField::in).toList();
        List<ParameterSpec> parameters = new ArrayList<>();
        for (ProxyField field : inputs) {
            List<ProxyField> parts = field.isSeveral() ? parts(field) : List.of(field);
            for (ProxyField part : parts) {
                String parameter = parts.size() == 1
                        ? parameterName(field)
                        : parameterName(field) + Names.capitalize(parameterName(part));
                parameters.add(
                        ParameterSpec.builder(type(part, true), parameter).build());
            }
        }
        out.addParameters(parameters);
        TypeName returned = TypeName.VOID;
        if (outputs.size() == 1) {
            returned = output(outputs.get(0));
        } else if (outputs.size() > 1) {
            ClassName outcome = owner.nestedClass(Names.capitalize(method.name()) + "Result");
            type.addType(outcome(outcome, method, outputs));
            returned = outcome;
        }
        out.returns(returned);
        List<TypeName> thrown = new ArrayList<>();
        for (ProxyField field : fields.exceptions()) {
            TypeName exception = exception(node, field);
            if (exception != null) {
                thrown.add(exception);
            }
        }
        out.addExceptions(thrown);
        MethodSpec full = out.build();
        type.addMethod(full);
        if (parameters.size() == inputs.size()) {
            overload(type, full, inputs, parameters);
        }
        boolean isObject = outputs.size() == 1
                && outputs.get(0).resultType() instanceof Type.InterfaceRef
                && outputs.get(0).resultHas() == null
                && outputs.get(0).want() == null;
        if (isObject
                && inputs.stream().noneMatch(ProxyField::out)
                && fields.exceptions().isEmpty()
                && fields.threadMaps().isEmpty()) {
            pipelined(type, node, full);
        }
    }

    /** Offers the call without the wait for the object that it returns. Proxies do so; an object that is here has no need to. */
    private static void pipelined(TypeSpec.Builder type, Node node, MethodSpec full) {
        String name = Names.pipelined(full.name());
        boolean taken = Objects.requireNonNull(node.asInterface()).methods().stream()
                .anyMatch(method -> methodName(method).equals(name));
        if (taken) {
            return;
        }
        List<CodeBlock> arguments = full.parameters().stream()
                .map(parameter -> CodeBlock.of("$N", parameter.name()))
                .toList();
        type.addMethod(MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
                .addJavadoc(
                        "The same without waiting: what is called on the result goes out at once, and fails if this does.\n")
                .returns(full.returnType().withoutAnnotations())
                .addParameters(full.parameters())
                .addStatement(
                        "return $T.requireNonNull($N($L))", Objects.class, full.name(), CodeBlock.join(arguments, ", "))
                .build());
    }

    private static String methodName(Method method) {
        return Names.identifier(Names.uncapitalize(
                Names.camel(ProxyAnnotations.name(method.annotations()).orElse(method.name()))));
    }

    /** What a parameter consists of that stands for several of Java's; itself, if it cannot. */
    private List<ProxyField> parts(ProxyField field) {
        return field.paramType() instanceof Type.StructRef ref
                ? MethodFields.of(
                                model,
                                Objects.requireNonNull(model.node(ref.typeId()).asStruct()),
                                ref.brand())
                        .java()
                : List.of(field);
    }

    private static String parameterName(ProxyField field) {
        return Names.identifier(Names.camel(field.name()));
    }

    /** Offers a method without the last parameters, where the schema has defaults for them. */
    private static void overload(
            TypeSpec.Builder type, MethodSpec full, List<ProxyField> inputs, List<ParameterSpec> parameters) {
        int needed = inputs.size();
        while (needed > 0 && defaultOf(inputs.get(needed - 1)) != null) {
            needed--;
        }
        if (needed == inputs.size()) {
            return;
        }
        List<CodeBlock> arguments = new ArrayList<>();
        List<CodeBlock> said = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (i < needed) {
                arguments.add(CodeBlock.of("$N", parameters.get(i).name()));
            } else {
                CodeBlock value = Objects.requireNonNull(defaultOf(inputs.get(i)));
                arguments.add(value);
                said.add(CodeBlock.of("{@code $L}", parameters.get(i).name()));
            }
        }
        CodeBlock call = CodeBlock.of("$N($L)", full.name(), CodeBlock.join(arguments, ", "));
        type.addMethod(MethodSpec.methodBuilder(full.name())
                .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
                .addJavadoc("The same with the schema's default for $L.\n", CodeBlock.join(said, " and "))
                .returns(full.returnType())
                .addParameters(parameters.subList(0, needed))
                .addExceptions(full.exceptions())
                .addStatement(full.returnType().equals(TypeName.VOID) ? "$L" : "return $L", call)
                .build());
    }

    private static @Nullable CodeBlock defaultOf(ProxyField field) {
        Field.Slot slot = field.field().asSlot();
        if (slot == null || !slot.hadExplicitDefault() || field.paramHas() != null) {
            return null;
        }
        return Literals.of(slot.defaultValue());
    }

    private TypeSpec outcome(ClassName name, Method method, List<ProxyField> outputs) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        for (ProxyField field : outputs) {
            constructor.addParameter(output(field), parameterName(field));
        }
        return TypeSpec.recordBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("What {@code $L} returns.\n", Names.camel(method.name()))
                .recordConstructor(constructor.build())
                .build();
    }

    private @Nullable TypeName exception(Node owner, ProxyField field) {
        Optional<ClassName> generated = types.generatedException(owner, field);
        if (generated.isPresent()) {
            if (exceptions.add(generated.get().canonicalName())) {
                add(owner, generated.get(), exceptionType(generated.get(), field));
            }
            return generated.get();
        }
        JavaClass existing = types.find(types.exception(owner, field)).orElse(null);
        if (existing == null || existing.isA("java.lang.RuntimeException") || existing.isA("java.lang.Error")) {
            return null;
        }
        return existing.name();
    }

    private TypeSpec.Builder exceptionType(ClassName name, ProxyField field) {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("Declared by the schema for {@code $L}.\n", Objects.requireNonNull(field.exception()))
                .superclass(Exception.class)
                .addField(FieldSpec.builder(
                                TypeName.LONG, "serialVersionUID", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("1")
                        .build());
        Type carried = Objects.requireNonNull(field.resultType());
        if (carried.kind() == Type.Kind.TEXT) {
            return type.addMethod(MethodSpec.constructorBuilder()
                    .addJavadoc("Makes one with that message.\n")
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(String.class, "message")
                    .addStatement("super(message)")
                    .build());
        }
        TypeName value = type(carried);
        return type.addField(FieldSpec.builder(value, "value", Modifier.PRIVATE, Modifier.FINAL, Modifier.TRANSIENT)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addJavadoc("Makes one that carries a value.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(value, "value")
                        .addStatement("super($T.valueOf(value))", String.class)
                        .addStatement("this.value = value")
                        .build())
                .addMethod(MethodSpec.methodBuilder("value")
                        .addJavadoc("What it carries.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .returns(value)
                        .addStatement("return value")
                        .build());
    }

    // Structs and enums

    private TypeSpec.Builder record(Node node, ClassName name, MethodFields fields) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        TypeSpec.Builder type = TypeSpec.recordBuilder(name)
                .addModifiers(Modifier.PUBLIC)
                .addTypeVariables(
                        node.parameters().stream().map(TypeVariableName::get).toList());
        CodeBlock.Builder javadoc = Javadocs.of(node.docComment(), "").toBuilder();
        boolean first = true;
        for (ProxyField field : fields.java()) {
            TypeName component = group(type, field, name);
            constructor.addParameter(component, componentName(field));
            String comment = field.field().docComment();
            if (comment != null && !comment.isBlank()) {
                javadoc.add(first && !javadoc.isEmpty() ? "\n" : "");
                javadoc.add("@param $L $L\n", componentName(field), Javadocs.inline(comment));
                first = false;
            }
        }
        MethodSpec made = constructor.build();
        type.addJavadoc(javadoc.build()).recordConstructor(made);
        defaults(type, name, node, fields, made.parameters());
        return type;
    }

    /** The type of a field, which for a group is a record inside of this one. */
    private TypeName group(TypeSpec.Builder type, ProxyField field, ClassName name) {
        Field.Group group = field.field().asGroup();
        if (group == null) {
            return member(field);
        }
        Node node = model.node(group.typeId());
        ClassName nested = name.nestedClass(Names.capitalize(Names.camel(field.name())));
        TypeSpec.Builder inner = UnionCode.isUnion(node)
                ? union(node, nested)
                : record(node, nested, MethodFields.of(model, Objects.requireNonNull(node.asStruct()), Brand.EMPTY));
        type.addType(inner.addModifiers(Modifier.STATIC).build());
        return nested;
    }

    private static String componentName(ProxyField field) {
        String annotated = ProxyAnnotations.name(field.annotations()).orElse(field.name());
        String camel = Names.uncapitalize(Names.camel(annotated));
        return Names.identifier(camel.equals(camel.toUpperCase(java.util.Locale.ROOT)) ? field.name() : camel);
    }

    /** Offers the schema's defaults, and a changed copy per component, where the schema has any. */
    private static void defaults(
            TypeSpec.Builder type, ClassName name, Node node, MethodFields fields, List<ParameterSpec> parameters) {
        boolean any = fields.java().stream()
                .anyMatch(field ->
                        field.field().asSlot() != null && field.field().asSlot().hadExplicitDefault());
        if (!any || node.isGeneric()) {
            return;
        }
        List<CodeBlock> values = new ArrayList<>();
        List<String> components = new ArrayList<>();
        for (ProxyField field : fields.java()) {
            Field.Slot slot = field.field().asSlot();
            CodeBlock value = slot == null || field.paramHas() != null ? null : Literals.of(slot.defaultValue());
            if (value == null) {
                return;
            }
            values.add(value);
            components.add(componentName(field));
        }
        type.addMethod(MethodSpec.methodBuilder("defaults")
                .addJavadoc("The values that the schema gives to what is not set.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(name)
                .addStatement("return new $T($L)", name, CodeBlock.join(values, ",$W"))
                .build());
        for (ParameterSpec component : parameters) {
            List<CodeBlock> arguments = new ArrayList<>();
            components.forEach(other -> arguments.add(CodeBlock.of("$N", other)));
            type.addMethod(MethodSpec.methodBuilder("with" + Names.capitalize(component.name()))
                    .addJavadoc("The same with another {@code $L}.\n", component.name())
                    .addModifiers(Modifier.PUBLIC)
                    .returns(name)
                    .addParameter(component)
                    .addStatement("return new $T($L)", name, CodeBlock.join(arguments, ",$W"))
                    .build());
        }
    }

    private TypeSpec.Builder enumType(Node node, ClassName name) {
        TypeSpec.Builder type =
                TypeSpec.enumBuilder(name).addModifiers(Modifier.PUBLIC).addJavadoc(Javadocs.of(node.docComment(), ""));
        for (Enumerant enumerant : Objects.requireNonNull(node.asEnum()).enumerants()) {
            type.addEnumConstant(
                    JavaNames.constant(enumerant.name()),
                    TypeSpec.anonymousClassBuilder("")
                            .addJavadoc(Javadocs.of(enumerant.docComment(), ""))
                            .build());
        }
        return type;
    }

    /** A sealed interface with a record per member of the union; what is outside of the union is in all of them. */
    private TypeSpec.Builder union(Node node, ClassName name) {
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.SEALED)
                .addTypeVariables(
                        node.parameters().stream().map(TypeVariableName::get).toList())
                .addJavadoc(Javadocs.of(node.docComment(), ""));
        Node.Struct struct = Objects.requireNonNull(node.asStruct());
        MethodFields all = MethodFields.of(model, struct, own(node));
        List<ProxyField> shared = UnionCode.shared(all);
        for (ProxyField field : shared) {
            type.addMethod(MethodSpec.methodBuilder(componentName(field))
                    .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                    .addJavadoc(Javadocs.of(field.field().docComment(), ""))
                    .returns(member(field))
                    .build());
        }
        for (Field member : UnionCode.members(struct)) {
            ClassName nested = name.nestedClass(UnionCode.memberName(member));
            TypeSpec.Builder record = TypeSpec.recordBuilder(nested)
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .addTypeVariables(node.parameters().stream()
                            .map(TypeVariableName::get)
                            .toList())
                    .addJavadoc(Javadocs.of(member.docComment(), "The member {@code " + member.name() + "}."));
            MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
            for (ProxyField field : shared) {
                constructor.addParameter(member(field), componentName(field));
            }
            for (ProxyField field : UnionCode.content(model, all, member)) {
                constructor.addParameter(group(record, field, nested), componentName(field));
            }
            TypeName above = node.parameters().isEmpty()
                    ? name
                    : ParameterizedTypeName.get(
                            name,
                            node.parameters().stream()
                                    .map(TypeVariableName::get)
                                    .toArray(TypeName[]::new));
            type.addType(record.recordConstructor(constructor.build())
                    .addSuperinterface(above)
                    .build());
        }
        return type;
    }

    /** Values of schemas in Java. */
    static final class Literals {
        private Literals() {}

        /** An expression for a value; null for what has no short one. */
        static @Nullable CodeBlock of(Value value) {
            if (value instanceof Value.Bool bool) {
                return CodeBlock.of("$L", bool.value());
            }
            if (value instanceof Value.Integer number) {
                boolean isLong = switch (number.kind()) {
                    case INT64, UINT64, UINT32 -> true;
                    default -> false;
                };
                boolean needsCast = number.kind() == Type.Kind.INT8 || number.kind() == Type.Kind.INT16;
                if (number.kind() == Type.Kind.UINT64 && number.value() < 0) {
                    return null;
                }
                return needsCast
                        ? CodeBlock.of(
                                "($T) $L", number.kind() == Type.Kind.INT8 ? byte.class : short.class, number.value())
                        : CodeBlock.of(isLong ? "$LL" : "$L", number.value());
            }
            if (value instanceof Value.Float number) {
                double d = number.value();
                boolean isFloat = number.kind() == Type.Kind.FLOAT32;
                Class<?> box = isFloat ? Float.class : Double.class;
                if (Double.isNaN(d)) {
                    return CodeBlock.of("$T.NaN", box);
                }
                if (Double.isInfinite(d)) {
                    return CodeBlock.of(d > 0 ? "$T.POSITIVE_INFINITY" : "$T.NEGATIVE_INFINITY", box);
                }
                if (!isFloat && d == Double.MAX_VALUE) {
                    return CodeBlock.of("$T.MAX_VALUE", box);
                }
                return isFloat ? CodeBlock.of("$Lf", (float) d) : CodeBlock.of("$L", d);
            }
            if (value instanceof Value.Pointer pointer) {
                return switch (pointer.kind()) {
                    case TEXT -> CodeBlock.of("$S", pointer.text());
                    case DATA -> pointer.isNull() ? CodeBlock.of("new byte[0]") : null;
                    case LIST -> pointer.isNull() ? CodeBlock.of("$T.of()", List.class) : null;
                    default -> null;
                };
            }
            return null;
        }
    }
}

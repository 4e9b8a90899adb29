package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.dynamic.Brands;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.generator.message.GenericParameters.Side;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Generates the class of one interface: its id, a client to call objects with, and a server to be such an object.
 *
 * <p>Confined to the thread that generates.
 */
final class InterfaceGenerator {
    private static final String PACKAGE = MessageTypes.CAPABILITY_PACKAGE;
    private static final ClassName TYPED_CLIENT = ClassName.get(PACKAGE, "TypedClient");
    private static final ClassName TYPED_SERVER = ClassName.get(PACKAGE, "TypedServer");
    private static final ClassName TYPED_REQUEST = ClassName.get(PACKAGE, "TypedRequest");
    private static final ClassName TYPED_CALL_CONTEXT = ClassName.get(PACKAGE, "TypedCallContext");
    private static final ClassName CALL_CONTEXT = ClassName.get(PACKAGE, "CallContext");

    private final SchemaModel model;
    private final JavaNames names;
    private final MessageTypes types;
    private final Node node;
    private final ClassName name;
    private final GenericParameters parameters;
    private final TypeName clientType;

    InterfaceGenerator(SchemaModel model, JavaNames names, Node node) {
        this.model = model;
        this.names = names;
        this.node = node;
        this.types = new MessageTypes(model, names, node);
        this.name = names.className(node.id());
        this.parameters = new GenericParameters(types.parameters());
        this.clientType = parameters.apply(name.nestedClass("Client"), Side.BOTH);
    }

    TypeSpec.Builder generate() {
        List<NamedMethod> methods = methods();
        return TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(Docs.of(node.docComment(), ""))
                .addField(FieldSpec.builder(TypeName.LONG, "ID", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("Id of the interface.")
                        .initializer("$LL", node.hexId())
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addType(client(methods))
                .addType(server(methods));
    }

    /**
     * A method, as this interface has it.
     *
     * @param declaring the interface that declares it: this one or one that it extends
     * @param method the declaration
     * @param id its number there
     * @param javaName its name here, where several superclasses may have methods of one name
     * @param params its parameters, a struct
     * @param results its results, a struct
     */
    private record NamedMethod(Node declaring, Method method, int id, String javaName, Type params, Type results) {}

    /** All methods, those of superclasses first. */
    private List<NamedMethod> methods() {
        List<NamedMethod> result = new ArrayList<>();
        addMethods(node, null, new HashSet<>(), result, new HashSet<>());
        return result;
    }

    /** Brand: what the parameters of a superclass are bound to here; null for the interface itself. */
    private void addMethods(
            Node declaring, @Nullable Brand brand, Set<Node> seen, List<NamedMethod> result, Set<String> taken) {
        if (!seen.add(declaring)) {
            return;
        }
        Node.Interface type = Bodies.interfaceType(declaring);
        for (Superclass superclass : type.superclasses()) {
            Type.InterfaceRef extended = new Type.InterfaceRef(superclass.id(), superclass.brand());
            Brand bound = ((Type.InterfaceRef) bind(extended, brand)).brand();
            addMethods(model.node(superclass.id()), bound, seen, result, taken);
        }
        for (int id = 0; id < type.methods().size(); id++) {
            Method method = type.methods().get(id);
            String javaName = method.name();
            while (!taken.add(javaName)) {
                javaName += "_";
            }
            Type params = bind(struct(method.paramStructType(), method.paramBrand()), brand);
            // The results of a streaming call are nothing, and have no class.
            Type results = method.isStreaming()
                    ? new Type.AnyPointer(Type.AnyPointer.Constraint.ANY_KIND)
                    : bind(struct(method.resultStructType(), method.resultBrand()), brand);
            result.add(new NamedMethod(declaring, method, id, javaName, params, results));
        }
    }

    /** The struct that a method's own parameters or results make up has the method's generic parameters, without a binding. */
    private Type struct(long structId, Brand brand) {
        Node struct = model.node(structId);
        if (struct.scopeId() != 0 || struct.parameters().isEmpty()) {
            return new Type.StructRef(structId, brand);
        }
        List<Brand.Binding> bindings = new ArrayList<>();
        for (int i = 0; i < struct.parameters().size(); i++) {
            bindings.add(new Brand.Binding(new Type.ImplicitMethodParameter(i)));
        }
        List<Brand.Scope> scopes = new ArrayList<>(brand.scopes());
        scopes.add(new Brand.Scope(structId, false, bindings));
        return new Type.StructRef(structId, new Brand(scopes));
    }

    private static Type bind(Type type, @Nullable Brand brand) {
        return brand == null ? type : Brands.apply(type, brand);
    }

    private TypeSpec client(List<NamedMethod> methods) {
        ClassName client = name.nestedClass("Client");
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PUBLIC);
        parameters.addTo(constructor, Side.BOTH);
        constructor.addParameter(MessageTypes.CAPABILITY, "capability").addStatement("super(capability)");
        TypeSpec.Builder type = TypeSpec.classBuilder("Client")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Calls an object that has this interface.")
                .addTypeVariables(parameters.variables(Side.BOTH))
                .superclass(TYPED_CLIENT);
        parameters.addFields(type, constructor, Side.BOTH);
        TypeName factory = ParameterizedTypeName.get(TYPED_CLIENT.nestedClass("Factory"), clientType);
        TypeSpec anonymous = TypeSpec.anonymousClassBuilder("")
                .superclass(factory)
                .addMethod(MethodSpec.methodBuilder("wrap")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(clientType)
                        .addParameter(MessageTypes.CAPABILITY, "capability")
                        .addStatement(
                                "return new $T$L($Lcapability)",
                                client,
                                parameters.diamond(),
                                parameters.factoriesBeforeOthers())
                        .build())
                .build();
        if (parameters.isEmpty()) {
            type.addField(FieldSpec.builder(factory, "FACTORY", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .addJavadoc("Makes clients.")
                    .initializer("$L", anonymous)
                    .build());
        } else {
            MethodSpec.Builder newFactory = MethodSpec.methodBuilder("newFactory")
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .addJavadoc("{@return what makes clients, for what the generic parameters are bound to}\n")
                    .addTypeVariables(parameters.variables(Side.BOTH))
                    .returns(factory);
            parameters.addTo(newFactory, Side.BOTH);
            type.addMethod(newFactory.addStatement("return $L", anonymous).build());
        }
        type.addMethod(constructor.build());
        for (NamedMethod method : methods) {
            type.addMethod(request(method, types));
            if (!method.method().implicitParameters().isEmpty()) {
                type.addMethod(request(method, types.inMethod(method.method().implicitParameters())));
            }
        }
        return type.build();
    }

    /** With types inside the method, its own generic parameters are the caller's choice, else AnyPointer. */
    private MethodSpec request(NamedMethod named, MessageTypes from) {
        Method method = named.method();
        boolean hasPipeline =
                !method.isStreaming() && PipelineGenerator.has(model, names, types, method.resultStructType());
        TypeName pipeline = hasPipeline
                ? names.className(method.resultStructType()).nestedClass("Pipeline")
                : PipelineGenerator.BASE;
        GenericParameters own = new GenericParameters(from.implicit());
        MethodSpec.Builder request = FieldAccessors.method(
                        named.javaName() + "Request",
                        ParameterizedTypeName.get(
                                TYPED_REQUEST, from.builder(named.params()), from.reader(named.results()), pipeline))
                .addTypeVariables(own.variables(Side.BOTH));
        own.addTo(request, Side.BOTH);
        return request.addJavadoc(Docs.of(
                        method.docComment(),
                        "Starts a call of {@code " + method.name() + "}."
                                + (method.isStreaming() ? " Send it with {@code sendStreaming()}." : "")))
                .addStatement(
                        "return new $T<>(capability().newCall($L, $L, $L), $L, $L, $T::new)",
                        TYPED_REQUEST,
                        id(named.declaring()),
                        named.id(),
                        sizeHintWords(method),
                        from.factory(named.params()),
                        from.factory(named.results()),
                        pipeline)
                .build();
    }

    private int sizeHintWords(Method method) {
        Node.Struct struct = Bodies.struct(model.node(method.paramStructType()));
        // A pointer's target is rarely smaller than a few words.
        return struct.dataWordCount() + 5 * struct.pointerCount();
    }

    private TypeSpec server(List<NamedMethod> methods) {
        TypeSpec.Builder type = TypeSpec.classBuilder("Server")
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT, Modifier.STATIC)
                .addJavadoc("An object that has this interface. Methods that are not overridden fail as unimplemented.")
                .addTypeVariables(parameters.variables(Side.BOTH))
                .superclass(TYPED_SERVER);
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder().addModifiers(Modifier.PROTECTED);
        parameters.addTo(constructor, Side.BOTH);
        parameters.addFields(type, constructor, Side.BOTH);
        type.addMethod(constructor.build()).addMethod(dispatch(methods));
        for (NamedMethod named : methods) {
            type.addMethod(MethodSpec.methodBuilder(JavaNames.identifier(named.javaName()))
                    .addModifiers(Modifier.PROTECTED)
                    .addJavadoc(Docs.of(named.method().docComment(), ""))
                    .addParameter(
                            ParameterizedTypeName.get(
                                    TYPED_CALL_CONTEXT, types.reader(named.params()), types.builder(named.results())),
                            "call")
                    .addStatement("unimplemented(call.context())")
                    .build());
        }
        return type.build();
    }

    private MethodSpec dispatch(List<NamedMethod> methods) {
        Map<Node, List<NamedMethod>> byDeclaring = new LinkedHashMap<>();
        methods.forEach(named -> byDeclaring
                .computeIfAbsent(named.declaring(), key -> new ArrayList<>())
                .add(named));
        CodeBlock.Builder body = CodeBlock.builder();
        boolean isFirst = true;
        for (Map.Entry<Node, List<NamedMethod>> entry : byDeclaring.entrySet()) {
            String condition = "if (interfaceId == $L)";
            if (isFirst) {
                body.beginControlFlow(condition, id(entry.getKey()));
            } else {
                body.nextControlFlow("else " + condition, id(entry.getKey()));
            }
            isFirst = false;
            body.beginControlFlow("switch (methodId)");
            for (NamedMethod named : entry.getValue()) {
                body.addStatement(
                        "case $L -> $L(new $T<>(context, $L, $L))",
                        named.id(),
                        JavaNames.identifier(named.javaName()),
                        TYPED_CALL_CONTEXT,
                        types.factory(named.params()),
                        types.factory(named.results()));
            }
            body.addStatement("default -> unimplemented(context)");
            body.endControlFlow();
        }
        if (isFirst) {
            body.addStatement("unimplemented(context)");
        } else {
            body.nextControlFlow("else").addStatement("unimplemented(context)").endControlFlow();
        }
        return MethodSpec.methodBuilder("dispatch")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.LONG, "interfaceId")
                .addParameter(TypeName.INT, "methodId")
                .addParameter(CALL_CONTEXT, "context")
                .addCode(body.build())
                .build();
    }

    private CodeBlock id(Node declaring) {
        return declaring.equals(node) ? CodeBlock.of("ID") : CodeBlock.of("$T.ID", names.className(declaring.id()));
    }

    /** The parameter and result structs whose classes are nested in the interface's. */
    static List<Node> methodStructs(SchemaModel model, JavaNames names, Node node) {
        Set<Long> ids = new LinkedHashSet<>();
        for (Method method : Bodies.interfaceType(node).methods()) {
            ids.add(method.paramStructType());
            ids.add(method.resultStructType());
        }
        List<Node> result = new ArrayList<>();
        for (long id : ids) {
            Node struct = model.node(id);
            if (struct.scopeId() == 0 && node.equals(names.parent(struct))) {
                result.add(struct);
            }
        }
        return result;
    }
}

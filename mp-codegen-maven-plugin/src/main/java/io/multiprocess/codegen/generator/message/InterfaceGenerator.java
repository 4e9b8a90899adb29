package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;

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

    InterfaceGenerator(SchemaModel model, JavaNames names, Node node) {
        this.model = model;
        this.names = names;
        this.node = node;
        // Clients and servers are not generic: seen from the file, parameters of the interface are AnyPointer.
        this.types = new MessageTypes(model, names, file(node));
        this.name = names.className(node.id());
    }

    private Node file(Node start) {
        Node at = start;
        for (Node parent = names.parent(at); parent != null; parent = names.parent(at)) {
            at = parent;
        }
        return at;
    }

    TypeSpec.Builder generate() {
        Map<Node, List<NamedMethod>> methods = methods();
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

    /** All methods, those of superclasses first, by the interface that declares them. */
    private Map<Node, List<NamedMethod>> methods() {
        Map<Node, List<NamedMethod>> result = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        addMethods(node, result, taken);
        return result;
    }

    private void addMethods(Node declaring, Map<Node, List<NamedMethod>> result, Set<String> taken) {
        if (result.containsKey(declaring)) {
            return;
        }
        Node.Interface type = Bodies.interfaceType(declaring);
        for (Superclass superclass : type.superclasses()) {
            addMethods(model.node(superclass.id()), result, taken);
        }
        List<NamedMethod> own = new ArrayList<>();
        for (int id = 0; id < type.methods().size(); id++) {
            Method method = type.methods().get(id);
            String javaName = method.name();
            while (!taken.add(javaName)) {
                javaName += "_";
            }
            own.add(new NamedMethod(method, id, javaName));
        }
        result.put(declaring, own);
    }

    /** A method under the name it has here, where several superclasses may have methods of one name. */
    private record NamedMethod(Method method, int id, String javaName) {}

    private TypeSpec client(Map<Node, List<NamedMethod>> methods) {
        ClassName client = name.nestedClass("Client");
        TypeName factory = ParameterizedTypeName.get(TYPED_CLIENT.nestedClass("Factory"), client);
        TypeSpec anonymous = TypeSpec.anonymousClassBuilder("")
                .superclass(factory)
                .addMethod(MethodSpec.methodBuilder("wrap")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(client)
                        .addParameter(MessageTypes.CAPABILITY, "capability")
                        .addStatement("return new $T(capability)", client)
                        .build())
                .build();
        TypeSpec.Builder type = TypeSpec.classBuilder("Client")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Calls an object that has this interface.")
                .superclass(TYPED_CLIENT)
                .addField(FieldSpec.builder(factory, "FACTORY", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc("Makes clients.")
                        .initializer("$L", anonymous)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(MessageTypes.CAPABILITY, "capability")
                        .addStatement("super(capability)")
                        .build());
        methods.forEach((declaring, own) -> own.forEach(method -> type.addMethod(request(declaring, method))));
        return type.build();
    }

    private MethodSpec request(Node declaring, NamedMethod named) {
        Method method = named.method();
        boolean hasPipeline =
                !method.isStreaming() && PipelineGenerator.has(model, names, types, method.resultStructType());
        TypeName pipeline = hasPipeline
                ? names.className(method.resultStructType()).nestedClass("Pipeline")
                : PipelineGenerator.BASE;
        return FieldAccessors.method(
                        named.javaName() + "Request",
                        ParameterizedTypeName.get(
                                TYPED_REQUEST, types.builder(params(method)), types.reader(results(method)), pipeline))
                .addJavadoc(Docs.of(
                        method.docComment(),
                        "Starts a call of {@code " + method.name() + "}."
                                + (method.isStreaming() ? " Send it with {@code sendStreaming()}." : "")))
                .addStatement(
                        "return new $T<>(capability().newCall($L, $L, $L), $L, $L, $T::new)",
                        TYPED_REQUEST,
                        id(declaring),
                        named.id(),
                        sizeHintWords(method),
                        types.factory(params(method)),
                        types.factory(results(method)),
                        pipeline)
                .build();
    }

    private int sizeHintWords(Method method) {
        Node.Struct struct = Bodies.struct(model.node(method.paramStructType()));
        // A pointer's target is rarely smaller than a few words.
        return struct.dataWordCount() + 5 * struct.pointerCount();
    }

    private TypeSpec server(Map<Node, List<NamedMethod>> methods) {
        TypeSpec.Builder type = TypeSpec.classBuilder("Server")
                .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT, Modifier.STATIC)
                .addJavadoc("An object that has this interface. Methods that are not overridden fail as unimplemented.")
                .superclass(TYPED_SERVER)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PROTECTED)
                        .build())
                .addMethod(dispatch(methods));
        methods.values()
                .forEach(own -> own.forEach(named ->
                        type.addMethod(MethodSpec.methodBuilder(JavaNames.identifier(named.javaName()))
                                .addModifiers(Modifier.PROTECTED)
                                .addJavadoc(Docs.of(named.method().docComment(), ""))
                                .addParameter(
                                        ParameterizedTypeName.get(
                                                TYPED_CALL_CONTEXT,
                                                types.reader(params(named.method())),
                                                types.builder(results(named.method()))),
                                        "call")
                                .addStatement("unimplemented(call.context())")
                                .build())));
        return type.build();
    }

    private MethodSpec dispatch(Map<Node, List<NamedMethod>> methods) {
        CodeBlock.Builder body = CodeBlock.builder();
        boolean isFirst = true;
        for (Map.Entry<Node, List<NamedMethod>> entry : methods.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
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
                        types.factory(params(named.method())),
                        types.factory(results(named.method())));
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

    private static Type params(Method method) {
        return new Type.StructRef(method.paramStructType(), method.paramBrand());
    }

    /** The results of a streaming call are nothing, and have no class. */
    private static Type results(Method method) {
        return method.isStreaming()
                ? new Type.AnyPointer(Type.AnyPointer.Constraint.ANY_KIND)
                : new Type.StructRef(method.resultStructType(), method.resultBrand());
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

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import org.capnproto.AnyPointer;
import org.capnproto.Data;
import org.capnproto.Text;
import org.capnproto.Void;

import javax.lang.model.element.Modifier;
import java.util.HashSet;
import java.util.Set;

/** Generates the outer class of one file. Confined to the thread that generates. */
final class FileGenerator {
    private final GenerationContext context;
    private final SchemaModel model;
    private final JavaNames names;
    private final Node file;
    private final ClassName outerClass;
    private final PointerValues values;
    private final Set<String> typeNames = new HashSet<>();

    FileGenerator(GenerationContext context, Node file) {
        this.context = context;
        this.model = context.model();
        this.names = context.names();
        this.file = file;
        this.outerClass = names.className(file.id());
        collectTypeNames(file);
        for (Node other : context.files()) {
            typeNames.add(names.className(other.id()).simpleName());
        }
        String valuesName = "Values";
        while (typeNames.contains(valuesName)) {
            valuesName += "_";
        }
        this.values = new PointerValues(outerClass.nestedClass(valuesName));
    }

    void generate() {
        TypeSpec.Builder outer = TypeSpec.classBuilder(outerClass)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addJavadoc(Docs.of(file.docComment(), "Messages of {@code " + Docs.escape(file.name()) + "}."));
        addNested(outer, file);
        outer.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        if (!values.isEmpty()) {
            outer.addType(values.holder());
        }
        JavaFile.Builder java = JavaFile.builder(outerClass.packageName(), outer.build())
                .skipJavaLangImports(true)
                .indent("    ")
                .addFileComment("Generated from $L by mp-codegen-maven-plugin. Do not edit.", file.name());
        context.emit(file.location(), java.build());
    }

    private void addNested(TypeSpec.Builder into, Node parent) {
        for (Node.NestedNode nested : parent.nestedNodes()) {
            Node node = model.node(nested.id());
            if (node.body() instanceof Node.Const constant) {
                into.addField(constant(parent, node, constant));
            } else if (node.asStruct() != null) {
                into.addType(struct(node));
            } else if (node.asEnum() != null) {
                into.addType(EnumGenerator.enumeration(names.className(node.id()), node));
            } else if (node.asInterface() != null) {
                into.addType(interfaceType(node));
            }
        }
    }

    private TypeSpec struct(Node node) {
        MessageTypes types = new MessageTypes(model, names, node);
        TypeSpec.Builder type = new StructGenerator(model, names, types, values, node).generate();
        addNested(type, node);
        for (var field : Bodies.struct(node).fieldsInCodeOrder()) {
            if (field.asGroup() != null) {
                type.addType(struct(model.node(field.asGroup().typeId())));
            }
        }
        return type.build();
    }

    private TypeSpec interfaceType(Node node) {
        TypeSpec.Builder type = new InterfaceGenerator(model, names, node).generate();
        addNested(type, node);
        for (Node struct : InterfaceGenerator.methodStructs(model, names, node)) {
            type.addType(struct(struct));
        }
        return type.build();
    }

    private FieldSpec constant(Node parent, Node node, Node.Const constant) {
        MessageTypes types = new MessageTypes(model, names, parent);
        Type type = constant.type();
        String name = JavaNames.constant(node.name());
        boolean reserved = name.equals("STRUCT_SIZE") || name.equals("ID") || typeNames.contains(name);
        return FieldSpec.builder(types.reader(type), reserved ? name + "_" : name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(Docs.of(node.docComment(), ""))
                .initializer(value(types, type, constant.value()))
                .build();
    }

    private CodeBlock value(MessageTypes types, Type type, Value value) {
        if (value instanceof Value.Enum enumeration) {
            return EnumGenerator.constant(model, names, (Type.EnumRef) type, enumeration.ordinal());
        }
        if (!(value instanceof Value.Pointer pointer)) {
            return value.kind() == Type.Kind.VOID ? CodeBlock.of("$T.VOID", Void.class) : Literals.of(value);
        }
        if (type.kind() == Type.Kind.TEXT) {
            return pointer.isNull()
                    ? CodeBlock.of("new $T()", Text.Reader.class)
                    : CodeBlock.of("new $T($L)", Text.Reader.class, values.blob(pointer));
        }
        if (type.kind() == Type.Kind.DATA) {
            return pointer.isNull()
                    ? CodeBlock.of("new $T()", Data.Reader.class)
                    : CodeBlock.of("new $T($L)", Data.Reader.class, values.blob(pointer));
        }
        return CodeBlock.of(
                "new $T($L, $T.MAX_VALUE).getAs($L)",
                AnyPointer.Reader.class,
                values.reference(pointer),
                Integer.class,
                types.factory(type));
    }

    private void collectTypeNames(Node node) {
        if (!(node.body() instanceof Node.Const) && !(node.body() instanceof Node.Annotation)) {
            typeNames.add(names.className(node.id()).simpleName());
            for (Node.NestedNode nested : node.nestedNodes()) {
                collectTypeNames(model.node(nested.id()));
            }
        }
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.generator.message.GenericParameters.Side;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import org.capnproto.SegmentBuilder;
import org.capnproto.SegmentReader;
import org.capnproto.StructBuilder;
import org.capnproto.StructFactory;
import org.capnproto.StructList;
import org.capnproto.StructReader;
import org.capnproto.StructSize;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Generates the class of one struct or group: its factory, builder, reader, and the tags of its union. Confined to the
 * thread that generates.
 */
final class StructGenerator {
    private final SchemaModel model;
    private final JavaNames names;
    private final MessageTypes types;
    private final PointerValues values;
    private final Node node;
    private final Node.Struct struct;

    private final ClassName name;
    private final GenericParameters parameters;
    private final TypeName builder;
    private final TypeName reader;
    private final TypeName factory;

    StructGenerator(SchemaModel model, JavaNames names, MessageTypes types, PointerValues values, Node node) {
        this.model = model;
        this.names = names;
        this.types = types;
        this.values = values;
        this.node = node;
        this.struct = Bodies.struct(node);
        this.name = names.className(node.id());
        this.parameters = new GenericParameters(types.parameters());
        this.builder = parameters.apply(name.nestedClass("Builder"), Side.BUILDER);
        this.reader = parameters.apply(name.nestedClass("Reader"), Side.READER);
        this.factory = parameters.apply(name.nestedClass("Factory"), Side.BOTH);
    }

    TypeSpec.Builder generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(Docs.of(node.docComment(), ""));
        if (!struct.isGroup()) {
            addFactories(type);
        }
        type.addMethod(
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
        if (struct.discriminantCount() > 0) {
            type.addType(EnumGenerator.which(name.nestedClass("Which"), struct));
        }
        if (!struct.isGroup()) {
            type.addType(factoryClass());
        }
        type.addType(builderClass());
        type.addType(readerClass());
        if (PipelineGenerator.has(model, names, types, node.id())) {
            type.addType(PipelineGenerator.pipeline(model, names, types, node));
        }
        return type;
    }

    private void addFactories(TypeSpec.Builder type) {
        type.addField(FieldSpec.builder(
                        StructSize.class, "STRUCT_SIZE", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Words in the data section, and pointers.")
                .initializer("new $T((short) $L, (short) $L)", StructSize.class, (short) struct.dataWordCount(), (short)
                        struct.pointerCount())
                .build());
        if (parameters.isEmpty()) {
            type.addField(FieldSpec.builder(factory, "factory", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                    .initializer("new $T()", factory)
                    .build());
            type.addField(FieldSpec.builder(
                            ParameterizedTypeName.get(ClassName.get(StructList.Factory.class), builder, reader),
                            "listFactory",
                            Modifier.PUBLIC,
                            Modifier.STATIC,
                            Modifier.FINAL)
                    .initializer("$T.newFactory(factory)", StructList.class)
                    .build());
            return;
        }
        MethodSpec.Builder newFactory = MethodSpec.methodBuilder("newFactory")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addTypeVariables(parameters.variables(Side.BOTH))
                .returns(factory);
        parameters.addTo(newFactory, Side.BOTH);
        type.addMethod(newFactory
                .addStatement("return new $T<>($L)", name.nestedClass("Factory"), parameters.factories(""))
                .build());
    }

    private TypeSpec factoryClass() {
        TypeSpec.Builder type = TypeSpec.classBuilder("Factory")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addTypeVariables(parameters.variables(Side.BOTH))
                .superclass(ParameterizedTypeName.get(ClassName.get(StructFactory.class), builder, reader));
        addConstructor(type, Side.BOTH, List.of());
        String diamond = parameters.diamond();
        String prefix = parameters.factoriesBeforeOthers();
        type.addMethod(override("constructReader", reader)
                .addParameters(readerParameters())
                .addStatement(
                        "return new $T$L($Lsegment, data, pointers, dataSize, pointerCount, nestingLimit)",
                        name.nestedClass("Reader"),
                        diamond,
                        prefix)
                .build());
        type.addMethod(override("constructBuilder", builder)
                .addParameters(builderParameters())
                .addStatement(
                        "return new $T$L($Lsegment, data, pointers, dataSize, pointerCount)",
                        name.nestedClass("Builder"),
                        diamond,
                        prefix)
                .build());
        type.addMethod(override("structSize", TypeName.get(StructSize.class))
                .addStatement("return STRUCT_SIZE")
                .build());
        type.addMethod(override("asReader", reader)
                .addParameter(builder, "builder")
                .addStatement(parameters.isEmpty() ? "return builder.asReader()" : "return builder.asReader(this)")
                .build());
        return type.build();
    }

    private TypeSpec builderClass() {
        TypeSpec.Builder type = TypeSpec.classBuilder("Builder")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Writes.")
                .addTypeVariables(parameters.variables(Side.BUILDER))
                .superclass(StructBuilder.class);
        addConstructor(type, Side.BUILDER, builderParameters());
        if (struct.discriminantCount() > 0) {
            type.addMethod(which());
        }
        asReader().forEach(type::addMethod);
        FieldAccessors accessors = new FieldAccessors(model, names, types, values, node);
        for (Field field : struct.fieldsInCodeOrder()) {
            accessors.builder(field).forEach(type::addMethod);
        }
        return type.build();
    }

    private TypeSpec readerClass() {
        TypeSpec.Builder type = TypeSpec.classBuilder("Reader")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("Reads.")
                .addTypeVariables(parameters.variables(Side.READER))
                .superclass(StructReader.class);
        addConstructor(type, Side.READER, readerParameters());
        if (struct.discriminantCount() > 0) {
            type.addMethod(which());
        }
        FieldAccessors accessors = new FieldAccessors(model, names, types, values, node);
        for (Field field : struct.fieldsInCodeOrder()) {
            accessors.reader(field).forEach(type::addMethod);
        }
        if (!struct.isGroup() && parameters.isEmpty() && types.holdsCapabilities(node.id())) {
            type.addSuperinterface(CapabilityAccessors.SOURCE);
            type.addMethod(CapabilityAccessors.as(true));
        } else if (!struct.isGroup() && (!parameters.isEmpty() || types.mayHoldCapabilities(node.id()))) {
            type.addMethod(CapabilityAccessors.as(false));
        }
        return type.build();
    }

    private List<MethodSpec> asReader() {
        if (parameters.isEmpty()) {
            return List.of(MethodSpec.methodBuilder("asReader")
                    .addModifiers(Modifier.PUBLIC)
                    .returns(reader)
                    .addStatement(
                            "return new $T(segment, data, pointers, dataSize, pointerCount, $T.MAX_VALUE)",
                            reader,
                            Integer.class)
                    .build());
        }
        if (struct.isGroup()) {
            return List.of();
        }
        return List.of(MethodSpec.methodBuilder("asReader")
                .addModifiers(Modifier.PUBLIC)
                .addTypeVariables(parameters.variables(Side.READER))
                .returns(reader)
                .addParameter(qualifiedFactory(), "factory")
                .addStatement(
                        "return new $T<>($L, segment, data, pointers, dataSize, pointerCount, $T.MAX_VALUE)",
                        name.nestedClass("Reader"),
                        parameters.factories("factory."),
                        Integer.class)
                .build());
    }

    /** StructBuilder has a member class of that name, which hides ours in the builder: {@code Foo.Factory} is meant. */
    private TypeName qualifiedFactory() {
        return parameters.apply(ClassName.get("", name.simpleName() + ".Factory"), Side.BOTH);
    }

    private MethodSpec which() {
        return MethodSpec.methodBuilder("which")
                .addJavadoc("{@return the member of the union that is set}\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(name.nestedClass("Which"))
                .addStatement(
                        "return $T.fromTag(_getShortField($L) & 0xffff)",
                        name.nestedClass("Which"),
                        struct.discriminantOffset())
                .build();
    }

    private static MethodSpec.Builder override(String method, TypeName result) {
        return MethodSpec.methodBuilder(method)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(result);
    }

    private static List<ParameterSpec> readerParameters() {
        List<ParameterSpec> result = sectionParameters(SegmentReader.class);
        result.add(ParameterSpec.builder(int.class, "nestingLimit").build());
        return result;
    }

    private static List<ParameterSpec> builderParameters() {
        return sectionParameters(SegmentBuilder.class);
    }

    private static List<ParameterSpec> sectionParameters(Class<?> segment) {
        List<ParameterSpec> result = new ArrayList<>();
        result.add(ParameterSpec.builder(segment, "segment").build());
        result.add(ParameterSpec.builder(int.class, "data").build());
        result.add(ParameterSpec.builder(int.class, "pointers").build());
        result.add(ParameterSpec.builder(int.class, "dataSize").build());
        result.add(ParameterSpec.builder(short.class, "pointerCount").build());
        return result;
    }

    private void addConstructor(TypeSpec.Builder type, Side side, List<ParameterSpec> sections) {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
        parameters.addTo(constructor, side);
        constructor.addParameters(sections);
        if (!sections.isEmpty()) {
            constructor.addStatement(
                    "super($L)",
                    String.join(", ", sections.stream().map(ParameterSpec::name).toList()));
        }
        parameters.addFields(type, constructor, side);
        type.addMethod(constructor.build());
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import org.capnproto.EnumList;

import javax.lang.model.element.Modifier;
import java.util.Comparator;

/** Generates enums: those of the schema, and the tags of unions. Thread-safe: no state. */
final class EnumGenerator {
    /** The constant that stands for values of newer schemas. */
    static final String UNKNOWN = "_NOT_IN_SCHEMA";

    private EnumGenerator() {}

    static TypeSpec enumeration(ClassName name, Node node) {
        TypeSpec.Builder type =
                TypeSpec.enumBuilder(name).addModifiers(Modifier.PUBLIC).addJavadoc(Docs.of(node.docComment(), ""));
        if (name.topLevelClassName().equals(name)) {
            type.addModifiers(Modifier.PUBLIC);
        } else {
            type.addModifiers(Modifier.STATIC);
        }
        for (Enumerant enumerant : Bodies.enumeration(node).enumerants()) {
            type.addEnumConstant(
                    JavaNames.constant(enumerant.name()),
                    TypeSpec.anonymousClassBuilder("")
                            .addJavadoc(Docs.of(enumerant.docComment(), ""))
                            .build());
        }
        addUnknown(type, "A value that this version of the schema does not have.");
        var listFactory = ParameterizedTypeName.get(ClassName.get(EnumList.Factory.class), name);
        type.addField(FieldSpec.builder(listFactory, "listFactory", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .initializer("new $T<>(values())", EnumList.Factory.class)
                .build());
        type.addMethod(MethodSpec.methodBuilder("fromOrdinal")
                .addJavadoc(
                        "{@return the constant of a value on the wire, {@code $L} if there is none}\n\n@param ordinal 0 to 65535\n",
                        UNKNOWN)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(name)
                .addParameter(int.class, "ordinal")
                .addStatement("return ordinal < listFactory.values.length ? listFactory.values[ordinal] : $L", UNKNOWN)
                .build());
        return type.build();
    }

    static TypeSpec which(ClassName name, Node.Struct struct) {
        TypeSpec.Builder type = TypeSpec.enumBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The members of the union.");
        struct.fields().stream()
                .filter(Field::isInUnion)
                .sorted(Comparator.comparingInt(Field::discriminantValue))
                .forEach(field -> type.addEnumConstant(JavaNames.constant(field.name())));
        addUnknown(type, "A member that this version of the schema does not have.");
        type.addField(FieldSpec.builder(
                        com.palantir.javapoet.ArrayTypeName.of(name),
                        "byTag",
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer("values()")
                .build());
        type.addMethod(MethodSpec.methodBuilder("fromTag")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(name)
                .addParameter(int.class, "tag")
                .addStatement("return tag < byTag.length ? byTag[tag] : $L", UNKNOWN)
                .build());
        return type.build();
    }

    private static void addUnknown(TypeSpec.Builder type, String doc) {
        type.addEnumConstant(
                UNKNOWN, TypeSpec.anonymousClassBuilder("").addJavadoc(doc).build());
    }

    static CodeBlock constant(SchemaModel model, JavaNames names, Type.EnumRef type, int ordinal) {
        var enumerants = Bodies.enumeration(model.node(type.typeId())).enumerants();
        return CodeBlock.of(
                "$T.$L",
                names.className(type.typeId()),
                ordinal < enumerants.size()
                        ? JavaNames.constant(enumerants.get(ordinal).name())
                        : UNKNOWN);
    }
}

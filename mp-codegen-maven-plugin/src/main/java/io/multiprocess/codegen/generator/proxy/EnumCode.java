package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Node;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes the class that turns an enum of Java into that of the messages, constant by constant. <i>Stateless.</i> */
final class EnumCode {
    private EnumCode() {}

    static TypeSpec write(Binding binding, JavaNames names) throws MappingException {
        Node.Enum body = Objects.requireNonNull(binding.node().asEnum());
        ClassName java = binding.java().name();
        ClassName message = names.className(binding.node().id());
        CodeBlock.Builder read = CodeBlock.builder().add("return switch (input) {\n$>");
        CodeBlock.Builder build = CodeBlock.builder().add("return switch (value) {\n$>");
        List<String> left = new ArrayList<>(binding.java().enumConstants());
        for (Enumerant enumerant : body.enumerants()) {
            String constant = constant(binding, enumerant);
            left.remove(constant);
            String messageConstant = JavaNames.constant(enumerant.name());
            read.addStatement("case $L -> $T.$L", messageConstant, java, constant);
            build.addStatement("case $L -> $T.$L", constant, message, messageConstant);
        }
        if (!left.isEmpty()) {
            throw new MappingException(
                    java.simpleName() + "." + left.get(0) + " ("
                            + binding.java().location() + ") has no value in enum "
                            + binding.node().name(),
                    binding.node().location());
        }
        read.addStatement("default -> throw $T.unknown($S, input.ordinal())", RuntimeNames.ENUMS, java.simpleName())
                .addStatement("$<}");
        build.addStatement("$<}");
        return TypeSpec.classBuilder(binding.enumeration())
                .addJavadoc("Turns a {@link $T} into that of the messages and back.\n", java)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(MethodSpec.methodBuilder("build")
                        .addJavadoc("The value in messages.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(message)
                        .addParameter(java, "value")
                        .addCode(build.build())
                        .build())
                .addMethod(MethodSpec.methodBuilder("read")
                        .addJavadoc("The value in Java; one that this schema does not know is refused.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(java)
                        .addParameter(message, "input")
                        .addCode(read.build())
                        .build())
                .build();
    }

    private static String constant(Binding binding, Enumerant enumerant) throws MappingException {
        for (String name :
                List.of(JavaNames.constant(enumerant.name()), Names.constant(enumerant.name()), enumerant.name())) {
            if (binding.java().enumConstants().contains(name)) {
                return name;
            }
        }
        throw new MappingException(
                "enum " + binding.java().name().simpleName() + " ("
                        + binding.java().location() + ") has no constant for '" + enumerant.name() + "'",
                enumerant.location());
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Type;

import javax.lang.model.element.Modifier;

/** Writes the class that copies a bound struct to and from its message. <i>Stateless.</i> */
final class StructClassCode {
    private StructClassCode() {}

    static TypeSpec write(Binding binding, Conversions conversions) throws MappingException {
        Type type = new Type.StructRef(binding.node().id(), Brand.EMPTY);
        String javaPackage = binding.code().packageName();
        Shape shape = Shape.of(conversions, binding.node(), Brand.EMPTY, binding.java(), javaPackage, false);
        boolean context = conversions.needsContext(type);
        TypeName reader = conversions.types().reader(type);
        TypeName builder = conversions.types().builder(type);
        ClassCode code = new ClassCode(binding.struct());
        code.reserve("read");
        code.reserve("build");
        TypeSpec.Builder out = TypeSpec.classBuilder(binding.struct())
                .addJavadoc(
                        "Copies a {@link $T} to and from its message.\n",
                        binding.java().name())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
        Scope write = new Scope(code, "context", "value", "output");
        out.addMethod(shape.builder("build", builder, context, write, Modifier.PUBLIC).toBuilder()
                .addJavadoc("Fills the message.\n")
                .build());
        Scope read = new Scope(code, "context", "input", "value");
        out.addMethod(shape.reader("read", reader, context, read, Modifier.PUBLIC).toBuilder()
                .addJavadoc("Makes the Java value.\n")
                .build());
        if (shape instanceof StructShape struct && struct.isMutable()) {
            Scope update = new Scope(code, "context", "input", "value");
            out.addMethod(StructCode.updater(struct, "read", reader, context, update, Modifier.PUBLIC).toBuilder()
                    .addJavadoc("Changes an existing value to what the message says.\n")
                    .build());
        }
        code.addTo(out);
        return out.build();
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.javaapi.JavaType;

import javax.lang.model.element.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A list of structs with two fields, and a map. <i>Immutable.</i> */
final class MapConversion extends Conversion {
    private final JavaType java;
    private final boolean sorted;
    private final StructShape.Member key;
    private final StructShape.Member value;
    private final TypeName entryReader;
    private final TypeName entryBuilder;

    MapConversion(
            JavaType java,
            boolean sorted,
            StructShape.Member key,
            StructShape.Member value,
            TypeName entryReader,
            TypeName entryBuilder) {
        this.java = java;
        this.sorted = sorted;
        this.key = key;
        this.value = value;
        this.entryReader = entryReader;
        this.entryBuilder = entryBuilder;
    }

    private String noun() {
        return simple(java.arguments().get(1)) + "By" + simple(java.arguments().get(0));
    }

    private static String simple(JavaType type) {
        return type.rawClass()
                .map(ClassName::simpleName)
                .orElse(type.kind() == JavaType.Kind.ARRAY ? "Array" : "Value");
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        String method = scope.owner().method("read " + key(), "read" + noun(), name -> reader(scope.owner(), name));
        return needsContext()
                ? CodeBlock.of("$N($N, $L)", method, scope.context(), source.value())
                : CodeBlock.of("$N($L)", method, source.value());
    }

    private MethodSpec reader(ClassCode owner, String name) {
        Scope scope = new Scope(owner, "context", "input", "value", "entry");
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(java.name());
        if (needsContext()) {
            method.addParameter(RuntimeNames.INVOKE_CONTEXT, "context");
        }
        CodeBlock entry = CodeBlock.of("entry");
        return method.addParameter(
                        ParameterizedTypeName.get(RuntimeNames.STRUCT_LIST.nestedClass("Reader"), entryReader), "input")
                .addStatement("$T value = new $T<>()", java.name(), sorted ? TreeMap.class : LinkedHashMap.class)
                .beginControlFlow("for ($T entry : input)", entryReader)
                .addStatement("value.put($L, $L)", key.read(scope, entry), value.read(scope, entry))
                .endControlFlow()
                .addStatement("return value")
                .build();
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock map) {
        String method = scope.owner().method("build " + key(), "build" + noun(), name -> builder(scope.owner(), name));
        CodeBlock list = target.init(CodeBlock.of("$L.size()", map));
        if (needsContext()) {
            code.addStatement("$N($N, $L, $L)", method, scope.context(), map, list);
        } else {
            code.addStatement("$N($L, $L)", method, map, list);
        }
    }

    private MethodSpec builder(ClassCode owner, String name) {
        Scope scope = new Scope(owner, "context", "value", "output", "i", "entry", "pair");
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TypeName.VOID);
        if (needsContext()) {
            method.addParameter(RuntimeNames.INVOKE_CONTEXT, "context");
        }
        CodeBlock.Builder body = CodeBlock.builder();
        key.build(scope, body, "pair", CodeBlock.of("entry.getKey()"));
        value.build(scope, body, "pair", CodeBlock.of("entry.getValue()"));
        TypeName entry = ParameterizedTypeName.get(
                ClassName.get(Map.Entry.class),
                java.arguments().get(0).boxed().name(),
                java.arguments().get(1).boxed().name());
        return method.addParameter(java.name(), "value")
                .addParameter(
                        ParameterizedTypeName.get(RuntimeNames.STRUCT_LIST.nestedClass("Builder"), entryBuilder),
                        "output")
                .addStatement("int i = 0")
                .beginControlFlow("for ($T entry : value.entrySet())", entry)
                .addStatement("$T pair = output.get(i++)", entryBuilder)
                .addCode(body.build())
                .endControlFlow()
                .build();
    }

    @Override
    String key() {
        return java.name() + "(" + key.conversion().key() + ", "
                + value.conversion().key() + ") " + entryReader;
    }

    @Override
    boolean needsContext() {
        return key.conversion().needsContext() || value.conversion().needsContext();
    }

    @Override
    boolean copies() {
        return key.conversion().copies() && value.conversion().copies();
    }
}

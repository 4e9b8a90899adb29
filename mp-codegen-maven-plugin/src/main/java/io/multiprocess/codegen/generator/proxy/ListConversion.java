package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.javaapi.JavaType;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.TreeSet;

/** A list and a collection or array, element by element in a method of its own. <i>Immutable.</i> */
final class ListConversion extends Conversion {
    /** What Java collects the elements in. */
    enum Form {
        LIST("List"),
        SET("Set"),
        SORTED_SET("SortedSet"),
        ARRAY("Array");

        private final String noun;

        Form(String noun) {
            this.noun = noun;
        }
    }

    private final Form form;
    private final JavaType java;
    private final JavaType elementType;
    private final Conversion element;
    private final TypeName reader;
    private final TypeName builder;

    ListConversion(
            Form form, JavaType java, JavaType elementType, Conversion element, TypeName reader, TypeName builder) {
        this.form = form;
        this.java = java;
        this.elementType = elementType;
        this.element = element;
        this.reader = reader;
        this.builder = builder;
    }

    @Override
    CodeBlock read(Scope scope, Source source) {
        String method = scope.owner().method("read " + key(), "read" + noun(), name -> reader(scope.owner(), name));
        return needsContext()
                ? CodeBlock.of("$N($N, $L)", method, scope.context(), source.value())
                : CodeBlock.of("$N($L)", method, source.value());
    }

    private MethodSpec reader(ClassCode owner, String name) {
        Scope scope = new Scope(owner, "context", "input", "value", "i");
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(java.name());
        if (needsContext()) {
            method.addParameter(RuntimeNames.INVOKE_CONTEXT, "context");
        }
        method.addParameter(reader, "input");
        CodeBlock read = element.read(scope, Source.of(CodeBlock.of("input.get(i)")));
        if (form == Form.ARRAY) {
            method.addStatement("$T value = $L", java.name(), newArray());
        } else {
            Class<?> collection = switch (form) {
                case SET -> LinkedHashSet.class;
                case SORTED_SET -> TreeSet.class;
                default -> ArrayList.class;
            };
            boolean sized = form == Form.LIST;
            method.addStatement(
                    "$T value = new $T<>($L)",
                    java.name(),
                    collection,
                    sized ? CodeBlock.of("input.size()") : CodeBlock.of(""));
        }
        method.beginControlFlow("for (int i = 0; i < input.size(); i++)");
        method.addStatement(form == Form.ARRAY ? "value[i] = $L" : "value.add($L)", read);
        method.endControlFlow();
        return method.addStatement("return value").build();
    }

    private CodeBlock newArray() {
        JavaType component = elementType;
        StringBuilder brackets = new StringBuilder();
        while (component.kind() == JavaType.Kind.ARRAY) {
            brackets.append("[]");
            component = component.arguments().get(0);
        }
        TypeName raw = component.rawClass().<TypeName>map(c -> c).orElse(component.name());
        return CodeBlock.of("new $T[input.size()]$L", raw, brackets);
    }

    @Override
    void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
        String method = scope.owner().method("build " + key(), "build" + noun(), name -> builder(scope.owner(), name));
        CodeBlock size = CodeBlock.of(form == Form.ARRAY ? "$L.length" : "$L.size()", value);
        if (needsContext()) {
            code.addStatement("$N($N, $L, $L)", method, scope.context(), value, target.init(size));
        } else {
            code.addStatement("$N($L, $L)", method, value, target.init(size));
        }
    }

    private MethodSpec builder(ClassCode owner, String name) {
        Scope scope = new Scope(owner, "context", "value", "output", "i", "element");
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(TypeName.VOID);
        if (needsContext()) {
            method.addParameter(RuntimeNames.INVOKE_CONTEXT, "context");
        }
        method.addParameter(java.name(), "value").addParameter(builder, "output");
        CodeBlock.Builder body = CodeBlock.builder();
        element.build(scope, body, Target.element("output", CodeBlock.of("i")), CodeBlock.of("element"));
        return method.addStatement("int i = 0")
                .beginControlFlow("for ($T element : value)", elementType.name())
                .addCode(body.build())
                .addStatement("i++")
                .endControlFlow()
                .build();
    }

    private String noun() {
        JavaType leaf = elementType;
        StringBuilder suffix = new StringBuilder();
        while (!leaf.arguments().isEmpty()) {
            suffix.append(
                    leaf.kind() == JavaType.Kind.ARRAY
                            ? "Array"
                            : leaf.rawClass().map(ClassName::simpleName).orElse(""));
            leaf = leaf.arguments().get(leaf.arguments().size() - 1);
        }
        String name = leaf.rawClass()
                .map(ClassName::simpleName)
                .orElseGet(() -> Names.capitalize(
                        elementType.isPrimitive() ? elementType.name().toString() : "Element"));
        if (leaf.isPrimitive()) {
            name = Names.capitalize(leaf.name().toString());
        }
        return name + suffix + form.noun;
    }

    @Override
    String key() {
        return form + " " + java.name() + "(" + element.key() + ") " + reader;
    }

    @Override
    boolean needsContext() {
        return element.needsContext();
    }

    @Override
    boolean copies() {
        return element.copies();
    }
}

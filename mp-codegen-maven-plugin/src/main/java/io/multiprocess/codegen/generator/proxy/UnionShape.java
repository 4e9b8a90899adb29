package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaField;
import io.multiprocess.codegen.javaapi.JavaType;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.Type;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A struct with a union, and a sealed interface with a record per member of it. <i>Immutable.</i>
 *
 * @param java the sealed interface
 * @param name the schema's name, for messages
 * @param cases one per member
 */
record UnionShape(JavaClass java, String name, List<Case> cases) implements Shape {

    UnionShape {
        cases = List.copyOf(cases);
    }

    /**
     * A member of the union.
     *
     * @param member the member
     * @param record its record
     * @param parts what the record holds, in its order
     */
    record Case(Field member, JavaClass record, List<Part> parts) {}

    /**
     * A component of a member's record.
     *
     * @param value the field it stands for
     * @param inGroup whether that is a field of the member, which is a group
     */
    record Part(StructShape.Member value, boolean inGroup) {}

    static UnionShape of(Conversions conversions, Node node, Brand brand, JavaClass java, boolean handedOver)
            throws MappingException {
        if (java.kind() != JavaClass.Kind.INTERFACE || !java.isSealed()) {
            throw new MappingException(
                    "struct " + node.name() + " has a union and needs a sealed interface with a record per member, and "
                            + java.name().simpleName() + " (" + java.location() + ") is none",
                    node.location());
        }
        Node.Struct struct = Objects.requireNonNull(node.asStruct());
        MethodFields all = MethodFields.of(conversions.model(), struct, brand);
        List<Case> cases = new ArrayList<>();
        for (Field member : UnionCode.members(struct)) {
            String wanted = UnionCode.memberName(member);
            ClassName found = java.permitted().stream()
                    .filter(permitted -> permitted.simpleName().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new MappingException(
                            "sealed interface " + java.name().simpleName() + " (" + java.location()
                                    + ") permits no record " + wanted + " for the member '" + member.name() + "'",
                            member.location()));
            TypeName type = java.type() instanceof ParameterizedTypeName parameterized
                    ? ParameterizedTypeName.get(
                            found, parameterized.typeArguments().toArray(TypeName[]::new))
                    : found;
            JavaClass record = conversions
                    .api()
                    .find(new JavaType(JavaType.Kind.DECLARED, type, false, List.of()))
                    .orElseThrow(() -> new MappingException(found + " cannot be read", member.location()));
            cases.add(new Case(member, record, parts(conversions, all, member, record, handedOver)));
        }
        return new UnionShape(java, node.name(), cases);
    }

    private static List<Part> parts(
            Conversions conversions, MethodFields all, Field member, JavaClass record, boolean handedOver)
            throws MappingException {
        if (record.kind() != JavaClass.Kind.RECORD) {
            throw new MappingException(
                    record.name().simpleName() + " (" + record.location() + "), which stands for the member '"
                            + member.name() + "', is no record",
                    member.location());
        }
        List<ProxyField> content = UnionCode.content(conversions.model(), all, member);
        List<ProxyField> fields = new ArrayList<>(UnionCode.shared(all));
        fields.addAll(content);
        List<Part> parts = new ArrayList<>();
        for (JavaField component : record.fields()) {
            ProxyField field = fields.stream()
                    .filter(candidate -> Names.candidates(
                                    candidate.name(),
                                    ProxyAnnotations.name(candidate.annotations())
                                            .orElse(candidate.name()))
                            .contains(component.name()))
                    .findFirst()
                    .orElseThrow(() -> new MappingException(
                            "component '" + component.name() + "' of record "
                                    + record.name().simpleName() + " (" + component.location()
                                    + ") has no field in the member '" + member.name() + "'",
                            member.location()));
            fields.remove(field);
            Conversion conversion = conversions.member(field, component.type(), handedOver);
            boolean inGroup = member.asGroup() != null
                    && content.contains(field)
                    && !field.name().equals(member.name());
            parts.add(new Part(
                    new StructShape.Member(field, component.type(), conversion, component.name() + "()", null),
                    inGroup));
        }
        if (!fields.isEmpty()) {
            throw new MappingException(
                    "record " + record.name().simpleName() + " (" + record.location() + ") has nothing for the field '"
                            + fields.get(0).name() + "'",
                    fields.get(0).location());
        }
        return parts;
    }

    @Override
    public MethodSpec reader(String method, TypeName reader, boolean context, Scope scope, Modifier... modifiers) {
        CodeBlock.Builder body = CodeBlock.builder().add("return switch (input.which()) {\n$>");
        for (Case one : cases) {
            List<CodeBlock> values = new ArrayList<>();
            for (Part part : one.parts) {
                CodeBlock from = part.inGroup
                        ? CodeBlock.of("input.$L()", JavaNames.getter(one.member.name()))
                        : CodeBlock.of("input");
                values.add(part.value.read(scope, from));
            }
            body.addStatement(
                    "case $L -> new $T($L)",
                    JavaNames.constant(one.member.name()),
                    one.record.type(),
                    CodeBlock.join(values, ", "));
        }
        body.addStatement("default -> throw $T.unknown($S, input.which().ordinal())", RuntimeNames.ENUMS, name)
                .addStatement("$<}");
        return StructCode.start(method, context, modifiers)
                .returns(java.type())
                .addParameter(reader, "input")
                .addCode(body.build())
                .build();
    }

    @Override
    public MethodSpec builder(String method, TypeName builder, boolean context, Scope scope, Modifier... modifiers) {
        CodeBlock.Builder body = CodeBlock.builder();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            String variable = scope.local(Names.uncapitalize(one.record.name().simpleName()));
            String test = "(value instanceof $T $N)";
            if (i == 0) {
                body.beginControlFlow("if " + test, one.record.type(), variable);
            } else {
                body.nextControlFlow("else if " + test, one.record.type(), variable);
            }
            build(body, scope, one, variable, builder);
        }
        body.endControlFlow();
        return StructCode.start(method, context, modifiers)
                .addParameter(java.type(), "value")
                .addParameter(builder, "output")
                .addCode(body.build())
                .build();
    }

    private static void build(CodeBlock.Builder body, Scope scope, Case one, String variable, TypeName builder) {
        String property = JavaNames.upperCamel(one.member.name());
        Field.Slot slot = one.member.asSlot();
        if (slot != null && slot.type().kind() == Type.Kind.VOID) {
            body.addStatement("output.set$L($T.VOID)", property, ClassName.get("org.capnproto", "Void"));
        }
        String group = "output";
        boolean flat = one.member.asGroup() != null
                && one.parts.stream()
                        .noneMatch(part -> part.value.field().name().equals(one.member.name()));
        if (flat) {
            if (one.parts.stream().noneMatch(Part::inGroup)) {
                body.addStatement("output.init$L()", property);
            } else {
                group = scope.local("group");
                TypeName raw = builder instanceof ParameterizedTypeName p ? p.rawType() : builder;
                ClassName outer = Objects.requireNonNull(((ClassName) raw).enclosingClassName());
                body.addStatement(
                        "$T $N = output.init$L()", outer.nestedClass(property).nestedClass("Builder"), group, property);
            }
        }
        for (Part part : one.parts) {
            part.value.build(
                    scope, body, part.inGroup ? group : "output", CodeBlock.of("$N.$L", variable, part.value.getter()));
        }
    }

    @Override
    public boolean needsContext() {
        return cases.stream()
                .flatMap(one -> one.parts.stream())
                .anyMatch(part -> part.value.conversion().needsContext());
    }

    @Override
    public String key() {
        StringBuilder key = new StringBuilder(java.type().toString());
        cases.forEach(one -> one.parts.forEach(
                part -> key.append(',').append(part.value.conversion().key())));
        return key.toString();
    }
}

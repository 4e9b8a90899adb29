package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaField;
import io.multiprocess.codegen.javaapi.JavaMethod;
import io.multiprocess.codegen.javaapi.JavaParameter;
import io.multiprocess.codegen.javaapi.JavaType;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import org.jspecify.annotations.Nullable;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Which field of a struct is which component, property or field of a Java class, and how objects of that class are made.
 * <i>Immutable.</i>
 *
 * @param java the class
 * @param members in the order in which the constructor takes them, or in the order of the schema
 * @param byConstructor whether the constructor takes all values; else there is one without parameters, and setters
 * @param isMutable whether every value of an existing object can be set
 */
record StructShape(JavaClass java, List<Member> members, boolean byConstructor, boolean isMutable) implements Shape {

    StructShape {
        members = List.copyOf(members);
    }

    @Override
    public MethodSpec reader(String name, TypeName reader, boolean context, Scope scope, Modifier... modifiers) {
        return StructCode.reader(this, name, reader, context, scope, modifiers);
    }

    @Override
    public MethodSpec builder(String name, TypeName builder, boolean context, Scope scope, Modifier... modifiers) {
        return StructCode.builder(this, name, builder, context, scope, modifiers);
    }

    @Override
    public boolean needsContext() {
        return members.stream().anyMatch(member -> member.conversion().needsContext());
    }

    @Override
    public String key() {
        StringBuilder key = new StringBuilder(java.type().toString());
        members.forEach(member -> key.append(',').append(member.conversion().key()));
        return key.toString();
    }

    /**
     * A field and what it is in Java.
     *
     * @param field the field, with its {@code hasX}
     * @param type the Java type
     * @param conversion between the two
     * @param getter what follows a variable to get the value, for example {@code name()}
     * @param setter what sets it, with a place for the variable and one for the value; null if nothing does
     */
    record Member(
            ProxyField field,
            JavaType type,
            Conversion conversion,
            String getter,
            @Nullable Setter setter) {
        /** An expression that reads the value. */
        CodeBlock read(Scope scope, CodeBlock reader) {
            return conversion.read(scope, source(field.field(), field.paramHas(), reader));
        }

        /** Statements that put the value into the struct under construction. */
        void build(Scope scope, CodeBlock.Builder code, String builder, CodeBlock value) {
            conversion.build(scope, code, target(field.field(), field.paramHas(), builder, null), value);
        }
    }

    /** Sets a value of an object. */
    interface Setter {
        CodeBlock of(String variable, CodeBlock value);
    }

    static Source source(Field field, @Nullable Field has, CodeBlock reader) {
        boolean isPointer =
                field.asSlot() != null && field.asSlot().type().kind().isPointer();
        return Source.field(
                reader,
                JavaNames.getter(field.name()),
                JavaNames.upperCamel(field.name()),
                isPointer,
                has == null ? null : JavaNames.getter(has.name()));
    }

    /** A field of a method's params or results, whose invoke context is the scope's. */
    static Target target(Scope scope, Field field, @Nullable Field has, String builder) {
        return target(field, has, builder, scope.context());
    }

    private static Target target(Field field, @Nullable Field has, String builder, @Nullable String context) {
        boolean generic =
                field.asSlot() != null && field.asSlot().type() instanceof io.multiprocess.codegen.model.Type.Parameter;
        return Target.field(
                builder,
                JavaNames.upperCamel(field.name()),
                has == null ? null : JavaNames.upperCamel(has.name()),
                generic,
                context);
    }

    /** Fits a struct and a class together, or fails with the first thing that does not. */
    static StructShape of(
            Conversions conversions, Node node, Brand brand, JavaClass java, String fromPackage, boolean handedOver)
            throws MappingException {
        MethodFields fields = MethodFields.of(conversions.model(), Objects.requireNonNull(node.asStruct()), brand);
        boolean samePackage = java.name().packageName().equals(fromPackage);
        List<Member> members = new ArrayList<>();
        for (ProxyField field : fields.java()) {
            Property property = property(java, field, samePackage);
            if (property == null) {
                throw new MappingException(
                        java.kind().name().toLowerCase(Locale.ROOT) + " "
                                + java.name().simpleName() + " (" + java.location() + ") has nothing for the field '"
                                + field.name() + "' of struct " + node.name(),
                        field.location());
            }
            Conversion conversion;
            try {
                conversion = conversions.member(field, property.type, handedOver);
            } catch (MappingException e) {
                throw e.in(
                        "field '" + field.name() + "' and " + java.name().simpleName() + "." + property.name + " ("
                                + property.location + ")",
                        field.location());
            }
            members.add(new Member(field, property.type, conversion, property.getter, property.setter));
        }
        if (java.kind() == JavaClass.Kind.RECORD) {
            return record(node, java, members);
        }
        if (java.kind() == JavaClass.Kind.CLASS && !java.isAbstract()) {
            return object(java, members, samePackage);
        }
        throw new MappingException(
                "struct " + node.name() + " needs a record or a class, and "
                        + java.name().simpleName() + " (" + java.location() + ") is neither",
                node.location());
    }

    private static StructShape record(Node node, JavaClass java, List<Member> members) throws MappingException {
        List<Member> ordered = new ArrayList<>();
        for (JavaField component : java.fields()) {
            Member found = null;
            for (Member member : members) {
                if (member.getter.equals(component.name() + "()")) {
                    found = member;
                }
            }
            if (found == null) {
                throw new MappingException(
                        "component '" + component.name() + "' of record "
                                + java.name().simpleName() + " (" + component.location() + ") has no field in struct "
                                + node.name(),
                        node.location());
            }
            ordered.add(found);
        }
        return new StructShape(java, ordered, true, false);
    }

    private static StructShape object(JavaClass java, List<Member> members, boolean samePackage)
            throws MappingException {
        boolean settable = members.stream().allMatch(member -> member.setter != null);
        boolean hasDefault = java.constructors().stream()
                .anyMatch(c -> usable(c, samePackage) && c.parameters().isEmpty());
        if (settable && hasDefault) {
            return new StructShape(java, members, false, true);
        }
        for (JavaMethod constructor : java.constructors()) {
            if (usable(constructor, samePackage) && takes(constructor, members)) {
                return new StructShape(java, members, true, settable);
            }
        }
        throw new MappingException(
                "class " + java.name().simpleName() + " (" + java.location()
                        + ") can be made neither with a constructor without parameters and setters"
                        + " nor with one that takes all fields in the order of the schema",
                null);
    }

    private static boolean usable(JavaMethod method, boolean samePackage) {
        return method.isPublic() || (samePackage && !method.isPrivate());
    }

    private static boolean takes(JavaMethod constructor, List<Member> members) {
        List<JavaParameter> parameters = constructor.parameters();
        if (parameters.size() != members.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!parameters.get(i).type().name().equals(members.get(i).type.name())) {
                return false;
            }
        }
        return true;
    }

    private record Property(
            String name,
            JavaType type,
            String getter,
            @Nullable Setter setter,
            Object location) {}

    private static @Nullable Property property(JavaClass java, ProxyField field, boolean samePackage) {
        String annotated = ProxyAnnotations.name(field.annotations()).orElse(field.name());
        for (String name : Names.candidates(field.name(), annotated)) {
            String upper = Names.capitalize(name);
            for (String getter : List.of(name, "get" + upper, "is" + upper)) {
                Optional<JavaMethod> method = java.getter(getter).filter(m -> usable(m, samePackage));
                if (method.isPresent()) {
                    JavaType type = method.get().returnType();
                    Optional<JavaField> component =
                            java.kind() == JavaClass.Kind.RECORD ? java.field(name) : Optional.empty();
                    return new Property(
                            name,
                            component.map(JavaField::type).orElse(type),
                            getter + "()",
                            setter(java, List.of("set" + upper, name), type, samePackage),
                            method.get().location());
                }
            }
            Optional<JavaField> direct = java.field(name).filter(f -> f.isPublic() || (samePackage && !f.isPrivate()));
            if (direct.isPresent()) {
                Setter setter = direct.get().isFinal()
                        ? null
                        : (variable, value) -> CodeBlock.of("$N.$N = $L", variable, name, value);
                return new Property(
                        name, direct.get().type(), name, setter, direct.get().location());
            }
        }
        return null;
    }

    private static @Nullable Setter setter(JavaClass java, List<String> names, JavaType type, boolean samePackage) {
        for (String name : names) {
            for (JavaMethod method : java.methods(name)) {
                if (usable(method, samePackage)
                        && !method.isStatic()
                        && method.parameters().size() == 1
                        && method.parameters().get(0).type().name().equals(type.name())) {
                    return (variable, value) -> CodeBlock.of("$N.$N($L)", variable, name, value);
                }
            }
        }
        return null;
    }
}

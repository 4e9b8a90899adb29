package io.multiprocess.codegen.javaapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class, interface, record or enum as others may use it. <i>Immutable.</i>
 *
 * @param name its name
 * @param type its type: the name with the type arguments that it was asked for with
 * @param kind what sort of declaration it is
 * @param typeParameters its type parameters
 * @param isAbstract whether no instance can be made with {@code new}
 * @param isPublic whether it and every class around it is public
 * @param isSealed whether only permitted classes may extend it
 * @param permitted the classes that may extend a sealed type, in the order written
 * @param superTypes the qualified names of all classes and interfaces above it
 * @param superType the direct superclass with its type arguments, absent for interfaces and {@link Object}
 * @param interfaces the direct superinterfaces with their type arguments
 * @param methods its methods with all inherited ones, except {@link Object}'s
 * @param constructors its constructors
 * @param fields its instance fields with the inherited ones, in the order declared; for a record, its components
 * @param enumConstants the constants of an enum
 * @param annotations its annotations
 * @param location where it is declared
 */
public record JavaClass(
        ClassName name,
        TypeName type,
        Kind kind,
        List<TypeVariableName> typeParameters,
        boolean isAbstract,
        boolean isPublic,
        boolean isSealed,
        List<ClassName> permitted,
        Set<String> superTypes,
        Optional<JavaType> superType,
        List<JavaType> interfaces,
        List<JavaMethod> methods,
        List<JavaMethod> constructors,
        List<JavaField> fields,
        List<String> enumConstants,
        List<JavaAnnotation> annotations,
        JavaLocation location) {
    /** The sorts of declaration. */
    public enum Kind {
        /** An interface. */
        INTERFACE,
        /** A class. */
        CLASS,
        /** A record. */
        RECORD,
        /** An enum. */
        ENUM
    }

    /** Makes copies of the collections. */
    public JavaClass {
        typeParameters = List.copyOf(typeParameters);
        permitted = List.copyOf(permitted);
        superTypes = Set.copyOf(superTypes);
        interfaces = List.copyOf(interfaces);
        methods = List.copyOf(methods);
        constructors = List.copyOf(constructors);
        fields = List.copyOf(fields);
        enumConstants = List.copyOf(enumConstants);
        annotations = List.copyOf(annotations);
    }

    /** Whether it is that class or one below it. */
    public boolean isA(String qualifiedName) {
        return name.canonicalName().equals(qualifiedName) || superTypes.contains(qualifiedName);
    }

    /** The methods of that name, in the order declared. */
    public List<JavaMethod> methods(String methodName) {
        return methods.stream().filter(m -> m.name().equals(methodName)).toList();
    }

    /** The instance method of that name without parameters. */
    public Optional<JavaMethod> getter(String methodName) {
        return methods.stream()
                .filter(m -> m.name().equals(methodName) && !m.isStatic() && !m.isPrivate())
                .filter(m -> m.parameters().isEmpty() && !m.returnType().isVoid())
                .findFirst();
    }

    /** The instance method of that name with one parameter. */
    public Optional<JavaMethod> setter(String methodName) {
        return methods.stream()
                .filter(m -> m.name().equals(methodName) && !m.isStatic() && !m.isPrivate())
                .filter(m -> m.parameters().size() == 1)
                .findFirst();
    }

    /** The instance field or record component of that name. */
    public Optional<JavaField> field(String fieldName) {
        return fields.stream().filter(f -> f.name().equals(fieldName)).findFirst();
    }

    /** The only abstract method, if this is a functional interface. */
    public Optional<JavaMethod> functionalMethod() {
        if (kind != Kind.INTERFACE) {
            return Optional.empty();
        }
        List<JavaMethod> found =
                methods.stream().filter(m -> m.isAbstract() && !isClose(m)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private static boolean isClose(JavaMethod method) {
        return method.name().equals("close") && method.parameters().isEmpty();
    }
}

package io.multiprocess.codegen.javaapi;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;

import java.util.List;
import java.util.Optional;

/**
 * A use of a Java type: what a parameter, result or field is declared as. <i>Immutable.</i>
 *
 * @param kind what sort of type it is
 * @param name the type without annotations
 * @param nullable whether the use is annotated with a {@code @Nullable}
 * @param arguments the type arguments, or the one component of an array; a wildcard is its bound
 */
public record JavaType(Kind kind, TypeName name, boolean nullable, List<JavaType> arguments) {
    /** The sorts of type. */
    public enum Kind {
        /** {@code int} and the like. */
        PRIMITIVE,
        /** {@code void}. */
        VOID,
        /** A class, interface, record or enum. */
        DECLARED,
        /** An array; its component is the only argument. */
        ARRAY,
        /** A type variable. */
        VARIABLE,
        /** A type that does not exist yet. Only its simple name can be relied on. */
        MISSING
    }

    /** Makes a copy of the list. */
    public JavaType {
        arguments = List.copyOf(arguments);
    }

    /** A primitive type or {@code void}. */
    public static JavaType of(TypeName primitive) {
        return new JavaType(primitive.equals(TypeName.VOID) ? Kind.VOID : Kind.PRIMITIVE, primitive, false, List.of());
    }

    /** A class with type arguments, not nullable. */
    public static JavaType of(ClassName name, JavaType... arguments) {
        if (arguments.length == 0) {
            return new JavaType(Kind.DECLARED, name, false, List.of());
        }
        TypeName[] names = new TypeName[arguments.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = arguments[i].boxed().name;
        }
        return new JavaType(Kind.DECLARED, ParameterizedTypeName.get(name, names), false, List.of(arguments));
    }

    /** An array of that component. */
    public static JavaType arrayOf(JavaType component) {
        return new JavaType(Kind.ARRAY, ArrayTypeName.of(component.name), false, List.of(component));
    }

    /** The class without type arguments, for a declared or missing type. */
    public Optional<ClassName> rawClass() {
        if (name instanceof ClassName className) {
            return Optional.of(className);
        }
        return name instanceof ParameterizedTypeName parameterized
                ? Optional.of(parameterized.rawType())
                : Optional.empty();
    }

    /** Whether this is the class or interface of that qualified name, with whatever type arguments. */
    public boolean is(String qualifiedName) {
        return rawClass().map(raw -> raw.canonicalName().equals(qualifiedName)).orElse(false);
    }

    /** Whether this is a primitive type. */
    public boolean isPrimitive() {
        return kind == Kind.PRIMITIVE;
    }

    /** Whether this is {@code void} or {@link Void}. */
    public boolean isVoid() {
        return kind == Kind.VOID || is("java.lang.Void");
    }

    /** The type with its primitive type, if it has one, instead of the box. */
    public JavaType unboxed() {
        return name.isBoxedPrimitive() ? of(name.unbox()) : this;
    }

    /** The type with its box instead of a primitive type. */
    public JavaType boxed() {
        return isPrimitive() ? new JavaType(Kind.DECLARED, name.box(), nullable, List.of()) : this;
    }

    /** The same type with that nullness. */
    public JavaType withNullable(boolean value) {
        return new JavaType(kind, name, value, arguments);
    }

    /** The type as a person writes it: simple names. */
    @Override
    public String toString() {
        if (kind == Kind.ARRAY) {
            return arguments.get(0) + "[]";
        }
        String simple = rawClass().map(ClassName::simpleName).orElse(name.toString());
        if (arguments.isEmpty()) {
            return simple;
        }
        StringBuilder out = new StringBuilder(simple).append('<');
        for (int i = 0; i < arguments.size(); i++) {
            out.append(i == 0 ? "" : ", ").append(arguments.get(i));
        }
        return out.append('>').toString();
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.MessageTypes;
import org.capnproto.PointerFactory;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Generic parameters as generated classes have them: for {@code T} the type variables {@code T_Builder} and
 * {@code T_Reader}, and a field {@code T_Factory}.
 *
 * <p>Immutable.
 *
 * @param list the parameters in scope, outermost first
 */
record GenericParameters(List<JavaNames.TypeParameter> list) {
    /** Which type variables of a parameter a class has. */
    enum Side {
        READER,
        BUILDER,
        BOTH
    }

    GenericParameters {
        list = List.copyOf(list);
    }

    boolean isEmpty() {
        return list.isEmpty();
    }

    /** What stands between {@code new Foo} and its arguments. */
    String diamond() {
        return isEmpty() ? "" : "<>";
    }

    List<TypeVariableName> variables(Side side) {
        List<TypeVariableName> result = new ArrayList<>();
        for (JavaNames.TypeParameter parameter : list) {
            if (side != Side.READER) {
                result.add(MessageTypes.variable(parameter, "Builder"));
            }
            if (side != Side.BUILDER) {
                result.add(MessageTypes.variable(parameter, "Reader"));
            }
        }
        return result;
    }

    /** A class with the variables as its type arguments. */
    TypeName apply(ClassName raw, Side side) {
        return isEmpty() ? raw : ParameterizedTypeName.get(raw, variables(side).toArray(TypeName[]::new));
    }

    /** The names of the factories as arguments, each after a prefix. */
    String factories(String prefix) {
        return list.stream()
                .map(parameter -> prefix + MessageTypes.factoryField(parameter))
                .collect(Collectors.joining(", "));
    }

    /** The factories as arguments that others follow. */
    String factoriesBeforeOthers() {
        return isEmpty() ? "" : factories("") + ", ";
    }

    /** Adds a parameter for each factory. */
    void addTo(MethodSpec.Builder method, Side side) {
        list.forEach(parameter -> method.addParameter(factory(parameter, side), MessageTypes.factoryField(parameter)));
    }

    /** Adds a field for each factory, and to the constructor the statement that sets it. */
    void addFields(TypeSpec.Builder type, MethodSpec.Builder constructor, Side side) {
        for (JavaNames.TypeParameter parameter : list) {
            String field = MessageTypes.factoryField(parameter);
            type.addField(factory(parameter, side), field, Modifier.FINAL);
            constructor.addStatement("this.$L = $L", field, field);
        }
    }

    private static TypeName factory(JavaNames.TypeParameter parameter, Side side) {
        TypeName any = WildcardTypeName.subtypeOf(Object.class);
        return ParameterizedTypeName.get(
                ClassName.get(PointerFactory.class),
                side == Side.READER ? any : MessageTypes.variable(parameter, "Builder"),
                side == Side.BUILDER ? any : MessageTypes.variable(parameter, "Reader"));
    }
}

package io.multiprocess.codegen.javaapi;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeVariableName;

import java.util.List;

/**
 * A method or, with the name {@code <init>}, a constructor. <i>Immutable.</i>
 *
 * @param owner the class that declares it
 * @param name its name
 * @param returnType what it returns
 * @param parameters its parameters, in order
 * @param thrown the exceptions it declares
 * @param typeParameters its own type parameters
 * @param isAbstract whether it has no body
 * @param isStatic whether it is static
 * @param isPublic whether everybody may call it
 * @param isPrivate whether only its class may call it
 * @param location where it is declared
 */
public record JavaMethod(
        ClassName owner,
        String name,
        JavaType returnType,
        List<JavaParameter> parameters,
        List<JavaType> thrown,
        List<TypeVariableName> typeParameters,
        boolean isAbstract,
        boolean isStatic,
        boolean isPublic,
        boolean isPrivate,
        JavaLocation location) {
    /** Makes copies of the lists. */
    public JavaMethod {
        parameters = List.copyOf(parameters);
        thrown = List.copyOf(thrown);
        typeParameters = List.copyOf(typeParameters);
    }

    /** The method as a person writes it, for example {@code int add(int, int)}. */
    public String signature() {
        StringBuilder out = new StringBuilder();
        if (!name.equals("<init>")) {
            out.append(returnType).append(' ').append(name);
        } else {
            out.append(owner.simpleName());
        }
        out.append('(');
        for (int i = 0; i < parameters.size(); i++) {
            out.append(i == 0 ? "" : ", ").append(parameters.get(i).type());
        }
        return out.append(')').toString();
    }
}

package io.multiprocess.codegen.generator.proxy;

import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * A name in the parameters or results of a method, or in a struct, with what libmultiprocess's conventions say about it. <i>Immutable.</i>
 *
 * @param name the name in the schema
 * @param param the parameter of that name
 * @param paramType its type, generic parameters replaced
 * @param result the result of that name
 * @param resultType its type, generic parameters replaced
 * @param count how many Java parameters it stands for; 0 for what the runtime fills in
 * @param isReturn whether it is the return value
 * @param exception the exception type that it holds the fields of
 * @param skip whether Java does not see it
 * @param paramHas the Bool parameter that says whether this one is there
 * @param resultHas the same for the result
 * @param want the Bool parameter that says whether the caller asks for this result
 */
record ProxyField(
        String name,
        @Nullable Field param,
        @Nullable Type paramType,
        @Nullable Field result,
        @Nullable Type resultType,
        int count,
        boolean isReturn,
        @Nullable String exception,
        boolean skip,
        @Nullable Field paramHas,
        @Nullable Field resultHas,
        @Nullable Field want) {

    /** Whether it travels to the server. */
    boolean in() {
        return param != null;
    }

    /** Whether it travels back. */
    boolean out() {
        return result != null;
    }

    /** Whether Java has parameters or a return value for it. */
    boolean isJava() {
        return !skip && exception == null && (isReturn || count > 0);
    }

    /** Whether Java has several parameters for it: the fields of the struct that it is. */
    boolean isSeveral() {
        return in() && count > 1;
    }

    /** The parameter if it is one, else the result. */
    Field field() {
        return param != null ? param : Objects.requireNonNull(result);
    }

    /** The type of {@link #field()}. */
    Type type() {
        return paramType != null ? paramType : Objects.requireNonNull(resultType);
    }

    List<AnnotationUse> annotations() {
        return field().annotations();
    }

    Location location() {
        return field().location();
    }
}

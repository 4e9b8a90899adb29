package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Declaration.AnnotationApplication;
import io.multiprocess.codegen.parser.Declaration.ParamList;
import io.multiprocess.codegen.parser.Expression;
import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Collects the imports that a file's generated code may need: those for types and annotations, not those for values.
 *
 * <p>Thread-safe: no state.
 */
final class Imports {
    private Imports() {}

    static void collect(Declaration declaration, Set<String> paths) {
        switch (declaration.kind()) {
            case USING, CONST, FIELD -> collect(declaration.type(), paths);
            case INTERFACE -> declaration.superclasses().forEach(superclass -> collect(superclass, paths));
            case METHOD -> {
                collect(declaration.params(), paths);
                collect(declaration.results(), paths);
            }
            default -> {
                // Nothing of its own. (The type of an annotation does not count for the reference compiler either.)
            }
        }
        for (AnnotationApplication annotation : declaration.annotations()) {
            collect(annotation.name(), paths);
        }
        for (Declaration nested : declaration.nested()) {
            collect(nested, paths);
        }
    }

    private static void collect(@Nullable ParamList list, Set<String> paths) {
        if (list == null) {
            return;
        }
        if (list.form() == ParamList.Form.STREAM) {
            paths.add("/capnp/stream.capnp");
        }
        collect(list.type(), paths);
        for (Declaration.Param param : list.params()) {
            collect(param.type(), paths);
            for (AnnotationApplication annotation : param.annotations()) {
                collect(annotation.name(), paths);
            }
        }
    }

    private static void collect(@Nullable Expression expression, Set<String> paths) {
        if (expression instanceof Expression.Import imported) {
            paths.add(imported.path().text());
        } else if (expression instanceof Expression.Member member) {
            collect(member.parent(), paths);
        } else if (expression instanceof Expression.Application application) {
            collect(application.function(), paths);
            application.params().forEach(param -> collect(param.value(), paths));
        } else if (expression instanceof Expression.ListLiteral list) {
            list.elements().forEach(element -> collect(element, paths));
        } else if (expression instanceof Expression.Tuple tuple) {
            tuple.params().forEach(param -> collect(param.value(), paths));
        }
    }
}

package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Expression;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A declaration or generic parameter, with what is bound to the generic scopes around it.
 *
 * <p>Immutable.
 */
final class BrandedDecl {
    /** More nesting than this is a mistake or an attack. */
    private static final int MAX_TYPE_DEPTH = 100;

    final Resolution body;

    /** Null if and only if this is a parameter. */
    final @Nullable BrandScope brand;

    final Expression source;

    BrandedDecl(Resolution.Declared body, BrandScope brand, Expression source) {
        this.body = body;
        this.brand = brand;
        this.source = source;
    }

    BrandedDecl(Resolution.Parameter body, Expression source) {
        this.body = body;
        this.brand = null;
        this.source = source;
    }

    /** What was declared; null for a parameter. */
    @Nullable
    Scope scope() {
        return body instanceof Resolution.Declared declared ? declared.scope() : null;
    }

    /** The kind of the declaration; null for parameters and builtin types. */
    Declaration.@Nullable Kind kind() {
        Scope scope = scope();
        return scope == null || scope.builtin != null ? null : scope.kind;
    }

    boolean isParameter() {
        return body instanceof Resolution.Parameter;
    }

    /** Whether this is the builtin type {@code List}, with a parameter or without. */
    boolean isList() {
        Scope scope = scope();
        return scope != null && scope.builtin == Builtin.LIST;
    }

    /** Id of the declaration, which must be one. */
    long id() {
        Scope scope = scope();
        if (scope == null) {
            throw new IllegalStateException("a parameter has no id");
        }
        return scope.id;
    }

    @Nullable
    BrandedDecl applyParams(List<BrandedDecl> params, Expression application) {
        Scope scope = scope();
        if (scope == null || brand == null) {
            return null;
        }
        BrandScope applied = brand.withParams(params, scope.builtin == Builtin.LIST, application);
        return applied == null ? null : new BrandedDecl((Resolution.Declared) body, applied, application);
    }

    @Nullable
    BrandedDecl member(String name, Expression member) {
        Scope scope = scope();
        if (scope == null || brand == null) {
            return null;
        }
        Resolution resolution = scope.resolveMember(name);
        return resolution == null ? null : brand.interpret(resolution, member);
    }

    /** The bindings, as they stand in the model. */
    Brand brand(Module errors) {
        return brand == null ? Brand.EMPTY : brand.compile(errors, 0);
    }

    /** This as a type; null, and an error reported, if it is none. */
    @Nullable
    Type type(Module errors) {
        return type(errors, 0);
    }

    @Nullable
    Type type(Module errors, int depth) {
        if (body instanceof Resolution.Parameter parameter) {
            return parameter.scopeId() == 0
                    ? new Type.ImplicitMethodParameter(parameter.index())
                    : new Type.Parameter(parameter.scopeId(), parameter.index());
        }
        Scope scope = ((Resolution.Declared) body).scope();
        BrandScope own = brand;
        if (own == null) {
            return null;
        }
        scope.resolver.countWork();
        if (depth > MAX_TYPE_DEPTH) {
            errors.error(source, "This type is nested too deeply.");
            return null;
        }
        if (scope.builtin == Builtin.LIST) {
            return listType(own, scope, errors, depth);
        }
        if (scope.builtin != null) {
            if (scope.builtin == Builtin.OBJECT) {
                errors.error(source, "'Object' is called 'AnyPointer' since Cap'n Proto 0.4.");
            }
            return scope.builtin.type;
        }
        return switch (scope.kind) {
            case ENUM -> new Type.EnumRef(scope.id, own.compile(errors, depth));
            case STRUCT -> new Type.StructRef(scope.id, own.compile(errors, depth));
            case INTERFACE -> new Type.InterfaceRef(scope.id, own.compile(errors, depth));
            default -> {
                errors.error(source, "'" + source.text() + "' is not a type.");
                yield null;
            }
        };
    }

    private @Nullable Type listType(BrandScope own, Scope list, Module errors, int depth) {
        List<BrandedDecl> params = own.params(list.id);
        if (params == null || params.size() != 1) {
            errors.error(source, "'List' requires exactly one parameter, the type of its elements.");
            return null;
        }
        Type element = params.get(0).type(errors, depth + 1);
        if (element == null) {
            return null;
        }
        if (element instanceof Type.Parameter || element instanceof Type.ImplicitMethodParameter) {
            errors.error(
                    source,
                    "Lists of a generic parameter are not supported, because they are encoded differently for every type; "
                            + "let the parameter stand for the whole list.");
            return null;
        }
        if (element instanceof Type.AnyPointer any
                && (any.constraint() == Type.AnyPointer.Constraint.ANY_KIND
                        || any.constraint() == Type.AnyPointer.Constraint.STRUCT)) {
            String name = any.constraint() == Type.AnyPointer.Constraint.STRUCT ? "AnyStruct" : "AnyPointer";
            errors.error(source, "'List(" + name + ")' is not supported.");
            return null;
        }
        return new Type.ListOf(element);
    }
}

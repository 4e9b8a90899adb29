package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.parser.Name;
import io.multiprocess.codegen.parser.Suggestions;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The generic scopes around a place or declaration, innermost first, and what is bound to their parameters. Around the
 * place where an expression stands, parameters are <em>inherited</em>: they are whatever the user of the place says.
 *
 * <p>Immutable.
 */
final class BrandScope {
    private final Module errors;
    private final Scope lookup;
    private final @Nullable BrandScope parent;
    private final long leafId;
    private final int leafParamCount;
    private final boolean inherited;
    private final List<BrandedDecl> params;

    private BrandScope(
            Module errors,
            Scope lookup,
            @Nullable BrandScope parent,
            long leafId,
            int leafParamCount,
            boolean inherited,
            List<BrandedDecl> params) {
        this.errors = errors;
        this.lookup = lookup;
        this.parent = parent;
        this.leafId = leafId;
        this.leafParamCount = leafParamCount;
        this.inherited = inherited;
        this.params = params;
    }

    /** The scopes around the inside of a declaration; mistakes are reported for its file. */
    static BrandScope inside(Scope scope) {
        return inside(scope, scope);
    }

    private static BrandScope inside(Scope scope, Scope lookup) {
        BrandScope parent = scope.parent == null ? null : inside(scope.parent, lookup);
        return new BrandScope(lookup.module(), lookup, parent, scope.id, scope.paramCount, true, List.of());
    }

    /** A scope with nothing around it. */
    private BrandScope top(long id) {
        return new BrandScope(errors, lookup, null, id, 0, false, List.of());
    }

    boolean isGeneric() {
        return leafParamCount > 0 || (parent != null && parent.isGeneric());
    }

    BrandScope push(long id, int paramCount) {
        return new BrandScope(errors, lookup, this, id, paramCount, false, List.of());
    }

    /** The same scope with its own parameters bound; null, and an error reported, if that is not possible. */
    @Nullable
    BrandScope withParams(List<BrandedDecl> bound, boolean isList, Expression application) {
        if (!params.isEmpty()) {
            errors.error(application, "Generic parameters are given twice.");
            return null;
        }
        if (bound.size() != leafParamCount) {
            errors.error(
                    application,
                    leafParamCount == 0
                            ? "This declaration takes no generic parameters."
                            : bound.size() > leafParamCount
                                    ? "Too many generic parameters; expected " + leafParamCount + "."
                                    : "Not enough generic parameters; expected " + leafParamCount + ".");
            return null;
        }
        if (!isList) {
            for (BrandedDecl param : bound) {
                Scope scope = param.scope();
                if (scope != null && !isPointer(scope)) {
                    errors.error(param.source, "Only pointer types can be used as generic parameters.");
                }
            }
        }
        return new BrandScope(errors, lookup, parent, leafId, leafParamCount, false, List.copyOf(bound));
    }

    private static boolean isPointer(Scope scope) {
        return scope.builtin != null
                ? scope.builtin.isPointer()
                : scope.kind == Declaration.Kind.STRUCT || scope.kind == Declaration.Kind.INTERFACE;
    }

    private BrandScope pop(long id) {
        for (BrandScope scope = this; scope != null; scope = scope.parent) {
            if (scope.leafId == id) {
                return scope;
            }
        }
        // Looked up through another file.
        return top(id);
    }

    private @Nullable BrandScope find(long id) {
        for (BrandScope scope = this; scope != null; scope = scope.parent) {
            if (scope.leafId == id) {
                return scope;
            }
        }
        return null;
    }

    /** What is bound to the parameters of a scope; null where they are inherited. */
    @Nullable
    List<BrandedDecl> params(long id) {
        BrandScope scope = find(id);
        return scope == null || scope.inherited ? null : scope.params;
    }

    private @Nullable BrandedDecl parameter(long id, int index, Expression source) {
        BrandScope scope = find(id);
        if (scope == null) {
            return null;
        }
        if (index < scope.params.size()) {
            return scope.params.get(index);
        }
        return scope.inherited ? null : builtin(Builtin.ANY_POINTER, source);
    }

    private BrandedDecl builtin(Builtin builtin, Expression source) {
        Scope scope = lookup.resolver.builtin(builtin);
        return new BrandedDecl(
                new Resolution.Declared(scope, 0, null), top(scope.id).withCount(scope.paramCount), source);
    }

    private BrandScope withCount(int paramCount) {
        return new BrandScope(errors, lookup, parent, leafId, paramCount, inherited, params);
    }

    /** Sees a resolution from here. */
    BrandedDecl interpret(Resolution resolution, Expression source) {
        if (resolution instanceof Resolution.Parameter parameter) {
            BrandedDecl bound = parameter(parameter.scopeId(), parameter.index(), source);
            return bound != null ? bound : new BrandedDecl(parameter, source);
        }
        Resolution.Declared declared = (Resolution.Declared) resolution;
        BrandScope around = pop(declared.scopeId());
        Scope scope = declared.scope();
        BrandScope brand = declared.brand() != null
                ? around.evaluate(scope, declared.brand(), 0, source)
                : around.push(scope.id, scope.paramCount);
        return new BrandedDecl(declared, brand, source);
    }

    /** The scopes around a declaration with the bindings of a brand, inherited ones taken from here. */
    private BrandScope evaluate(Scope scope, Brand brand, int index, Expression source) {
        List<BrandedDecl> bound = List.of();
        boolean inherits = false;
        int next = index;
        if (index < brand.scopes().size() && brand.scopes().get(index).scopeId() == scope.id) {
            Brand.Scope bindings = brand.scopes().get(index);
            next++;
            if (bindings.inherit()) {
                List<BrandedDecl> here = params(scope.id);
                inherits = here == null;
                bound = here == null ? List.of() : here;
            } else {
                bound = new ArrayList<>();
                for (Brand.Binding binding : bindings.bindings()) {
                    Type type = binding.type();
                    bound.add(type == null ? builtin(Builtin.ANY_POINTER, source) : decompile(type, source));
                }
            }
        }
        BrandScope outer = scope.parent == null ? null : evaluate(scope.parent, brand, next, source);
        return new BrandScope(errors, lookup, outer, scope.id, scope.paramCount, inherits, bound);
    }

    /** A type back as a declaration. */
    private BrandedDecl decompile(Type type, Expression source) {
        lookup.resolver.countWork();
        if (type instanceof Type.Primitive primitive) {
            return builtin(Builtin.of(primitive.kind()), source);
        }
        if (type instanceof Type.ListOf list) {
            BrandedDecl element = decompile(list.elementType(), source);
            BrandedDecl result = builtin(Builtin.LIST, source).applyParams(List.of(element), source);
            return result != null ? result : element;
        }
        if (type instanceof Type.EnumRef ref) {
            return decompile(ref.typeId(), ref.brand(), source);
        }
        if (type instanceof Type.StructRef ref) {
            return decompile(ref.typeId(), ref.brand(), source);
        }
        if (type instanceof Type.InterfaceRef ref) {
            return decompile(ref.typeId(), ref.brand(), source);
        }
        if (type instanceof Type.Parameter parameter) {
            BrandedDecl bound = parameter(parameter.scopeId(), parameter.index(), source);
            return bound != null
                    ? bound
                    : new BrandedDecl(new Resolution.Parameter(parameter.scopeId(), parameter.index()), source);
        }
        return builtin(Builtin.ANY_POINTER, source);
    }

    private BrandedDecl decompile(long id, Brand brand, Expression source) {
        Scope scope = lookup.resolver.scope(id);
        long parentId = scope.parent == null ? 0 : scope.parent.id;
        return new BrandedDecl(
                new Resolution.Declared(scope, parentId, null), evaluate(scope, brand, 0, source), source);
    }

    /** The bindings as they stand in the model. */
    Brand compile(Module reportTo, int depth) {
        List<Brand.Scope> scopes = new ArrayList<>();
        for (BrandScope scope = this; scope != null; scope = scope.parent) {
            if (scope.inherited && scope.leafParamCount > 0) {
                scopes.add(new Brand.Scope(scope.leafId, true, List.of()));
            } else if (!scope.params.isEmpty()) {
                List<Brand.Binding> bindings = new ArrayList<>();
                for (BrandedDecl param : scope.params) {
                    Type type = param.type(reportTo, depth + 1);
                    bindings.add(type == null ? Brand.Binding.UNBOUND : new Brand.Binding(type));
                }
                scopes.add(new Brand.Scope(scope.leafId, false, bindings));
            }
        }
        return scopes.isEmpty() ? Brand.EMPTY : new Brand(scopes);
    }

    // ------------------------------------------------------------------ expressions

    /**
     * Generic parameters of a method, which expressions in its parameter lists can name.
     *
     * @param scopeId id of the struct made of the list that the expression stands in; 0 outside of such a list
     * @param names the parameters
     */
    record ImplicitParams(long scopeId, List<Name> names) {
        static final ImplicitParams NONE = new ImplicitParams(0, List.of());
    }

    /** What an expression names; null, and an error reported, if it names nothing. */
    @Nullable
    BrandedDecl resolve(Expression source, ImplicitParams implicit) {
        if (source instanceof Expression.RelativeName relative) {
            return relativeName(relative, implicit);
        }
        if (source instanceof Expression.AbsoluteName absolute) {
            Scope file = lookup.fileScope();
            Resolution resolution = file.resolveMember(absolute.name().text());
            if (resolution == null) {
                notDefined(absolute.name(), ".", file.memberNames());
                return null;
            }
            return interpret(resolution, source);
        }
        if (source instanceof Expression.Import imported) {
            Scope file =
                    lookup.resolver.importFile(lookup.module(), imported.path().text());
            if (file == null) {
                errors.error(
                        imported.path(), "Import failed: " + imported.path().text());
                return null;
            }
            BrandScope inside = new BrandScope(errors, lookup, null, file.id, 0, true, List.of());
            return new BrandedDecl(new Resolution.Declared(file, 0, null), inside, source);
        }
        if (source instanceof Expression.Application application) {
            return application(application, implicit);
        }
        if (source instanceof Expression.Member member) {
            BrandedDecl decl = resolve(member.parent(), implicit);
            if (decl == null) {
                return null;
            }
            BrandedDecl result = decl.member(member.name().text(), source);
            if (result == null) {
                Scope scope = decl.scope();
                Set<String> names = scope == null || scope.builtin != null ? Set.of() : scope.memberNames();
                errors.error(
                        member.name(),
                        "'" + member.parent().text() + "' has no member named '"
                                + member.name().text() + "'."
                                + Suggestions.sentence(member.name().text(), names));
            }
            return result;
        }
        if (!(source instanceof Expression.Unknown)) {
            errors.error(source, "Expected a name, not a value.");
        }
        return null;
    }

    private @Nullable BrandedDecl relativeName(Expression.RelativeName source, ImplicitParams implicit) {
        String name = source.name().text();
        for (int i = 0; i < implicit.names().size(); i++) {
            if (implicit.names().get(i).text().equals(name)) {
                return new BrandedDecl(new Resolution.Parameter(implicit.scopeId(), i), source);
            }
        }
        Resolution resolution = lookup.resolve(name);
        if (resolution == null) {
            notDefined(source.name(), "", lookup.visibleNames());
            return null;
        }
        return interpret(resolution, source);
    }

    /** An alias that has a name but stands for nothing was reported where it is declared. */
    private void notDefined(Name name, String prefix, Set<String> known) {
        if (!known.contains(name.text())) {
            errors.error(name, "Not defined: " + prefix + name.text() + "." + Suggestions.sentence(name.text(), known));
        }
    }

    private @Nullable BrandedDecl application(Expression.Application source, ImplicitParams implicit) {
        BrandedDecl decl = resolve(source.function(), implicit);
        if (decl == null) {
            return null;
        }
        List<BrandedDecl> bound = new ArrayList<>();
        boolean failed = false;
        for (Expression.Param param : source.params()) {
            Name name = param.name();
            if (name != null) {
                errors.error(name, "Generic parameters have no names here.");
            }
            BrandedDecl value = resolve(param.value(), implicit);
            if (value == null) {
                failed = true;
            } else {
                bound.add(value);
            }
        }
        if (failed) {
            // What is generic can be looked at without its parameters; a list without its one would be an error more.
            return decl.isList() ? null : decl;
        }
        if (decl.isParameter()) {
            errors.error(source, "A generic parameter takes no parameters itself.");
            return decl;
        }
        BrandedDecl applied = decl.applyParams(bound, source);
        return applied != null ? applied : decl;
    }
}

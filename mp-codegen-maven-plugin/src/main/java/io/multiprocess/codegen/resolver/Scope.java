package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.parser.Name;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A declaration that has an id and may hold others: what names are looked up in.
 *
 * <p>It goes through stages, each reached when it is first needed, so that files may import each other: known by name;
 * <em>expanded</em> (the declarations inside are known); <em>shaped</em> (types and layout are known, and values of plain
 * types); <em>finished</em> (all values are known, for which other nodes have to be shaped).
 *
 * <p>Confined to one thread.
 */
final class Scope {
    private static final Declaration BUILTIN = new Declaration(
            Declaration.Kind.FILE,
            new Name("", 0, 0),
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            0,
            0,
            null,
            null,
            List.of(),
            null,
            null,
            Set.of());

    final Resolver resolver;
    final @Nullable Scope parent;
    final Declaration declaration;
    final Declaration.Kind kind;
    final @Nullable Builtin builtin;
    final int paramCount;
    final String displayName;
    final long id;

    private final @Nullable Module module;
    private @Nullable Map<String, Scope> nested;
    private final List<Scope> ordered = new ArrayList<>();
    private final Map<String, Alias> aliases = new LinkedHashMap<>();
    private @Nullable NodeTranslator translator;
    private boolean translated;
    private boolean busy;
    private boolean finished;

    /** A file. */
    Scope(Resolver resolver, Module module) {
        this.resolver = resolver;
        this.module = module;
        this.parent = null;
        this.declaration = module.declaration;
        this.kind = declaration.kind();
        this.builtin = null;
        this.paramCount = 0;
        this.displayName = module.path;
        Declaration.Id given = declaration.id();
        this.id = resolver.register(given == null ? 0 : given.value(), this);
    }

    private Scope(Scope parent, Declaration declaration) {
        this.resolver = parent.resolver;
        this.module = parent.module;
        this.parent = parent;
        this.declaration = declaration;
        this.kind = declaration.kind();
        this.builtin = null;
        this.paramCount = declaration.parameters().size();
        String name = declaration.name().text();
        this.displayName = parent.displayName + (parent.parent == null ? ':' : '.') + name;
        Declaration.Id given = declaration.id();
        this.id = resolver.register(given == null ? Ids.child(parent.id, name) : given.value(), this);
    }

    /** A builtin type; its id is like no real one. */
    Scope(Resolver resolver, Builtin builtin, int number) {
        this.resolver = resolver;
        this.module = null;
        this.parent = null;
        this.declaration = BUILTIN;
        this.kind = Declaration.Kind.FILE;
        this.builtin = builtin;
        this.paramCount = builtin == Builtin.LIST ? 1 : 0;
        this.displayName = builtin.symbol;
        this.id = number;
    }

    Module module() {
        if (module == null) {
            throw new IllegalStateException(displayName + " is in no file");
        }
        return module;
    }

    Scope fileScope() {
        Scope scope = this;
        while (scope.parent != null) {
            scope = scope.parent;
        }
        return scope;
    }

    void error(String message) {
        Name name = declaration.name();
        if (name.text().isEmpty()) {
            Declaration.Id given = declaration.id();
            if (given != null) {
                module().error(given.start(), given.end(), message);
            } else {
                module().error(declaration, message);
            }
        } else {
            module().error(name, message);
        }
    }

    // ------------------------------------------------------------------ expanded

    private Map<String, Scope> expand() {
        if (nested != null) {
            return nested;
        }
        Map<String, Scope> members = new HashMap<>();
        nested = members;
        for (Declaration declared : declaration.nested()) {
            switch (declared.kind()) {
                case CONST, ANNOTATION, ENUM, STRUCT, INTERFACE -> {
                    Scope scope = new Scope(this, declared);
                    ordered.add(scope);
                    members.putIfAbsent(declared.name().text(), scope);
                }
                case USING -> {
                    Expression target = declared.type();
                    if (target != null) {
                        aliases.putIfAbsent(declared.name().text(), new Alias(this, declared, target));
                    }
                }
                default -> {
                    // Members are no scopes.
                }
            }
        }
        return members;
    }

    /** The declarations inside, in the order of the file. */
    List<Scope> children() {
        expand();
        return ordered;
    }

    /** Makes sure that mistakes in {@code using} declarations are reported, though nobody uses them. */
    void checkAliases() {
        expand();
        aliases.values().forEach(Alias::compile);
    }

    @Nullable
    Resolution resolveMember(String name) {
        if (builtin != null) {
            return null;
        }
        Scope member = expand().get(name);
        if (member != null) {
            return new Resolution.Declared(member, id, null);
        }
        Alias alias = aliases.get(name);
        return alias == null ? null : alias.compile();
    }

    /** Looks a name up from inside of this scope. */
    @Nullable
    Resolution resolve(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Resolution member = scope.resolveMember(name);
            if (member != null) {
                return member;
            }
            List<Name> parameters = scope.declaration.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).text().equals(name)) {
                    return new Resolution.Parameter(scope.id, i);
                }
            }
        }
        Scope found = resolver.builtin(name);
        return found == null ? null : new Resolution.Declared(found, 0, null);
    }

    Set<String> memberNames() {
        Set<String> names = new TreeSet<>(expand().keySet());
        names.addAll(aliases.keySet());
        return names;
    }

    Set<String> visibleNames() {
        Set<String> names = new TreeSet<>();
        for (Scope scope = this; scope != null; scope = scope.parent) {
            names.addAll(scope.memberNames());
            scope.declaration.parameters().forEach(parameter -> names.add(parameter.text()));
        }
        for (Builtin type : Builtin.values()) {
            names.add(type.symbol);
        }
        return names;
    }

    // ------------------------------------------------------------------ shaped and finished

    private @Nullable NodeTranslator translator() {
        if (translated) {
            return translator;
        }
        if (busy) {
            error("This declaration depends on itself.");
            return null;
        }
        expand();
        busy = true;
        try {
            NodeTranslator result = new NodeTranslator(this);
            result.translate();
            translator = result;
            result.bootstrapNodes().forEach(resolver::addShape);
        } finally {
            busy = false;
            translated = true;
        }
        return translator;
    }

    /** The node with types and layout; null, and an error reported, if it cannot be made. */
    @Nullable
    Node shape() {
        NodeTranslator current = translator();
        return current == null ? null : current.node();
    }

    /** Evaluates all values; false, and an error reported, if this is under way already. */
    boolean finish() {
        NodeTranslator current = translator();
        if (current == null) {
            return false;
        }
        if (finished) {
            return true;
        }
        if (busy) {
            error("This declaration depends on itself.");
            return false;
        }
        busy = true;
        try {
            current.finish();
        } finally {
            busy = false;
            finished = true;
        }
        return true;
    }

    /** The finished node, and behind it those of its groups or parameter structs. */
    List<Node> finishedNodes() {
        return finish() && translator != null ? translator.bootstrapNodes() : List.of();
    }

    /** A name for something declared elsewhere. */
    private static final class Alias {
        private final Scope scope;
        private final Declaration declaration;
        private final Expression target;
        private boolean compiled;
        private boolean busy;
        private @Nullable Resolution resolution;

        Alias(Scope scope, Declaration declaration, Expression target) {
            this.scope = scope;
            this.declaration = declaration;
            this.target = target;
        }

        @Nullable
        Resolution compile() {
            if (busy) {
                scope.module().error(declaration.name(), "This name stands for itself.");
                return null;
            }
            if (!compiled) {
                busy = true;
                BrandedDecl decl = BrandScope.inside(scope).resolve(target, BrandScope.ImplicitParams.NONE);
                busy = false;
                compiled = true;
                if (decl != null) {
                    resolution = decl.body instanceof Resolution.Declared declared
                            ? new Resolution.Declared(
                                    declared.scope(), scope.id, emptyAsNull(decl.brand(scope.module())))
                            : decl.body;
                }
            }
            return resolution;
        }

        private static io.multiprocess.codegen.model.@Nullable Brand emptyAsNull(
                io.multiprocess.codegen.model.Brand brand) {
            return brand.scopes().isEmpty() ? null : brand;
        }
    }
}

package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.parser.Name;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the names inside of a declaration, and that everything is where it may be. Confined to one thread. */
final class MemberChecks {
    private final Module module;
    private final Map<String, Name> names = new HashMap<>();

    private MemberChecks(Module module) {
        this.module = module;
    }

    /** Checks everything inside of a declaration that has an id. */
    static void check(Module module, Declaration declaration) {
        new MemberChecks(module).check(declaration.nested(), declaration.kind());
    }

    /** Checks the names of a method's parameters or results. */
    static void checkParams(Module module, List<Declaration.Param> params) {
        MemberChecks checks = new MemberChecks(module);
        params.forEach(param -> checks.add(param.name()));
    }

    private void check(List<Declaration> members, Declaration.Kind parent) {
        for (Declaration member : members) {
            checkName(member);
            checkPlace(member, parent);
            switch (member.kind()) {
                case FIELD, UNION, GROUP -> {
                    // Members of an unnamed union live in the scope around it, others in one of their own.
                    MemberChecks inner = member.name().text().isEmpty() ? this : new MemberChecks(module);
                    inner.check(member.nested(), member.kind());
                }
                default -> {
                    // Checked when its own node is made.
                }
            }
        }
    }

    private void checkName(Declaration member) {
        Name name = member.name();
        if (name.text().isEmpty()) {
            Name other = names.putIfAbsent("", name);
            if (other != null && member.isUnnamedUnion()) {
                module.error(name, "There is an unnamed union in this scope already.");
                module.error(other, "It is here.");
            }
            return;
        }
        add(name);
        char first = name.text().charAt(0);
        boolean typeName = switch (member.kind()) {
            case ENUM, STRUCT, INTERFACE -> true;
            case USING -> {
                String target = targetName(member.type());
                yield target == null || target.isEmpty() || target.charAt(0) < 'a' || target.charAt(0) > 'z';
            }
            default -> false;
        };
        if (typeName && (first < 'A' || first > 'Z')) {
            module.error(name, "Type names must begin with a capital letter.");
        } else if (!typeName && (first < 'a' || first > 'z')) {
            module.error(name, "Non-type names must begin with a lower-case letter.");
        }
        if (name.text().indexOf('_') >= 0) {
            module.error(
                    name,
                    "Names are written in camelCase, without underscores; generators turn them into what their language "
                            + "likes.");
        }
    }

    private void add(Name name) {
        Name other = names.putIfAbsent(name.text(), name);
        if (other != null) {
            module.error(name, "'" + name.text() + "' is already defined in this scope.");
            module.error(other, "'" + name.text() + "' is defined here too.");
        }
    }

    private static @Nullable String targetName(@Nullable Expression target) {
        if (target instanceof Expression.RelativeName relative) {
            return relative.name().text();
        }
        if (target instanceof Expression.AbsoluteName absolute) {
            return absolute.name().text();
        }
        if (target instanceof Expression.Application application) {
            return targetName(application.function());
        }
        return target instanceof Expression.Member member ? member.name().text() : null;
    }

    private void checkPlace(Declaration member, Declaration.Kind parent) {
        switch (member.kind()) {
            case USING, CONST, ENUM, STRUCT, INTERFACE, ANNOTATION -> {
                if (parent != Declaration.Kind.FILE
                        && parent != Declaration.Kind.STRUCT
                        && parent != Declaration.Kind.INTERFACE) {
                    module.error(member, "This kind of declaration does not belong here.");
                }
            }
            case FIELD, UNION, GROUP -> {
                if (parent != Declaration.Kind.STRUCT
                        && parent != Declaration.Kind.UNION
                        && parent != Declaration.Kind.GROUP) {
                    module.error(member, "This declaration can only appear in structs.");
                }
            }
            default -> {
                // The grammar lets enumerants and methods appear in their places only.
            }
        }
    }
}

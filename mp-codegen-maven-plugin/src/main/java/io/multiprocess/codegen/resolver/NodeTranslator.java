package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.dynamic.Brands;
import io.multiprocess.codegen.model.AnnotationTarget;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.parser.Declaration;
import io.multiprocess.codegen.parser.Declaration.AnnotationApplication;
import io.multiprocess.codegen.parser.Declaration.ParamList;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.parser.Name;
import io.multiprocess.codegen.resolver.BrandScope.ImplicitParams;
import io.multiprocess.codegen.resolver.Drafts.AnnotationDraft;
import io.multiprocess.codegen.resolver.Drafts.EnumerantDraft;
import io.multiprocess.codegen.resolver.Drafts.MethodDraft;
import io.multiprocess.codegen.resolver.Drafts.NodeDraft;
import io.multiprocess.codegen.resolver.Drafts.ValueDraft;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns one declaration into its node, and the nodes of its groups or of its methods' parameter structs.
 *
 * <p>Values of pointer types wait for {@link #finish}: evaluating them needs the shape of other nodes.
 *
 * <p>Confined to one thread.
 */
final class NodeTranslator {
    private record UnfinishedValue(Expression source, Type type, ValueDraft target) {}

    private final Scope scope;
    private final Resolver resolver;
    private final Module module;
    private final Declaration declaration;
    private final BrandScope brand;
    private final NodeDraft draft = new NodeDraft();
    private final List<NodeDraft> auxiliary = new ArrayList<>();
    private final List<UnfinishedValue> unfinished = new ArrayList<>();
    private @Nullable List<Node> nodes;

    NodeTranslator(Scope scope) {
        this.scope = scope;
        this.resolver = scope.resolver;
        this.module = scope.module();
        this.declaration = scope.declaration;
        this.brand = BrandScope.inside(scope);
    }

    Module module() {
        return module;
    }

    /** The node, and behind it the auxiliary ones. */
    List<Node> bootstrapNodes() {
        List<Node> current = nodes;
        if (current == null) {
            current = new ArrayList<>();
            current.add(draft.build());
            for (NodeDraft node : auxiliary) {
                current.add(node.build());
            }
            nodes = current;
        }
        return current;
    }

    Node node() {
        return bootstrapNodes().get(0);
    }

    void translate() {
        MemberChecks.check(module, declaration);
        draft.id = scope.id;
        draft.displayName = scope.displayName;
        draft.displayNamePrefixLength = prefixBytes(scope.displayName);
        draft.scopeId = scope.parent == null ? 0 : scope.parent.id;
        draft.parameters = texts(declaration.parameters());
        draft.isGeneric = brand.isGeneric();
        draft.nestedNodes = scope.children().stream()
                .map(child -> new Node.NestedNode(child.declaration.name().text(), child.id))
                .toList();
        draft.docComment = declaration.docComment();
        draft.location = module.file.location(declaration.start(), declaration.end());
        AnnotationTarget target = switch (declaration.kind()) {
            case CONST -> {
                constant();
                yield AnnotationTarget.CONST;
            }
            case ANNOTATION -> {
                Type type = type(declaration.type(), ImplicitParams.NONE);
                Node.Annotation body = new Node.Annotation(type == null ? Type.VOID : type, declaration.targets());
                draft.body = () -> body;
                yield AnnotationTarget.ANNOTATION;
            }
            case ENUM -> {
                enumeration();
                yield AnnotationTarget.ENUM;
            }
            case STRUCT -> {
                new StructTranslator(this, draft, ImplicitParams.NONE).translate(declaration.nested());
                yield AnnotationTarget.STRUCT;
            }
            case INTERFACE -> {
                interfaceType();
                yield AnnotationTarget.INTERFACE;
            }
            default -> AnnotationTarget.FILE;
        };
        draft.annotations = annotations(declaration.annotations(), target);
    }

    void finish() {
        for (int i = 0; i < unfinished.size(); i++) {
            UnfinishedValue value = unfinished.get(i);
            evaluate(value.source(), value.type(), value.target(), false);
        }
        nodes = null;
    }

    /** How many bytes of a display name precede the own name, counted as the reference compiler does. */
    static int prefixBytes(String displayName) {
        int dot = displayName.lastIndexOf('.') + 1;
        int colon = displayName.lastIndexOf(':');
        int prefix = colon > dot ? colon + 1 : dot;
        return displayName.substring(0, prefix).getBytes(StandardCharsets.UTF_8).length;
    }

    private static List<String> texts(List<Name> names) {
        return names.stream().map(Name::text).toList();
    }

    /** Adds the node of a group or parameter struct. */
    void addAuxiliary(NodeDraft node) {
        auxiliary.add(node);
    }

    List<NodeDraft> auxiliary() {
        return auxiliary;
    }

    // ------------------------------------------------------------------ kinds of declarations

    private void constant() {
        Type type = type(declaration.type(), ImplicitParams.NONE);
        Type known = type == null ? Type.VOID : type;
        ValueDraft value = new ValueDraft(Value.zero(known));
        Expression source = declaration.value();
        if (type != null && source != null) {
            value(source, type, value);
        }
        draft.body = () -> new Node.Const(known, value.value);
    }

    private void enumeration() {
        List<EnumerantDraft> enumerants = new ArrayList<>();
        OrdinalChecks ordinals = new OrdinalChecks(module);
        for (Numbered member : numbered(Declaration.Kind.ENUMERANT)) {
            ordinals.check(member.ordinal);
            Declaration enumerant = member.declaration;
            enumerants.add(new EnumerantDraft(
                    enumerant.name().text(),
                    member.codeOrder,
                    annotations(enumerant.annotations(), AnnotationTarget.ENUMERANT),
                    enumerant.docComment(),
                    module.file.location(enumerant.start(), enumerant.end())));
        }
        draft.body = () ->
                new Node.Enum(enumerants.stream().map(EnumerantDraft::build).toList());
    }

    private record Numbered(Declaration declaration, Declaration.Id ordinal, int codeOrder) {}

    /** The members of a kind by their ordinals; in the order of the file where these are the same by mistake. */
    private List<Numbered> numbered(Declaration.Kind kind) {
        List<Numbered> result = new ArrayList<>();
        for (Declaration member : declaration.nested()) {
            Declaration.Id ordinal = member.id();
            if (member.kind() == kind && ordinal != null) {
                result.add(new Numbered(member, ordinal, result.size()));
            }
        }
        result.sort(Comparator.comparingLong(member -> member.ordinal.value()));
        return result;
    }

    private void interfaceType() {
        List<Superclass> superclasses = new ArrayList<>();
        for (Expression source : declaration.superclasses()) {
            BrandedDecl decl = brand.resolve(source, ImplicitParams.NONE);
            if (decl == null) {
                continue;
            }
            if (decl.isParameter()) {
                module.error(source, "'" + source.text() + "' is a generic parameter, which cannot be extended.");
            } else if (decl.kind() != Declaration.Kind.INTERFACE) {
                module.error(source, "'" + source.text() + "' is not an interface.");
            } else if (extendsItself(decl)) {
                module.error(
                        source, "'" + source.text() + "' extends this interface: an interface cannot extend itself.");
            } else {
                superclasses.add(new Superclass(decl.id(), decl.brand(module)));
            }
        }
        List<MethodDraft> methods = new ArrayList<>();
        OrdinalChecks ordinals = new OrdinalChecks(module);
        for (Numbered member : numbered(Declaration.Kind.METHOD)) {
            ordinals.check(member.ordinal);
            methods.add(method(member));
        }
        draft.body = () ->
                new Node.Interface(methods.stream().map(MethodDraft::build).toList(), superclasses);
    }

    /** Whether following the {@code extends} clauses of a superclass, as written, leads back here. */
    private boolean extendsItself(BrandedDecl superclass) {
        Scope start = superclass.scope();
        if (start == null) {
            return false;
        }
        List<Scope> open = new ArrayList<>(List.of(start));
        for (int i = 0; i < open.size() && i < 10_000; i++) {
            Scope current = open.get(i);
            if (current == scope) {
                return true;
            }
            for (Expression source : current.declaration.superclasses()) {
                Scope next = quietly(current, source);
                if (next != null && !open.contains(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    /** What an expression names, without bindings and without reporting that it names nothing. */
    private static @Nullable Scope quietly(Scope from, Expression source) {
        Resolution resolution = null;
        if (source instanceof Expression.RelativeName name) {
            resolution = from.resolve(name.name().text());
        } else if (source instanceof Expression.AbsoluteName name) {
            resolution = from.fileScope().resolveMember(name.name().text());
        } else if (source instanceof Expression.Application application) {
            return quietly(from, application.function());
        } else if (source instanceof Expression.Member member) {
            Scope parent = quietly(from, member.parent());
            resolution =
                    parent == null ? null : parent.resolveMember(member.name().text());
        } else if (source instanceof Expression.Import imported) {
            return from.resolver.importFile(from.module(), imported.path().text());
        }
        return resolution instanceof Resolution.Declared declared ? declared.scope() : null;
    }

    private record StructUse(long id, Brand brand) {}

    private MethodDraft method(Numbered member) {
        Declaration method = member.declaration;
        int ordinal = (int) member.ordinal.value();
        ParamList params = Objects.requireNonNull(method.params(), "a method has parameters");
        if (params.form() == ParamList.Form.STREAM) {
            module.error(params.start(), params.end(), "'stream' can only appear behind '->'.");
        }
        ParamList results = method.results();
        if (results == null) {
            results = new ParamList(ParamList.Form.NAMED, List.of(), null, method.start(), method.end());
        }
        StructUse paramStruct = paramStruct(method, ordinal, false, params);
        StructUse resultStruct = paramStruct(method, ordinal, true, results);
        return new MethodDraft(
                method.name().text(),
                member.codeOrder,
                texts(method.parameters()),
                paramStruct.id,
                paramStruct.brand,
                resultStruct.id,
                resultStruct.brand,
                annotations(method.annotations(), AnnotationTarget.METHOD),
                method.docComment(),
                module.file.location(method.start(), method.end()));
    }

    private StructUse paramStruct(Declaration method, int ordinal, boolean isResults, ParamList list) {
        if (list.form() == ParamList.Form.NAMED) {
            return namedParams(method, ordinal, isResults, list);
        }
        if (list.form() == ParamList.Form.STREAM) {
            Scope stream = resolver.importFile(module, "/capnp/stream.capnp");
            if (stream == null || stream.resolveMember("StreamResult") == null) {
                module.error(
                        list.start(),
                        list.end(),
                        "Streaming needs '/capnp/stream.capnp', which is not in the import path.");
            }
            return new StructUse(Method.STREAM_RESULT, Brand.EMPTY);
        }
        Expression source = list.type();
        BrandedDecl decl = source == null ? null : brand.resolve(source, new ImplicitParams(0, method.parameters()));
        if (decl == null || source == null) {
            return new StructUse(0, Brand.EMPTY);
        }
        if (decl.isParameter()) {
            module.error(
                    source,
                    "A generic parameter cannot be all of a method's parameters or results; use a list with a field of "
                            + "this type.");
            return new StructUse(0, Brand.EMPTY);
        }
        if (decl.kind() != Declaration.Kind.STRUCT) {
            module.error(source, "'" + source.text() + "' is not a struct.");
            return new StructUse(0, Brand.EMPTY);
        }
        return new StructUse(decl.id(), decl.brand(module));
    }

    private StructUse namedParams(Declaration method, int ordinal, boolean isResults, ParamList list) {
        String name = method.name().text() + (isResults ? "$Results" : "$Params");
        List<Name> implicit = method.parameters();
        NodeDraft struct = new NodeDraft();
        struct.id = Ids.methodParams(scope.id, ordinal, isResults);
        struct.displayName = scope.displayName + "." + name;
        struct.displayNamePrefixLength = prefixBytes(struct.displayName);
        struct.isGeneric = draft.isGeneric || !implicit.isEmpty();
        struct.parameters = texts(implicit);
        struct.location = module.file.location(list.start(), list.end());
        addAuxiliary(struct);
        MemberChecks.checkParams(module, list.params());
        new StructTranslator(this, struct, new ImplicitParams(struct.id, implicit)).translateParams(list.params());
        // The method's own parameters are not bound in this brand: the reference compiler leaves them out, and readers
        // know that parameter i of the struct is implicit parameter i of the method.
        BrandScope inside = brand.push(struct.id, implicit.size());
        return new StructUse(struct.id, inside.compile(module, 0));
    }

    // ------------------------------------------------------------------ types, values, annotations

    /** The type that an expression names; null, and an error reported, if it names none. */
    @Nullable
    Type type(@Nullable Expression source, ImplicitParams implicit) {
        BrandedDecl decl = source == null ? null : brand.resolve(source, implicit);
        return decl == null ? null : decl.type(module);
    }

    /** Evaluates a value now if its type is plain, else later. */
    void value(Expression source, Type type, ValueDraft target) {
        target.value = Value.zero(type);
        switch (type.kind()) {
            case LIST, STRUCT, INTERFACE, ANY_POINTER -> unfinished.add(new UnfinishedValue(source, type, target));
            default -> evaluate(source, type, target, true);
        }
    }

    private void evaluate(Expression source, Type type, ValueDraft target, boolean isBootstrap) {
        Value value = new ValueTranslator(this, resolver, isBootstrap).translate(source, type);
        if (value != null) {
            target.value = value;
        }
    }

    /** A constant, with its type seen from here. */
    record Constant(Type type, Value value) {}

    /** The constant that an expression names; null, and an error reported, if it names none. */
    @Nullable
    Constant constant(Expression source, boolean isBootstrap) {
        BrandedDecl decl = brand.resolve(source, ImplicitParams.NONE);
        if (decl == null) {
            return null;
        }
        Scope found = decl.scope();
        if (found == null || decl.kind() != Declaration.Kind.CONST) {
            module.error(source, "'" + source.text() + "' does not refer to a constant.");
            return null;
        }
        Node node = found.shape();
        if (node != null && !isBootstrap) {
            node = found.finish() ? found.shape() : null;
        }
        if (node == null || !(node.body() instanceof Node.Const constant)) {
            return null;
        }
        if (source instanceof Expression.RelativeName name && found.parent != null) {
            String parent = found.parent.parent == null
                    ? ""
                    : found.parent.declaration.name().text();
            module.error(
                    source,
                    "Constants are named with their scope, so that they are not taken for enumerants; write '" + parent
                            + "." + name.name().text() + "' if that is what you mean.");
        }
        return new Constant(Brands.apply(constant.type(), decl.brand(module)), constant.value());
    }

    /** Whether a name means anything here. */
    boolean isDefined(String name) {
        return scope.resolve(name) != null;
    }

    /** The content of an embedded file; empty, and an error reported, if there is none. */
    Optional<byte[]> embed(Expression.Embed source) {
        Optional<byte[]> content = resolver.embed(module, source.path().text());
        if (content.isEmpty()) {
            module.error(
                    source.path(),
                    "Cannot read the file to embed: " + source.path().text());
        }
        return content;
    }

    List<AnnotationDraft> annotations(List<AnnotationApplication> applications, AnnotationTarget target) {
        List<AnnotationDraft> result = new ArrayList<>();
        for (AnnotationApplication application : applications) {
            AnnotationDraft use = annotation(application, target);
            if (use != null) {
                result.add(use);
            }
        }
        return result;
    }

    private @Nullable AnnotationDraft annotation(AnnotationApplication application, AnnotationTarget target) {
        Expression name = application.name();
        BrandedDecl decl = brand.resolve(name, ImplicitParams.NONE);
        if (decl == null) {
            return null;
        }
        Scope found = decl.scope();
        if (found == null || decl.kind() != Declaration.Kind.ANNOTATION) {
            module.error(name, "'" + name.text() + "' is not an annotation.");
            return null;
        }
        AnnotationDraft use = new AnnotationDraft();
        use.id = decl.id();
        use.brand = decl.brand(module);
        Node node = found.shape();
        if (node == null || !(node.body() instanceof Node.Annotation annotation)) {
            return use;
        }
        if (!annotation.targets().contains(target)) {
            module.error(
                    name,
                    "'" + name.text() + "' cannot be applied to this kind of declaration (" + target.keyword() + ").");
        }
        Expression value = application.value();
        if (value != null) {
            // The annotation's type may be a generic parameter of a scope around its declaration.
            value(value, Brands.apply(annotation.type(), use.brand), use.value);
        } else {
            if (annotation.type().kind() != Type.Kind.VOID) {
                module.error(name, "'" + name.text() + "' requires a value.");
            }
            use.value.value = Value.zero(annotation.type());
        }
        return use;
    }
}

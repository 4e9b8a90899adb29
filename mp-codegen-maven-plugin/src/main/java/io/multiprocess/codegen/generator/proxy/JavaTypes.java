package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.javaapi.JavaApi;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.RequestedFile;
import io.multiprocess.codegen.model.SchemaModel;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which Java type stands for a struct, enum or interface, the first of: the plugin's configuration, by the name in
 * {@code $Proxy.wrap} or by the schema's name; {@code $Java.type}; the Java name in {@code $Proxy.wrap}; a type in the package of
 * the message classes that is called like the last part of the C++ name, or like the schema's; the JDK's interface for a C++
 * function type; a type that is generated. <i>Confined to one thread.</i>
 */
final class JavaTypes {
    /** The JDK's interfaces for the functions that C++ code passes most. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "void()", "java.lang.Runnable",
            "int()", "java.util.function.IntSupplier",
            "bool()", "java.util.function.BooleanSupplier",
            "int64_t()", "java.util.function.LongSupplier",
            "double()", "java.util.function.DoubleSupplier",
            "std::string()", "java.util.function.Supplier<String>",
            "int(int)", "java.util.function.IntUnaryOperator",
            "void(int)", "java.util.function.IntConsumer",
            "bool(int)", "java.util.function.IntPredicate",
            "void(conststd::string&)", "java.util.function.Consumer<String>");

    /**
     * What was decided.
     *
     * @param node the node
     * @param expression the Java type, for {@link JavaApi#find}
     * @param generated its name, if it is to be generated
     * @param code the class of its generated code without the ending
     * @param hasCode whether there is, or will be, generated code
     */
    record Choice(Node node, String expression, @Nullable ClassName generated, ClassName code, boolean hasCode) {}

    private final GenerationContext context;
    private final SchemaModel model;
    private final JavaApi api;
    private final UserConversions users;
    private final Set<Long> files;
    private final Map<Long, Optional<Choice>> choices = new HashMap<>();
    private final Set<String> codeNames = new HashSet<>();
    private final Set<String> generatedNames = new HashSet<>();
    private final Map<String, ClassName> generatedExceptions = new HashMap<>();
    private final Set<String> usedJavaTypes = new HashSet<>();

    /**
     * Prepares to decide.
     *
     * @param api reads the types that exist before anything is generated
     */
    JavaTypes(GenerationContext context, JavaApi api, UserConversions users) {
        this.context = context;
        this.model = context.model();
        this.api = api;
        this.users = users;
        this.files = participating(model);
    }

    /** The requested files that proxies are for: those that import {@code /mp/proxy.capnp}, and those that they import. */
    private static Set<Long> participating(SchemaModel model) {
        Map<Long, RequestedFile> requested = new HashMap<>();
        model.requestedFiles().forEach(file -> requested.put(file.id(), file));
        Set<Long> found = new HashSet<>();
        for (RequestedFile file : model.requestedFiles()) {
            if (importsProxy(file)) {
                reach(file, requested, found);
            }
        }
        found.remove(ProxyAnnotations.PROXY_FILE);
        return found;
    }

    private static boolean importsProxy(RequestedFile file) {
        return file.imports().stream().anyMatch(used -> used.id() == ProxyAnnotations.PROXY_FILE);
    }

    private static void reach(RequestedFile file, Map<Long, RequestedFile> requested, Set<Long> found) {
        if (found.add(file.id())) {
            for (RequestedFile.Import used : file.imports()) {
                RequestedFile next = requested.get(used.id());
                if (next != null) {
                    reach(next, requested, found);
                }
            }
        }
    }

    /** Reads a type that exists before anything is generated. */
    Optional<JavaClass> find(String expression) {
        return api.find(expression);
    }

    /** Whether there is anything to do. */
    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Whether this run writes the code for a node, and not the build of another module. */
    boolean isWritten(Node node) {
        return files.contains(model.fileOf(node).id());
    }

    /** Whether a node's file asks for proxies itself. */
    boolean isRoot(Node file) {
        return model.requestedFiles().stream().anyMatch(r -> r.id() == file.id() && importsProxy(r));
    }

    /** The decision about a node; none if it is generic, a group, or of the runtime. */
    Optional<Choice> choice(long nodeId) {
        Optional<Choice> known = choices.get(nodeId);
        if (known == null) {
            Node node = model.find(nodeId).orElse(null);
            known = node == null ? Optional.empty() : decide(node);
            choices.put(nodeId, known);
        }
        return known;
    }

    private Optional<Choice> decide(Node node) {
        Node.Struct struct = node.asStruct();
        boolean isType = struct != null || node.asEnum() != null || node.asInterface() != null;
        if (!isType
                || node.scopeId() == 0
                || (struct != null && struct.isGroup())
                || model.fileOf(node).id() == ProxyAnnotations.PROXY_FILE) {
            return Optional.empty();
        }
        String wrap = ProxyAnnotations.wrap(node.annotations()).orElse("");
        String javaPackage = context.names().className(node.id()).packageName();
        String expression = named(node, wrap);
        ClassName generated = null;
        if (expression == null && struct != null && !node.isGeneric()) {
            expression = ofUsers(node);
        }
        if (expression == null) {
            expression = existing(javaPackage, localName(node, wrap));
        }
        if (expression == null) {
            expression = function(wrap);
        }
        if (expression == null) {
            generated = ClassName.get(javaPackage, freeName(node, localName(node, wrap)));
            expression = generated.canonicalName();
        }
        ClassName code = code(node, javaPackage, expression);
        boolean written = isWritten(node);
        boolean hasCode = written
                || api.exists(code + "ProxyClient")
                || api.exists(code + "ProxyStruct")
                || api.exists(code + "ProxyEnum");
        if (!written && !hasCode && generated != null) {
            return Optional.empty();
        }
        return Optional.of(new Choice(node, expression, written ? generated : null, code, hasCode));
    }

    /** What somebody says in so many words. */
    private @Nullable String named(Node node, String wrap) {
        Map<String, String> configured = context.options().javaTypes();
        for (String key : new String[] {wrap, node.displayName(), node.name()}) {
            if (configured.containsKey(key)) {
                usedJavaTypes.add(key);
                return configured.get(key);
            }
        }
        Optional<String> annotated = ProxyAnnotations.javaType(node.annotations());
        if (annotated.isPresent()) {
            return annotated.get();
        }
        return isJava(wrap) ? wrap : null;
    }

    /** Whether a name in {@code $Proxy.wrap} is one of Java: parts with dots between them, and maybe type arguments. */
    private static boolean isJava(String wrap) {
        return wrap.contains(".") && !wrap.contains("::");
    }

    private @Nullable String ofUsers(Node node) {
        try {
            TypeName reader = context.names().reader(node.id());
            return users.javaType(node, reader)
                    .flatMap(type -> type.rawClass())
                    .map(ClassName::canonicalName)
                    .orElse(null);
        } catch (MappingException e) {
            context.diagnostics()
                    .error(
                            e.location() != null ? e.location() : node.location(),
                            Objects.requireNonNull(e.getMessage()));
            return null;
        }
    }

    private static String localName(Node node, String wrap) {
        if (wrap.isEmpty() || wrap.contains("<") || wrap.contains("(")) {
            return node.name();
        }
        return wrap.substring(Math.max(wrap.lastIndexOf(':'), wrap.lastIndexOf('.')) + 1);
    }

    private @Nullable String existing(String javaPackage, String simpleName) {
        String name = javaPackage.isEmpty() ? simpleName : javaPackage + "." + simpleName;
        return api.exists(name) ? name : null;
    }

    private static @Nullable String function(String wrap) {
        String compact = wrap.replaceAll("\\s+", "");
        int start = compact.indexOf("std::function<");
        if (start < 0) {
            return null;
        }
        String signature = compact.substring(start + "std::function<".length()).replaceAll(">+$", "");
        return FUNCTIONS.get(signature);
    }

    /** A C++ name may be that of the class which holds the messages, or of another type of the schema. */
    private String freeName(Node node, String wanted) {
        ClassName outer = context.names().className(model.fileOf(node).id());
        String name = Names.capitalize(Names.camel(wanted));
        if (outer.simpleName().equals(name) || !generatedNames.add(outer.packageName() + "." + name)) {
            name = node.name();
            Node parent = context.names().parent(node);
            while (!generatedNames.add(outer.packageName() + "." + name) && parent != null) {
                name = parent.name().replaceAll("\\W", "_") + name;
                parent = context.names().parent(parent);
            }
        }
        return name;
    }

    private ClassName code(Node node, String javaPackage, String expression) {
        int arguments = expression.indexOf('<');
        String raw = arguments < 0 ? expression : expression.substring(0, arguments);
        String simple = raw.startsWith("java.") ? node.name() : raw.substring(raw.lastIndexOf('.') + 1);
        String kind = node.asInterface() != null ? "interface " : node.asEnum() != null ? "enum " : "struct ";
        if (!codeNames.add(kind + javaPackage + "." + simple)) {
            simple = node.name();
            codeNames.add(kind + javaPackage + "." + simple);
        }
        return ClassName.get(javaPackage, simple);
    }

    /** The Java type of a declared exception. */
    String exception(Node owner, ProxyField field) {
        String name = Objects.requireNonNull(field.exception());
        String configured = context.options().javaTypes().get(name);
        if (configured != null) {
            usedJavaTypes.add(name);
            return configured;
        }
        if (isJava(name)) {
            return name;
        }
        if (name.equals("std::exception")) {
            return "java.lang.RuntimeException";
        }
        ClassName generated = exceptionName(owner, name);
        String existing = existing(generated.packageName(), name.substring(name.lastIndexOf(':') + 1));
        if (existing != null && !existing.equals(generated.canonicalName()) && isThrowable(existing)) {
            return existing;
        }
        return generated.canonicalName();
    }

    private boolean isThrowable(String name) {
        return api.find(name).map(type -> type.isA("java.lang.Throwable")).orElse(false);
    }

    /** The name of the exception class for a C++ type: with Java's ending. */
    private ClassName exceptionName(Node owner, String name) {
        String javaPackage = context.names().className(owner.id()).packageName();
        return generatedExceptions.computeIfAbsent(javaPackage + " " + name, key -> {
            String simple = Names.capitalize(Names.camel(name.substring(name.lastIndexOf(':') + 1)));
            return ClassName.get(javaPackage, simple.endsWith("Exception") ? simple : simple + "Exception");
        });
    }

    /** The exception class that has to be generated for a C++ type; empty if the type exists. */
    Optional<ClassName> generatedException(Node owner, ProxyField field) {
        String name = exception(owner, field);
        ClassName generated = exceptionName(owner, Objects.requireNonNull(field.exception()));
        return generated.canonicalName().equals(name) && !api.exists(name) ? Optional.of(generated) : Optional.empty();
    }

    /** The configured names that occur in no schema, sorted. */
    List<String> unusedJavaTypes() {
        return context.options().javaTypes().keySet().stream()
                .filter(name -> !usedJavaTypes.contains(name))
                .sorted()
                .toList();
    }
}

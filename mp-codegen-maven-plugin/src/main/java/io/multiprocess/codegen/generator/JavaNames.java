package io.multiprocess.codegen.generator;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Value;
import org.jspecify.annotations.Nullable;

import javax.lang.model.SourceVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names by which Java knows what is in a schema. Names depend on nothing but the node's own file (its declarations
 * and annotations) and the options, so a module that imports a file comes to the same names as the one that generated
 * its classes.
 *
 * <p><b>Package</b> of a file, the first of: the build's word about this file; the package its classes were generated
 * to, in a dependency; {@code $Java.package}; the build's package for files that name none; {@code $Cxx.namespace},
 * {@code ipc::capnp} becoming {@code ipc.capnp}; the folders it is in; the build's last resort.
 *
 * <p><b>Outer class</b>, the first of: the build's word; that of a dependency; {@code $Java.outerClassname}; the file's
 * name in upper camel case, with {@code Capnp} behind it if a declaration of the file, or the type that one of its
 * proxies implements, has that name. Files that are generated together and would come to one name get those of their
 * folders before it, as many as it takes; the index in the module's jar tells other modules.
 *
 * <p><b>Nested classes</b> have the names of the declarations; groups and unions that of the field, in upper camel case;
 * parameters and results of a method its name and {@code Params} or {@code Results}. A name that Java or the generated
 * code has taken ({@code Builder}, {@code Reader}, {@code Factory}, {@code Which}, that of a class around it) gets an
 * underscore behind it. Schemas cannot have underscores in names, so that never collides again.
 *
 * <p>Confined to the thread that generates.
 */
public final class JavaNames {
    private static final long PACKAGE_ANNOTATION = 0x9ee4c8f803b3b596L;
    private static final long OUTER_CLASSNAME_ANNOTATION = 0x9b066bb4881f7cd3L;
    private static final long PROXY_WRAP_ANNOTATION = 0xe6f46079b7b1405eL;
    private static final long JAVA_TYPE_ANNOTATION = 0xf631c3a6e7d8ce54L;
    private static final long CXX_NAMESPACE_ANNOTATION = 0xb9c6f99ebf805f2cL;

    /** Files whose classes the core has, or that would otherwise have no good name, by file id. */
    private static final Map<Long, ClassName> WELL_KNOWN = Map.of(
            0xb312981b2552a250L, ClassName.get("io.multiprocess.rpc.schema", "RpcProtocol"),
            0xa184c7885cdaf2a1L, ClassName.get("io.multiprocess.rpc.schema", "RpcTwoParty"),
            0xcc316e3f71a040fbL, ClassName.get("io.multiprocess.thread.schema", "ProxyProtocol"));

    private static final Set<String> STRUCT_RESERVED = Set.of("Builder", "Reader", "Factory", "Which", "Pipeline");
    private static final Set<String> INTERFACE_RESERVED = Set.of("Client", "Server");

    private final SchemaModel model;
    private final NamingOptions options;
    private final Map<Long, Long> methodStructOwners = new HashMap<>();
    private final Map<Long, ClassName> classNames = new HashMap<>();
    private final Map<Long, Map<Long, String>> nestedNames = new HashMap<>();
    private final Map<Long, String> keptApart = new HashMap<>();
    private final Set<String> wrappedTypes = new HashSet<>();

    /**
     * Starts naming.
     *
     * @param model the nodes
     * @param options what the build says
     */
    public JavaNames(SchemaModel model, NamingOptions options) {
        this.model = model;
        this.options = options;
        for (Node node : model.nodes()) {
            Node.Interface type = node.asInterface();
            if (type != null) {
                for (Method method : type.methods()) {
                    noteOwner(method.paramStructType(), node);
                    noteOwner(method.resultStructType(), node);
                }
            }
        }
        List<Node> files = model.requestedFiles().stream()
                .map(file -> model.node(file.id()))
                .toList();
        files.forEach(file -> wrappedNames(file).forEach(name -> wrappedTypes.add(javaPackage(file) + "." + name)));
        keepApart(files);
    }

    /** Files that would come to one class are told apart by the folders they are in. */
    private void keepApart(List<Node> files) {
        Map<String, List<Node>> byClass = new LinkedHashMap<>();
        for (Node file : files) {
            // Some file systems do not tell Foo.java from foo.java.
            String name = outerClass(file).canonicalName().toLowerCase(Locale.ROOT);
            byClass.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
        }
        byClass.values().stream().filter(clash -> clash.size() > 1).forEach(clash -> {
            Set<String> names = new HashSet<>();
            for (int folders = 1; names.size() < clash.size() && folders < 100; folders++) {
                names.clear();
                for (Node file : clash) {
                    if (isNamedByRule(file)) {
                        keptApart.put(file.id(), camel(tail(file.displayName(), folders + 1)));
                    }
                    names.add(outerClass(file).simpleName().toLowerCase(Locale.ROOT));
                }
            }
        });
    }

    private static String tail(String path, int names) {
        String[] parts = path.split("[/\\\\]", -1);
        return String.join("/", List.of(parts).subList(Math.max(0, parts.length - names), parts.length));
    }

    private boolean isNamedByRule(Node file) {
        NamingOptions.SchemaName said = said(file);
        return (said == null || said.outerClassname() == null)
                && known(file) == null
                && annotationText(file, OUTER_CLASSNAME_ANNOTATION).isEmpty();
    }

    private void noteOwner(long structId, Node owner) {
        model.find(structId)
                .filter(struct -> struct.scopeId() == 0)
                .ifPresent(struct -> methodStructOwners.putIfAbsent(structId, owner.id()));
    }

    /**
     * The node whose class holds a node's class: the scope; for the parameter or result struct of a method its
     * interface.
     *
     * @param node any node
     * @return the parent, or null for files
     */
    public @Nullable Node parent(Node node) {
        Long owner = methodStructOwners.get(node.id());
        if (owner != null) {
            return model.node(owner);
        }
        return node.scopeId() == 0 ? null : model.node(node.scopeId());
    }

    /**
     * The class that a struct, group, enum, interface or file becomes.
     *
     * @param nodeId id of the node
     * @return its class; the outer class for a file
     */
    public ClassName className(long nodeId) {
        ClassName known = classNames.get(nodeId);
        if (known == null) {
            Node node = model.node(nodeId);
            Node parent = parent(node);
            known = parent == null ? outerClass(node) : className(parent.id()).nestedClass(nestedName(parent, node));
            classNames.put(nodeId, known);
        }
        return known;
    }

    /**
     * {@return the reader class of a struct or group}
     *
     * @param structId id of its node
     */
    public ClassName reader(long structId) {
        return className(structId).nestedClass("Reader");
    }

    /**
     * {@return the builder class of a struct or group}
     *
     * @param structId id of its node
     */
    public ClassName builder(long structId) {
        return className(structId).nestedClass("Builder");
    }

    /**
     * {@return the client class of an interface, for calls without proxies}
     *
     * @param interfaceId id of its node
     */
    public ClassName client(long interfaceId) {
        return className(interfaceId).nestedClass("Client");
    }

    /**
     * {@return the server class of an interface, for objects without proxies}
     *
     * @param interfaceId id of its node
     */
    public ClassName server(long interfaceId) {
        return className(interfaceId).nestedClass("Server");
    }

    private ClassName outerClass(Node file) {
        NamingOptions.SchemaName said = said(file);
        String outerClass = said == null ? null : said.outerClassname();
        if (outerClass == null) {
            ClassName known = known(file);
            outerClass = known == null ? outerClassByRule(file) : known.simpleName();
        }
        return ClassName.get(javaPackage(file), outerClass);
    }

    private String javaPackage(Node file) {
        NamingOptions.SchemaName said = said(file);
        if (said != null && said.javaPackage() != null) {
            return said.javaPackage();
        }
        ClassName known = known(file);
        return known == null ? packageByRule(file) : known.packageName();
    }

    private NamingOptions.@Nullable SchemaName said(Node file) {
        for (NamingOptions.SchemaName said : options.schemas()) {
            if (said.matches(file.displayName())) {
                return said;
            }
        }
        return null;
    }

    private @Nullable ClassName known(Node file) {
        ClassName known = options.outerClasses().get(file.id());
        return known == null ? WELL_KNOWN.get(file.id()) : known;
    }

    private String packageByRule(Node file) {
        String annotated = annotationText(file, PACKAGE_ANNOTATION);
        if (!annotated.isEmpty()) {
            return annotated;
        }
        if (options.javaPackage() != null) {
            return options.javaPackage();
        }
        String namespace = annotationText(file, CXX_NAMESPACE_ANNOTATION);
        String folders = file.displayName().contains("/")
                ? file.displayName().substring(0, file.displayName().lastIndexOf('/'))
                : "";
        String found = packageOf(namespace.isEmpty() ? folders.split("[/\\\\]") : namespace.split("::"));
        return found.isEmpty() ? options.lastResort() : found;
    }

    /**
     * A Java package from any names.
     *
     * @param names the parts, innermost last; what Java does not allow in them is left out or escaped
     * @return the package; empty if nothing is left
     */
    public static String packageOf(String... names) {
        List<String> parts = new ArrayList<>();
        for (String name : names) {
            String part = name.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^_+|_+$", "");
            if (part.isEmpty()) {
                continue;
            }
            if (Character.isDigit(part.charAt(0))) {
                part = "_" + part;
            }
            parts.add(SourceVersion.isKeyword(part) ? part + "_" : part);
        }
        return String.join(".", parts);
    }

    private String outerClassByRule(Node file) {
        String annotated = annotationText(file, OUTER_CLASSNAME_ANNOTATION);
        if (!annotated.isEmpty()) {
            return annotated;
        }
        String result = keptApart.getOrDefault(file.id(), camel(file.name()));
        boolean taken =
                file.nestedNodes().stream().anyMatch(nested -> nested.name().equals(result))
                        || wrappedNames(file).contains(result)
                        || wrappedTypes.contains(javaPackage(file) + "." + result);
        return taken ? result + "Capnp" : result;
    }

    /** A class name from the path of a file. */
    private static String camel(String path) {
        String name = path.endsWith(".capnp") ? path.substring(0, path.length() - ".capnp".length()) : path;
        StringBuilder camel = new StringBuilder();
        boolean up = true;
        for (char c : name.replace("++", "xx").toCharArray()) {
            if (c > 'z' || !Character.isLetterOrDigit(c)) {
                up = true;
                continue;
            }
            camel.append(up ? Character.toUpperCase(c) : c);
            up = false;
        }
        if (camel.length() == 0 || Character.isDigit(camel.charAt(0))) {
            camel.insert(0, "Capnp");
        }
        return camel.toString();
    }

    /** The simple names of the types that a file's proxies implement: they may be in the same package. */
    private Set<String> wrappedNames(Node file) {
        Set<String> result = new HashSet<>();
        addWrappedNames(file, result);
        return result;
    }

    private void addWrappedNames(Node node, Set<String> names) {
        for (long annotation : new long[] {PROXY_WRAP_ANNOTATION, JAVA_TYPE_ANNOTATION}) {
            String wrapped = annotationText(node, annotation);
            if (!wrapped.isEmpty()) {
                String raw = wrapped.contains("<") ? wrapped.substring(0, wrapped.indexOf('<')) : wrapped;
                names.add(raw.substring(Math.max(raw.lastIndexOf('.'), raw.lastIndexOf(':')) + 1));
            }
        }
        for (Node.NestedNode nested : node.nestedNodes()) {
            model.find(nested.id()).ifPresent(inner -> addWrappedNames(inner, names));
        }
    }

    private static String annotationText(Node file, long annotationId) {
        AnnotationUse use = file.annotation(annotationId);
        return use == null ? "" : Value.text(use.value());
    }

    private String nestedName(Node parent, Node node) {
        String name = nestedNames
                .computeIfAbsent(parent.id(), id -> nameNested(parent))
                .get(node.id());
        if (name == null) {
            throw new IllegalStateException(node.displayName() + " is not in " + parent.displayName());
        }
        return name;
    }

    private Map<Long, String> nameNested(Node parent) {
        Set<String> taken = new HashSet<>(className(parent.id()).simpleNames());
        if (parent.asStruct() != null) {
            taken.addAll(STRUCT_RESERVED);
        } else if (parent.asInterface() != null) {
            taken.addAll(INTERFACE_RESERVED);
        }
        Map<Long, String> names = new HashMap<>();
        for (Node.NestedNode nested : parent.nestedNodes()) {
            names.put(nested.id(), claim(nested.name(), taken));
        }
        Node.Struct struct = parent.asStruct();
        if (struct != null) {
            for (Field field : struct.fieldsInCodeOrder()) {
                Field.Group group = field.asGroup();
                if (group != null) {
                    names.put(group.typeId(), claim(upperCamel(field.name()), taken));
                }
            }
        }
        Node.Interface type = parent.asInterface();
        if (type != null) {
            for (Method method : type.methods()) {
                if (Long.valueOf(parent.id()).equals(methodStructOwners.get(method.paramStructType()))) {
                    names.putIfAbsent(method.paramStructType(), claim(upperCamel(method.name()) + "Params", taken));
                }
                if (Long.valueOf(parent.id()).equals(methodStructOwners.get(method.resultStructType()))) {
                    names.putIfAbsent(method.resultStructType(), claim(upperCamel(method.name()) + "Results", taken));
                }
            }
        }
        return names;
    }

    private static String claim(String wanted, Set<String> taken) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /**
     * The generic parameters that a node's class has, in the order of its type parameters: those of the nodes around it
     * first.
     *
     * @param node a struct, group or interface
     * @return the parameters in scope
     */
    public List<TypeParameter> typeParameters(Node node) {
        List<Node> chain = new ArrayList<>();
        for (Node at = node; at != null; at = parent(at)) {
            chain.add(0, at);
        }
        Set<String> all = new HashSet<>();
        for (Node at : chain) {
            all.addAll(at.parameters());
        }
        // The innermost of several parameters of one name keeps it.
        Set<String> taken = new HashSet<>();
        List<TypeParameter> result = new ArrayList<>();
        for (int depth = chain.size() - 1; depth >= 0; depth--) {
            List<TypeParameter> own = new ArrayList<>();
            Node at = chain.get(depth);
            for (int i = 0; i < at.parameters().size(); i++) {
                String declared = at.parameters().get(i);
                String name = declared;
                int suffix = depth;
                while (taken.contains(name) || (!name.equals(declared) && all.contains(name))) {
                    name = declared + suffix;
                    suffix++;
                }
                taken.add(name);
                own.add(new TypeParameter(at.id(), i, name));
            }
            result.addAll(0, own);
        }
        return result;
    }

    /**
     * A generic parameter, as a generated class has it: two type variables, {@code T_Builder} and {@code T_Reader}.
     *
     * @param scopeId id of the node that declares it
     * @param index its place among that node's parameters
     * @param name its name, unique in the class
     */
    public record TypeParameter(long scopeId, int index, String name) {}

    /**
     * The part of accessor names that stands for a field: {@code get} and {@code set} go before it.
     *
     * @param name a field's name
     * @return the name with its first letter in upper case
     */
    public static String upperCamel(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /**
     * The name of a getter.
     *
     * @param field a field's name
     * @return {@code getFoo}; {@code getClass_} for {@code class}
     */
    public static String getter(String field) {
        String name = "get" + upperCamel(field);
        return name.equals("getClass") ? "getClass_" : name;
    }

    /**
     * The name of a constant of an enum, or of {@code which()}, or of a {@code const}.
     *
     * @param name the name in the schema, {@code fooBar}
     * @return {@code FOO_BAR}
     */
    public static String constant(String name) {
        StringBuilder result = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (i > 0 && c >= 'A' && c <= 'Z') {
                result.append('_');
            }
            result.append(c);
        }
        return result.toString().toUpperCase(Locale.ROOT);
    }

    /**
     * A name for a method, parameter or variable.
     *
     * @param name the name in the schema
     * @return the name, with an underscore behind it if it is a word of Java
     */
    public static String identifier(String name) {
        return SourceVersion.isKeyword(name) || name.equals("yield") ? name + "_" : name;
    }
}

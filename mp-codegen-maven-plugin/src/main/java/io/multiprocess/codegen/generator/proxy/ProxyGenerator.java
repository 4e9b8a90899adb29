package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.generator.SourceGenerator;
import io.multiprocess.codegen.javaapi.JavaApi;
import io.multiprocess.codegen.javaapi.JavaApiRequest;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.source.Location;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Generates proxies for the interfaces of all requested files that import {@code /mp/proxy.capnp}: first the Java types that do
 * not exist, then, with those and the module's own read by the compiler, everything else. <i>Confined to one thread.</i>
 */
public final class ProxyGenerator implements SourceGenerator {
    /** Makes a generator. */
    public ProxyGenerator() {}

    @Override
    public void generate(GenerationContext context) {
        if (!context.options().proxies()) {
            return;
        }
        JavaApiRequest request = request(context.options());
        Map<String, String> sources = new TreeMap<>();
        JavaTypes types;
        try (JavaApi api = JavaApi.open(request)) {
            UserConversions users =
                    new UserConversions(api, context.model(), context.options().conversions());
            types = new JavaTypes(context, api, users);
            if (types.isEmpty()) {
                warnOfUnused(context, types);
                return;
            }
            ApiTypes generated = new ApiTypes(context, types);
            for (JavaFile file : generated.write(roots(context, types))) {
                sources.put(file.packageName() + "." + file.typeSpec().name(), file.toString());
                context.emit(generated.origin(file), file);
            }
            // Choices look for what exists: those that were not made yet must not see this round's output.
            context.model().nodes().forEach(node -> types.choice(node.id()));
            if (sources.isEmpty()) {
                proxies(context, api, types, users);
            }
            api.files().forEach(context::dependsOn);
        } catch (MappingException e) {
            report(context, e, Location.NONE);
            return;
        }
        if (!sources.isEmpty()) {
            try (JavaApi api = JavaApi.open(request.withSources(sources))) {
                UserConversions users = new UserConversions(
                        api, context.model(), context.options().conversions());
                proxies(context, api, types, users);
                api.files().forEach(context::dependsOn);
            } catch (MappingException e) {
                report(context, e, Location.NONE);
            }
        }
        warnOfUnused(context, types);
    }

    private static void warnOfUnused(GenerationContext context, JavaTypes types) {
        types.unusedJavaTypes()
                .forEach(name ->
                        context.diagnostics().warning(Location.NONE, "javaTypes: no schema uses the name " + name));
    }

    private static JavaApiRequest request(GenerationOptions options) {
        GenerationOptions.JavaModule module = options.module();
        OptionalInt release = OptionalInt.empty();
        String said = module.release();
        if (said != null && said.matches("\\d+")) {
            release = OptionalInt.of(Integer.parseInt(said));
        }
        return new JavaApiRequest(
                module.sourceRoots(),
                module.classPath(),
                release,
                Optional.ofNullable(module.jdkHome()),
                module.encoding(),
                Map.of());
    }

    /** The interfaces that files which ask for proxies declare, and the structs and enums that name a Java type. */
    private static List<Node> roots(GenerationContext context, JavaTypes types) {
        List<Node> roots = new ArrayList<>();
        for (Node file : context.files()) {
            if (types.isRoot(file) && file.id() != ProxyAnnotations.PROXY_FILE) {
                roots(context, file, roots);
            }
        }
        return roots;
    }

    private static void roots(GenerationContext context, Node parent, List<Node> out) {
        for (Node.NestedNode nested : parent.nestedNodes()) {
            Node node = context.model().node(nested.id());
            boolean named = ProxyAnnotations.wrap(node.annotations()).isPresent()
                    || ProxyAnnotations.javaType(node.annotations()).isPresent();
            if (!node.isGeneric() && (node.asInterface() != null || named)) {
                out.add(node);
            }
            roots(context, node, out);
        }
    }

    private static void proxies(GenerationContext context, JavaApi api, JavaTypes types, UserConversions users) {
        Bindings bindings = new Bindings(api, types);
        ProxyIndex index = new ProxyIndex();
        for (Node node : roots(context, types)) {
            JavaTypes.Choice choice = types.choice(node.id()).orElse(null);
            if (choice == null) {
                continue;
            }
            Binding binding = bindings.find(node.id()).orElse(null);
            if (binding == null) {
                context.diagnostics()
                        .error(
                                node.location(),
                                choice.expression() + ", which " + node.name()
                                        + " stands for, is neither in the module's sources nor on its class path");
            } else if (node.asInterface() != null) {
                proxy(context, bindings, users, binding, index);
            } else {
                bindings.use(binding);
            }
        }
        for (Binding binding = bindings.nextUsed(); binding != null; binding = bindings.nextUsed()) {
            converter(context, bindings, users, binding);
        }
        if (!index.isEmpty()) {
            context.emitResource(Location.NONE, ProxyIndex.PATH, index.text());
        }
    }

    private static Conversions conversions(
            GenerationContext context, Bindings bindings, UserConversions users, Binding binding) {
        MessageTypes types = new MessageTypes(
                context.model(), context.names(), context.model().fileOf(binding.node()));
        return new Conversions(
                context.model(), bindings, types, users, binding.code().packageName());
    }

    private static void proxy(
            GenerationContext context, Bindings bindings, UserConversions users, Binding binding, ProxyIndex index) {
        Conversions conversions = conversions(context, bindings, users, binding);
        InterfacePlan plan = InterfacePlan.of(conversions, bindings, binding, context.diagnostics());
        if (plan == null) {
            return;
        }
        emit(context, binding, binding.client(), new ClientCode(plan, context.names(), conversions).write());
        emit(context, binding, binding.server(), new ServerCode(plan, conversions).write());
        index.add(context.model(), plan);
    }

    private static void converter(
            GenerationContext context, Bindings bindings, UserConversions users, Binding binding) {
        try {
            if (binding.node().asEnum() != null) {
                emit(context, binding, binding.enumeration(), EnumCode.write(binding, context.names()));
            } else {
                Conversions conversions = conversions(context, bindings, users, binding);
                emit(context, binding, binding.struct(), StructClassCode.write(binding, conversions));
            }
        } catch (MappingException e) {
            report(context, e, binding.node().location());
        }
    }

    private static void report(GenerationContext context, MappingException e, Location fallback) {
        Location location = e.location();
        context.diagnostics().error(location != null ? location : fallback, Objects.requireNonNull(e.getMessage()));
    }

    private static void emit(GenerationContext context, Binding binding, ClassName name, TypeSpec type) {
        context.emit(binding.node().location(), file(name.packageName(), binding.node(), type.toBuilder()));
    }

    /** A source file with the head that all generated files have. */
    static JavaFile file(String javaPackage, Node node, TypeSpec.Builder type) {
        String origin = node.displayName().substring(0, node.displayName().indexOf(':'));
        TypeSpec marked = type.addAnnotation(
                        AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
                                .addMember("value", "$S", ProxyGenerator.class.getName())
                                .addMember("comments", "$S", origin)
                                .build())
                .build();
        return JavaFile.builder(javaPackage, marked)
                .skipJavaLangImports(true)
                .indent("    ")
                .build();
    }
}

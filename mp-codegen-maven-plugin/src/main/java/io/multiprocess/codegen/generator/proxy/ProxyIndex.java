package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.model.SchemaModel;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file that tells other tools which proxies a jar holds. <i>Confined to one thread.</i> */
final class ProxyIndex {
    /** Its path in the jar. */
    static final String PATH = "META-INF/multiprocess/proxies.index";

    private final Map<String, String> lines = new TreeMap<>();

    void add(SchemaModel model, InterfacePlan plan) {
        Binding binding = plan.binding();
        ClassName java = binding.java().name();
        StringBuilder line = new StringBuilder(java.reflectionName())
                .append(" client=")
                .append(binding.client().reflectionName())
                .append(" server=")
                .append(binding.server().reflectionName())
                .append(" id=")
                .append(binding.node().hexId())
                .append(" construct=")
                .append(plan.construct().isPresent())
                .append(" destroy=")
                .append(plan.destroy().isPresent())
                .append(" schema=")
                .append(binding.node().displayName());
        String above = InterfacePlan.superIds(model, binding.node()).stream()
                .map(id -> String.format("0x%016x", id))
                .collect(Collectors.joining(","));
        if (!above.isEmpty()) {
            line.append(" extends=").append(above);
        }
        lines.put(java.reflectionName() + " " + binding.client(), line.toString());
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String text() {
        return "# libmultiprocess for Java, proxies index 1\n" + String.join("\n", lines.values()) + "\n";
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaMethod;
import io.multiprocess.codegen.javaapi.JavaParameter;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Superclass;
import io.multiprocess.codegen.source.DiagnosticLog;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How an interface of a schema and one of Java become each other. <i>Immutable.</i>
 *
 * @param binding the two
 * @param slots everything that can be called, inherited first, depth first
 * @param plans by index, for all but {@code construct} and {@code destroy}
 * @param construct the method that is called when a client is made
 * @param destroy the method that is called when a client is closed
 * @param close Java's {@code close()}, if it has one
 */
record InterfacePlan(
        Binding binding,
        List<MethodPlan.Slot> slots,
        Map<Integer, MethodPlan> plans,
        Optional<MethodPlan.Slot> construct,
        Optional<MethodPlan.Slot> destroy,
        Optional<JavaMethod> close) {

    InterfacePlan {
        slots = List.copyOf(slots);
        plans = Map.copyOf(plans);
    }

    /** The ids of all interfaces above this one. */
    static Set<Long> superIds(SchemaModel model, Node node) {
        Set<Long> ids = new LinkedHashSet<>();
        for (Superclass above : Objects.requireNonNull(node.asInterface()).superclasses()) {
            if (ids.add(above.id())) {
                ids.addAll(superIds(model, model.node(above.id())));
            }
        }
        return ids;
    }

    /** All methods that can be called on an interface: inherited first, depth first, as libmultiprocess lists them. */
    static List<MethodPlan.Slot> slots(SchemaModel model, Node node) {
        List<MethodPlan.Slot> slots = new ArrayList<>();
        collect(model, node, new HashSet<>(), new HashSet<>(), slots);
        return slots;
    }

    private static void collect(
            SchemaModel model, Node node, Set<Long> seen, Set<String> constants, List<MethodPlan.Slot> out) {
        if (!seen.add(node.id())) {
            return;
        }
        Node.Interface body = Objects.requireNonNull(node.asInterface());
        for (Superclass above : body.superclasses()) {
            collect(model, model.node(above.id()), seen, constants, out);
        }
        for (int id = 0; id < body.methods().size(); id++) {
            Method method = body.methods().get(id);
            String constant = Names.constant(method.name());
            if (!constants.add(constant)) {
                constant = Names.constant(node.name()) + "_" + constant;
                constants.add(constant);
            }
            out.add(new MethodPlan.Slot(out.size(), node, method, id, constant));
        }
    }

    /** Fits an interface; everything that does not fit goes to the log. Null if something did not. */
    static @Nullable InterfacePlan of(
            Conversions conversions, Bindings bindings, Binding binding, DiagnosticLog diagnostics) {
        JavaClass java = binding.java();
        Node node = binding.node();
        if (java.kind() != JavaClass.Kind.INTERFACE) {
            diagnostics.error(
                    node.location(),
                    "interface " + node.name() + " needs a Java interface, and " + java.name() + " (" + java.location()
                            + ") is none");
            return null;
        }
        if (!java.isPublic() && !java.name().packageName().equals(binding.code().packageName())) {
            diagnostics.error(
                    node.location(),
                    java.name() + " (" + java.location() + ") is not public, and its proxies are in another package, "
                            + binding.code().packageName());
            return null;
        }
        List<MethodPlan.Slot> slots = slots(conversions.model(), node);
        Map<Integer, MethodPlan> plans = new LinkedHashMap<>();
        Set<String> implemented = new HashSet<>();
        Optional<MethodPlan.Slot> construct = Optional.empty();
        Optional<MethodPlan.Slot> destroy = Optional.empty();
        boolean good = true;
        for (MethodPlan.Slot slot : slots) {
            if (slot.method().name().equals("construct")) {
                construct = Optional.of(slot);
            } else if (slot.method().name().equals("destroy")) {
                destroy = Optional.of(slot);
            } else {
                MethodPlan plan = plan(conversions, bindings, binding, slot, diagnostics);
                if (plan == null) {
                    good = false;
                } else {
                    plans.put(slot.index(), plan);
                    if (!implemented.add(erased(plan.java()))) {
                        diagnostics.error(
                                slot.method().location(),
                                "another method of the schema stands for "
                                        + plan.java().signature() + " ("
                                        + plan.java().location() + ") already; tell them apart with $Proxy.name");
                        good = false;
                    }
                }
            }
        }
        if (good) {
            for (JavaMethod method : java.methods()) {
                if (method.isAbstract()
                        && !isClose(method)
                        && !isOfObject(method)
                        && !implemented.contains(erased(method))) {
                    diagnostics.error(
                            node.location(),
                            "interface " + node.name() + " has no method for "
                                    + method.owner().simpleName() + "." + method.name() + ": " + method.signature()
                                    + " (" + method.location() + ")");
                    good = false;
                }
            }
        }
        if (good) {
            warnOfMissingThreads(conversions, bindings, binding, slots, diagnostics);
        }
        Optional<JavaMethod> close =
                java.methods().stream().filter(InterfacePlan::isClose).findFirst();
        return good ? new InterfacePlan(binding, slots, plans, construct, destroy, close) : null;
    }

    /**
     * An interface that no other one passes is the first of its connection, and calls with a context need the thread maps that its
     * {@code construct} trades. The Spring Boot starter trades them by itself.
     */
    private static void warnOfMissingThreads(
            Conversions conversions,
            Bindings bindings,
            Binding binding,
            List<MethodPlan.Slot> slots,
            DiagnosticLog diagnostics) {
        Node node = binding.node();
        boolean trades = false;
        MethodPlan.Slot first = null;
        for (MethodPlan.Slot slot : slots) {
            MethodFields fields = MethodFields.of(conversions.model(), slot.method());
            trades = trades || !fields.threadMaps().isEmpty();
            if (first == null && fields.context().isPresent()) {
                first = slot;
            }
        }
        if (trades
                || first == null
                || Passed.interfaces(conversions.model()).contains(node.id())
                || bindings.api().exists(RuntimeNames.SERVICE_ANNOTATION)) {
            return;
        }
        diagnostics.warning(
                node.location(),
                "no interface passes " + node.name() + ", so it is the first of a connection, and its method '"
                        + first.method().name() + "' has a Proxy.Context, which needs thread maps: add"
                        + " `construct @"
                        + Objects.requireNonNull(node.asInterface()).methods().size()
                        + " (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);`");
    }

    private static boolean isClose(JavaMethod method) {
        return method.name().equals("close")
                && method.parameters().isEmpty()
                && method.returnType().isVoid();
    }

    private static boolean isOfObject(JavaMethod method) {
        return switch (method.name()) {
            case "hashCode", "toString" -> method.parameters().isEmpty();
            case "equals" ->
                method.parameters().size() == 1
                        && method.parameters().get(0).type().is("java.lang.Object");
            default -> false;
        };
    }

    private static String erased(JavaMethod method) {
        StringBuilder out = new StringBuilder(method.name()).append('(');
        for (JavaParameter parameter : method.parameters()) {
            out.append(parameter
                            .type()
                            .rawClass()
                            .map(ClassName::toString)
                            .orElse(parameter.type().name().toString()))
                    .append(',');
        }
        return out.toString();
    }

    private static @Nullable MethodPlan plan(
            Conversions conversions,
            Bindings bindings,
            Binding binding,
            MethodPlan.Slot slot,
            DiagnosticLog diagnostics) {
        JavaClass java = binding.java();
        Method method = slot.method();
        Optional<String> annotated = ProxyAnnotations.name(method.annotations());
        List<JavaMethod> candidates = new ArrayList<>();
        for (String name : Names.candidates(method.name(), annotated.orElse(method.name()))) {
            for (JavaMethod found : java.methods(name)) {
                if (!found.isStatic() && !found.isPrivate() && !candidates.contains(found)) {
                    candidates.add(found);
                }
            }
        }
        if (candidates.isEmpty() && method.name().equals("call")) {
            java.functionalMethod().ifPresent(candidates::add);
        }
        if (candidates.isEmpty()) {
            diagnostics.error(
                    method.location(),
                    java.name().simpleName() + " (" + java.location() + ") has no method '"
                            + Names.camel(annotated.orElse(method.name())) + "'");
            return null;
        }
        MappingException nearest = null;
        int nearestDistance = Integer.MAX_VALUE;
        MethodPlan best = null;
        int wanted = MethodFields.of(conversions.model(), method).javaParameters();
        for (JavaMethod candidate : candidates) {
            try {
                MethodPlan plan = MethodPlan.of(conversions, bindings, slot, candidate);
                if (best == null || (!best.java().isAbstract() && candidate.isAbstract())) {
                    best = plan;
                } else if (candidate.isAbstract()
                        && candidate.name().equals(best.java().name())) {
                    diagnostics.error(
                            method.location(),
                            "method '" + method.name() + "' fits both "
                                    + best.java().signature() + " ("
                                    + best.java().location() + ") and " + candidate.signature() + " ("
                                    + candidate.location()
                                    + "); give one of them another name, and say it with $Proxy.name");
                    return null;
                }
            } catch (MappingException e) {
                int distance = Math.abs(candidate.parameters().size() - wanted);
                if (distance < nearestDistance) {
                    nearest = e;
                    nearestDistance = distance;
                }
            }
        }
        if (best == null) {
            MappingException failure = Objects.requireNonNull(nearest);
            diagnostics.error(
                    failure.location() != null ? failure.location() : method.location(),
                    failure.getMessage()
                            + (candidates.size() > 1
                                    ? " (and none of the " + candidates.size() + " methods of that name fits)"
                                    : ""));
        }
        return best;
    }
}

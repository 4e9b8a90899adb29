package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.javaapi.JavaType;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes the class of an interface's proxies that receive calls. <i>Confined to one thread.</i> */
final class ServerCode {
    private final InterfacePlan plan;
    private final Conversions conversions;
    private final ClassCode code;
    private final ClassName server;
    private final TypeName java;
    private final Map<Integer, String> methodNames = new LinkedHashMap<>();

    ServerCode(InterfacePlan plan, Conversions conversions) {
        this.plan = plan;
        this.conversions = conversions;
        this.server = plan.binding().server();
        this.java = plan.binding().java().type();
        this.code = new ClassCode(server);
        Scope taken = new Scope(
                code,
                "invoke",
                "buildException",
                "destroy",
                "impl",
                "toString",
                "hashCode",
                "equals",
                "getClass",
                "notify",
                "notifyAll",
                "wait",
                "finalize",
                "clone");
        for (MethodPlan.Slot slot : plan.slots()) {
            if (plan.destroy().filter(slot::equals).isEmpty()) {
                methodNames.put(slot.index(), taken.local(slot.method().name()));
            }
        }
        methodNames.values().forEach(code::reserve);
    }

    TypeSpec write() {
        TypeSpec.Builder type = TypeSpec.classBuilder(server)
                .addJavadoc(
                        "Serves a {@link $T} to another process.\n",
                        plan.binding().java().name())
                .addModifiers(Modifier.FINAL)
                .superclass(ParameterizedTypeName.get(RuntimeNames.PROXY_SERVER, java));
        type.addMethod(MethodSpec.constructorBuilder()
                .addParameter(java, "impl")
                .addParameter(RuntimeNames.PROXY_SERVER_CONTEXT, "context")
                .addStatement("super($T.TYPE, impl, context)", plan.binding().client())
                .build());
        type.addMethod(invoke());
        List<MethodSpec> methods = new ArrayList<>();
        for (MethodPlan.Slot slot : plan.slots()) {
            MethodPlan method = plan.plans().get(slot.index());
            if (method != null) {
                methods.add(method(method));
            } else if (plan.construct().filter(slot::equals).isPresent()) {
                methods.add(construct(slot));
            }
        }
        methods.forEach(type::addMethod);
        MethodSpec exceptions = buildException();
        if (exceptions != null) {
            type.addMethod(exceptions);
        }
        code.addTo(type);
        return type.build();
    }

    private MethodSpec invoke() {
        CodeBlock.Builder body = CodeBlock.builder().beginControlFlow("switch (call.methodIndex())");
        for (MethodPlan.Slot slot : plan.slots()) {
            body.addStatement("case $L -> $N(call)", slot.index(), methodNames.getOrDefault(slot.index(), "destroy"));
        }
        body.addStatement("default -> throw call.unimplemented()").endControlFlow();
        return MethodSpec.methodBuilder("invoke")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(RuntimeNames.SERVER_INVOKE_CONTEXT, "call")
                .addException(Exception.class)
                .addCode(body.build())
                .build();
    }

    private Type paramsType(MethodPlan.Slot slot) {
        return new Type.StructRef(slot.method().paramStructType(), slot.method().paramBrand());
    }

    private Type resultsType(MethodPlan.Slot slot) {
        return new Type.StructRef(
                slot.method().resultStructType(), slot.method().resultBrand());
    }

    private void params(CodeBlock.Builder body, MethodPlan.Slot slot) {
        Type type = paramsType(slot);
        body.addStatement(
                "$T params = call.params($L)",
                conversions.types().reader(type),
                conversions.types().factory(type));
    }

    private CodeBlock results(MethodPlan.Slot slot) {
        return CodeBlock.of("call.results($L)", conversions.types().factory(resultsType(slot)));
    }

    private void resultsVariable(CodeBlock.Builder body, MethodPlan.Slot slot) {
        body.addStatement("$T results = $L", conversions.types().builder(resultsType(slot)), results(slot));
    }

    private static void readThreadMaps(CodeBlock.Builder body, MethodFields fields) {
        for (ProxyField map : fields.threadMaps()) {
            if (map.in()) {
                body.addStatement("$T.read(call, params.$L())", RuntimeNames.THREAD_MAPS, JavaNames.getter(map.name()));
            }
        }
    }

    private static void buildThreadMaps(CodeBlock.Builder body, MethodFields fields) {
        for (ProxyField map : fields.threadMaps()) {
            if (map.out()) {
                body.addStatement(
                        "results.set$L(call.capabilities(), $T.build(call))",
                        JavaNames.upperCamel(map.name()),
                        RuntimeNames.THREAD_MAPS);
            }
        }
    }

    private MethodSpec construct(MethodPlan.Slot slot) {
        MethodFields fields = MethodFields.of(conversions.model(), slot.method());
        CodeBlock.Builder body = CodeBlock.builder();
        if (fields.threadMaps().stream().anyMatch(ProxyField::in)) {
            params(body, slot);
            readThreadMaps(body, fields);
        }
        if (fields.threadMaps().stream().anyMatch(ProxyField::out)) {
            resultsVariable(body, slot);
            buildThreadMaps(body, fields);
        }
        return start(slot).addCode(body.build()).build();
    }

    private MethodSpec.Builder start(MethodPlan.Slot slot) {
        return MethodSpec.methodBuilder(Objects.requireNonNull(methodNames.get(slot.index())))
                .addModifiers(Modifier.PRIVATE)
                .addParameter(RuntimeNames.SERVER_INVOKE_CONTEXT, "call");
    }

    private MethodSpec method(MethodPlan method) {
        MethodPlan.Slot slot = method.slot();
        Scope scope = new Scope(code, "call", "params", "results");
        boolean hasLambda = method.isAsync()
                || method.arguments().stream()
                        .anyMatch(argument -> argument.passing().isPresent());
        if (hasLambda) {
            scope.local("value");
        }
        MethodSpec.Builder out = start(slot);
        for (JavaType thrown : method.java().thrown()) {
            out.addException(thrown.name());
        }
        CodeBlock.Builder body = CodeBlock.builder();
        if (method.hasParams()) {
            params(body, slot);
        }
        readThreadMaps(body, method.fields());
        Map<ProxyField, String> wants = new LinkedHashMap<>();
        List<CodeBlock> arguments = new ArrayList<>();
        List<String> locals = new ArrayList<>();
        MethodPlan.Argument passing = null;
        for (MethodPlan.Argument argument : method.arguments()) {
            String local = scope.local(argument.name());
            locals.add(local);
            if (argument.passing().isPresent() && method.outputs().isEmpty()) {
                passing = argument;
                arguments.add(CodeBlock.of("$N", "value"));
                continue;
            }
            argument(body, scope, argument, local);
            arguments.add(CodeBlock.of("$N", local));
        }
        for (MethodPlan.Output output : method.outputs()) {
            Field want = output.field().want();
            if (want != null) {
                String local = scope.local(want.name());
                body.addStatement("boolean $N = params.$L()", local, JavaNames.getter(want.name()));
                wants.put(output.field(), local);
            }
        }
        CodeBlock invoked = CodeBlock.of("impl(call).$N($L)", method.java().name(), CodeBlock.join(arguments, ", "));
        if (passing != null) {
            out.addException(Exception.class);
            pass(body, scope, method, passing, invoked);
        } else if (method.isAsync()) {
            async(body, method, wants, invoked);
        } else {
            answer(body, scope, method, locals, wants, invoked);
        }
        return out.addCode(body.build()).build();
    }

    private static void argument(CodeBlock.Builder body, Scope scope, MethodPlan.Argument argument, String local) {
        ProxyField field = argument.field();
        TypeName type = argument.parameter().type().name();
        CodeBlock value = argument.in() == null
                ? CodeBlock.of("")
                : argument.in()
                        .read(
                                scope,
                                StructShape.source(
                                        Objects.requireNonNull(field.param()),
                                        field.paramHas(),
                                        argument.within()
                                                .map(struct ->
                                                        CodeBlock.of("params.$L()", JavaNames.getter(struct.name())))
                                                .orElse(CodeBlock.of("params"))));
        if (argument.mode() != MethodPlan.Mode.HOLDER) {
            body.addStatement("$T $N = $L", type, local, value);
            return;
        }
        boolean generic = type instanceof ParameterizedTypeName;
        TypeName raw =
                argument.parameter().type().rawClass().<TypeName>map(c -> c).orElse(type);
        CodeBlock made = CodeBlock.of(generic ? "new $T<>($L)" : "new $T($L)", raw, value);
        body.addStatement(
                "$T $N = $L",
                type,
                local,
                field.want() == null
                        ? made
                        : CodeBlock.of(
                                "params.$L() ? $L : null",
                                JavaNames.getter(field.want().name()),
                                made));
    }

    private void pass(
            CodeBlock.Builder body, Scope scope, MethodPlan method, MethodPlan.Argument passing, CodeBlock invoked) {
        Source source = StructShape.source(
                Objects.requireNonNull(passing.field().param()), passing.field().paramHas(), CodeBlock.of("params"));
        body.addStatement(
                "$N.pass(call, $L, $L.init$L(), value -> $L)",
                scope.owner().instance(passing.passing().orElseThrow()),
                source.value(),
                results(method.slot()),
                JavaNames.upperCamel(passing.field().name()),
                invoked);
    }

    private void answer(
            CodeBlock.Builder body,
            Scope scope,
            MethodPlan method,
            List<String> locals,
            Map<ProxyField, String> wants,
            CodeBlock invoked) {
        boolean threadMaps = method.fields().threadMaps().stream().anyMatch(ProxyField::out);
        String result = null;
        if (method.outputs().isEmpty()) {
            body.addStatement("$L", invoked);
        } else {
            result = scope.local("result");
            body.addStatement("$T $N = $L", method.returnType().name(), result, invoked);
        }
        boolean builds = result != null
                || threadMaps
                || method.arguments().stream().anyMatch(argument -> argument.out() != null);
        if (!builds) {
            return;
        }
        resultsVariable(body, method.slot());
        buildThreadMaps(body, method.fields());
        for (int i = 0; i < locals.size(); i++) {
            MethodPlan.Argument argument = method.arguments().get(i);
            Conversion out = argument.out();
            if (out == null) {
                continue;
            }
            boolean wanted = argument.field().want() != null && argument.mode() == MethodPlan.Mode.HOLDER;
            if (wanted) {
                body.beginControlFlow("if ($N != null)", locals.get(i));
            }
            out.build(
                    scope,
                    body,
                    StructShape.target(
                            scope,
                            Objects.requireNonNull(argument.field().result()),
                            argument.field().resultHas(),
                            "results"),
                    argument.mode() == MethodPlan.Mode.HOLDER
                            ? CodeBlock.of("$N.get()", locals.get(i))
                            : CodeBlock.of("$N", locals.get(i)));
            if (wanted) {
                body.endControlFlow();
            }
        }
        if (result != null) {
            outputs(body, scope, method, wants, result);
        }
    }

    private static void outputs(
            CodeBlock.Builder body, Scope scope, MethodPlan method, Map<ProxyField, String> wants, String result) {
        for (MethodPlan.Output output : method.outputs()) {
            String want = wants.get(output.field());
            if (want != null) {
                body.beginControlFlow("if ($N)", want);
            }
            CodeBlock value = method.outcome() == null
                    ? CodeBlock.of("$N", result)
                    : CodeBlock.of("$N.$L", result, output.getter());
            output.conversion()
                    .build(
                            scope,
                            body,
                            StructShape.target(
                                    scope,
                                    Objects.requireNonNull(output.field().result()),
                                    output.field().resultHas(),
                                    "results"),
                            value);
            if (want != null) {
                body.endControlFlow();
            }
        }
    }

    private void async(CodeBlock.Builder body, MethodPlan method, Map<ProxyField, String> wants, CodeBlock invoked) {
        if (method.outputs().isEmpty()) {
            body.addStatement("call.completeWith($L)", invoked);
            return;
        }
        Scope scope = new Scope(code, "call", "params", "results", "value");
        CodeBlock.Builder lambda = CodeBlock.builder();
        resultsVariable(lambda, method.slot());
        outputs(lambda, scope, method, wants, "value");
        body.add("call.completeWith($L, value -> {\n$>", invoked)
                .add(lambda.build())
                .add("$<});\n");
    }

    private @Nullable MethodSpec buildException() {
        CodeBlock.Builder body = CodeBlock.builder();
        for (MethodPlan.Slot slot : plan.slots()) {
            MethodPlan method = plan.plans().get(slot.index());
            if (method == null || method.exceptions().isEmpty()) {
                continue;
            }
            // libmultiprocess nests one try block per exception: the one declared last catches first.
            List<MethodPlan.Failure> failures = new ArrayList<>(method.exceptions());
            Collections.reverse(failures);
            for (MethodPlan.Failure failure : failures) {
                Scope scope = new Scope(code, "call", "failure", "error", "results");
                body.beginControlFlow(
                        "if (call.methodIndex() == $L && failure instanceof $T error)",
                        slot.index(),
                        failure.java().name());
                resultsVariable(body, slot);
                CodeBlock value = failure.fromText()
                        ? CodeBlock.of("$T.message(error)", RuntimeNames.FAILURES)
                        : CodeBlock.of("error.$L", failure.getter());
                failure.payload()
                        .build(
                                scope,
                                body,
                                StructShape.target(
                                        scope,
                                        Objects.requireNonNull(failure.field().result()),
                                        failure.field().resultHas(),
                                        "results"),
                                value);
                body.addStatement("return true").endControlFlow();
            }
        }
        if (body.isEmpty()) {
            return null;
        }
        return MethodSpec.methodBuilder("buildException")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(TypeName.BOOLEAN)
                .addParameter(RuntimeNames.SERVER_INVOKE_CONTEXT, "call")
                .addParameter(Throwable.class, "failure")
                .addCode(body.addStatement("return false").build())
                .build();
    }
}

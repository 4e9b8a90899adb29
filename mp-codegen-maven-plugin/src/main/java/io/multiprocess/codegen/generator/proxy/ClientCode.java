package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.javaapi.JavaMethod;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.Type;

import javax.lang.model.element.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes the class of an interface's proxies that send calls. <i>Confined to one thread.</i> */
final class ClientCode {
    private final InterfacePlan plan;
    private final JavaNames names;
    private final Conversions conversions;
    private final ClassCode code;
    private final ClassName client;
    private final TypeName java;

    ClientCode(InterfacePlan plan, JavaNames names, Conversions conversions) {
        this.plan = plan;
        this.names = names;
        this.conversions = conversions;
        this.client = plan.binding().client();
        this.java = plan.binding().java().type();
        this.code = new ClassCode(client);
        plan.binding().java().methods().forEach(method -> code.reserve(method.name()));
    }

    TypeSpec write() {
        ClassName simple = plan.binding().java().name();
        TypeSpec.Builder type = TypeSpec.classBuilder(client)
                .addJavadoc("Calls a {@link $T} in another process.\n", simple)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .superclass(ParameterizedTypeName.get(RuntimeNames.PROXY_CLIENT, java))
                .addSuperinterface(java);
        for (MethodPlan.Slot slot : plan.slots()) {
            type.addField(descriptor(slot));
        }
        type.addField(typeConstant());
        List<MethodSpec> methods = new ArrayList<>();
        for (MethodPlan.Slot slot : plan.slots()) {
            MethodPlan method = plan.plans().get(slot.index());
            if (method != null) {
                methods.add(method(method));
                pipelined(method).ifPresent(java -> methods.add(pipelined(method, java)));
            }
        }
        type.addMethod(MethodSpec.constructorBuilder()
                .addParameter(RuntimeNames.PROXY_CONTEXT, "context")
                .addStatement("super(context)")
                .build());
        methods.forEach(type::addMethod);
        plan.close()
                .ifPresent(close -> type.addMethod(MethodSpec.methodBuilder("close")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .addStatement("context.close()")
                        .build()));
        code.addTo(type);
        return type.build();
    }

    private FieldSpec descriptor(MethodPlan.Slot slot) {
        Node.Struct params = Objects.requireNonNull(
                conversions.model().node(slot.method().paramStructType()).asStruct());
        CodeBlock context = CodeBlock.of("$T.NO_CONTEXT", RuntimeNames.PROXY_METHOD);
        int words = 1 + params.dataWordCount() + params.pointerCount();
        for (Field field : params.fields()) {
            Field.Slot place = field.asSlot();
            if (place == null || !place.type().kind().isPointer()) {
                continue;
            }
            if (place.type() instanceof Type.StructRef ref && ref.typeId() == ProxyAnnotations.CONTEXT) {
                context = CodeBlock.of("$L", place.offset());
                words += 2;
            } else if (place.type().kind() != Type.Kind.INTERFACE) {
                words += 8;
            }
        }
        MethodPlan method = plan.plans().get(slot.index());
        return FieldSpec.builder(RuntimeNames.PROXY_METHOD, slot.constant(), Modifier.STATIC, Modifier.FINAL)
                .initializer(
                        "$T.of($L, $T.ID, $L, $S, $L, $L)$L",
                        RuntimeNames.PROXY_METHOD,
                        slot.index(),
                        names.className(slot.owner().id()),
                        slot.methodId(),
                        slot.owner().name() + "." + slot.method().name(),
                        words,
                        context,
                        method != null && method.copies() ? ".copied()" : "")
                .build();
    }

    private FieldSpec typeConstant() {
        Node node = plan.binding().node();
        CodeBlock.Builder arguments = CodeBlock.builder()
                .add(
                        "$T.class, $S, $T.ID",
                        plan.binding().java().name(),
                        node.displayName(),
                        names.className(node.id()));
        for (MethodPlan.Slot slot : plan.slots()) {
            arguments.add(", $N", slot.constant());
        }
        ParameterizedTypeName type = ParameterizedTypeName.get(RuntimeNames.PROXY_TYPE, java);
        TypeSpec.Builder body =
                TypeSpec.anonymousClassBuilder(arguments.build()).superclass(type);
        body.addMethod(MethodSpec.methodBuilder("newClient")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(java)
                .addParameter(RuntimeNames.PROXY_CONTEXT, "context")
                .addStatement("return new $T(context)", client)
                .build());
        body.addMethod(MethodSpec.methodBuilder("newServer")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(RuntimeNames.PROXY_SERVER, java))
                .addParameter(java, "impl")
                .addParameter(RuntimeNames.PROXY_SERVER_CONTEXT, "context")
                .addStatement("return new $T(impl, context)", plan.binding().server())
                .build());
        plan.construct().ifPresent(slot -> body.addMethod(lifetime("construct", slot)));
        plan.destroy().ifPresent(slot -> body.addMethod(lifetime("destroy", slot)));
        return FieldSpec.builder(type, "TYPE", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc(
                        "How to make proxies of {@link $T}.\n",
                        plan.binding().java().name())
                .initializer("$L", body.build())
                .build();
    }

    private MethodSpec lifetime(String name, MethodPlan.Slot slot) {
        MethodFields fields = MethodFields.of(conversions.model(), slot.method());
        CodeBlock.Builder body = CodeBlock.builder();
        begin(body, slot, fields, !fields.threadMaps().isEmpty(), "begin");
        threadMaps(body, fields, true);
        boolean out = fields.threadMaps().stream().anyMatch(ProxyField::out);
        if (out) {
            beginReading(body);
            body.addStatement("$T results = call.invoke($L)", results(slot), resultsFactory(slot));
            threadMaps(body, fields, false);
            endReading(body);
        } else {
            body.addStatement("call.invoke()");
        }
        body.endControlFlow();
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .addParameter(RuntimeNames.PROXY_CONTEXT, "context")
                .addException(Exception.class)
                .addCode(body.build())
                .build();
    }

    private void begin(
            CodeBlock.Builder body, MethodPlan.Slot slot, MethodFields fields, boolean hasParams, String begin) {
        body.beginControlFlow(
                "try ($T call = context.$L($N))", RuntimeNames.CLIENT_INVOKE_CONTEXT, begin, slot.constant());
        boolean context = fields.context().isPresent();
        if (context || hasParams) {
            body.addStatement("$T params = call.params($L)", params(slot), paramsFactory(slot));
        }
        if (context) {
            body.addStatement(
                    "call.buildContext(params.init$L())",
                    JavaNames.upperCamel(fields.context().get().name()));
        }
    }

    /** Begins what may meet malformed results, up to {@link #endReading}. */
    private static void beginReading(CodeBlock.Builder body) {
        body.beginControlFlow("try");
    }

    private static void endReading(CodeBlock.Builder body) {
        body.nextControlFlow("catch ($T failure)", RuntimeException.class);
        body.addStatement("throw call.readingFailed(failure)");
        body.endControlFlow();
    }

    private static void threadMaps(CodeBlock.Builder body, MethodFields fields, boolean build) {
        for (ProxyField map : fields.threadMaps()) {
            if (build && map.in()) {
                body.addStatement(
                        "params.set$L(call.capabilities(), $T.build(call))",
                        JavaNames.upperCamel(map.name()),
                        RuntimeNames.THREAD_MAPS);
            } else if (!build && map.out()) {
                body.addStatement(
                        "$T.read(call, results.$L())", RuntimeNames.THREAD_MAPS, JavaNames.getter(map.name()));
            }
        }
    }

    private TypeName params(MethodPlan.Slot slot) {
        return conversions.types().builder(paramsType(slot));
    }

    private static Type paramsType(MethodPlan.Slot slot) {
        return new Type.StructRef(slot.method().paramStructType(), slot.method().paramBrand());
    }

    private CodeBlock paramsFactory(MethodPlan.Slot slot) {
        return conversions.types().factory(paramsType(slot));
    }

    private static Type resultsType(MethodPlan.Slot slot) {
        return new Type.StructRef(
                slot.method().resultStructType(), slot.method().resultBrand());
    }

    private TypeName results(MethodPlan.Slot slot) {
        return conversions.types().reader(resultsType(slot));
    }

    private CodeBlock resultsFactory(MethodPlan.Slot slot) {
        return conversions.types().factory(resultsType(slot));
    }

    private MethodSpec method(MethodPlan method) {
        MethodPlan.Slot slot = method.slot();
        MethodSpec.Builder out = MethodSpec.methodBuilder(method.java().name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addTypeVariables(method.java().typeParameters())
                .returns(method.java().returnType().name());
        for (MethodPlan.Failure failure : method.exceptions()) {
            boolean isChecked = !failure.java().isA("java.lang.RuntimeException")
                    && !failure.java().isA("java.lang.Error");
            if (isChecked && !method.isAsync()) {
                out.addException(failure.java().name());
            }
        }
        Scope scope = new Scope(code, "call", "params", "results", "context", "failure");
        List<String> locals = parameters(out, scope, method);
        CodeBlock.Builder body = CodeBlock.builder();
        begin(body, slot, method.fields(), method.hasParams(), method.isAsync() ? "beginAsync" : "begin");
        threadMaps(body, method.fields(), true);
        arguments(body, scope, method, locals);
        for (MethodPlan.Output output : method.outputs()) {
            Field want = output.field().want();
            if (want != null) {
                body.addStatement("params.set$L(true)", JavaNames.upperCamel(want.name()));
            }
        }
        if (method.isAsync()) {
            async(body, method);
        } else {
            answer(body, scope, method, locals);
        }
        body.endControlFlow();
        return out.addCode(body.build()).build();
    }

    private static List<String> parameters(MethodSpec.Builder out, Scope scope, MethodPlan method) {
        List<String> locals = new ArrayList<>();
        for (MethodPlan.Argument argument : method.arguments()) {
            String local = scope.local(argument.name());
            locals.add(local);
            out.addParameter(ParameterSpec.builder(argument.parameter().type().name(), local)
                    .build());
        }
        return locals;
    }

    private void arguments(CodeBlock.Builder body, Scope scope, MethodPlan method, List<String> locals) {
        Map<ProxyField, String> started = new HashMap<>();
        for (int i = 0; i < locals.size(); i++) {
            MethodPlan.Argument argument = method.arguments().get(i);
            ProxyField within = argument.within().orElse(null);
            if (within == null) {
                argument(body, scope, argument, locals.get(i));
                continue;
            }
            String struct = started.get(within);
            if (struct == null) {
                struct = scope.local(within.name());
                started.put(within, struct);
                body.addStatement(
                        "$T $N = params.init$L()",
                        conversions.types().builder(Objects.requireNonNull(within.paramType())),
                        struct,
                        JavaNames.upperCamel(within.name()));
            }
            Objects.requireNonNull(argument.in())
                    .build(
                            scope,
                            body,
                            StructShape.target(
                                    scope,
                                    Objects.requireNonNull(argument.field().param()),
                                    argument.field().paramHas(),
                                    struct),
                            CodeBlock.of("$N", locals.get(i)));
        }
    }

    /** The Java method that makes the same call without waiting for the object that it returns, if there is one. */
    private Optional<JavaMethod> pipelined(MethodPlan method) {
        if (!method.isPipelinable()) {
            return Optional.empty();
        }
        String name = Names.pipelined(method.java().name());
        boolean taken = plan.plans().values().stream()
                .anyMatch(other -> other.java().name().equals(name));
        return plan.binding().java().methods(name).stream()
                .filter(java -> !taken
                        && !java.isStatic()
                        && !java.isPrivate()
                        && java.returnType()
                                .name()
                                .equals(method.java().returnType().name())
                        && types(java).equals(types(method.java())))
                .findFirst();
    }

    private static List<TypeName> types(JavaMethod method) {
        return method.parameters().stream()
                .map(parameter -> parameter.type().name())
                .toList();
    }

    private MethodSpec pipelined(MethodPlan method, JavaMethod java) {
        MethodSpec.Builder out = MethodSpec.methodBuilder(java.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(java.returnType().name());
        Scope scope = new Scope(code, "call", "params", "context");
        List<String> locals = parameters(out, scope, method);
        MethodPlan.Output output = method.outputs().get(0);
        Field result = Objects.requireNonNull(output.field().result());
        CodeBlock.Builder body = CodeBlock.builder();
        begin(body, method.slot(), method.fields(), method.hasParams(), "beginAsync");
        arguments(body, scope, method, locals);
        body.addStatement(
                "return call.invokePipelined($T.TYPE, $L)",
                ((InterfaceConversion) output.conversion()).client(),
                Objects.requireNonNull(result.asSlot()).offset());
        return out.addCode(body.endControlFlow().build()).build();
    }

    private static void argument(CodeBlock.Builder body, Scope scope, MethodPlan.Argument argument, String local) {
        ProxyField field = argument.field();
        Conversion in = argument.in();
        boolean wanted = argument.mode() == MethodPlan.Mode.HOLDER && field.want() != null;
        if (wanted) {
            body.beginControlFlow("if ($N != null)", local);
            body.addStatement(
                    "params.set$L(true)",
                    JavaNames.upperCamel(Objects.requireNonNull(field.want()).name()));
        }
        if (in != null) {
            CodeBlock value = argument.mode() == MethodPlan.Mode.HOLDER
                    ? CodeBlock.of("$N.get()", local)
                    : CodeBlock.of("$N", local);
            in.build(
                    scope,
                    body,
                    StructShape.target(scope, Objects.requireNonNull(field.param()), field.paramHas(), "params"),
                    value);
        }
        if (wanted) {
            body.endControlFlow();
        }
    }

    private void answer(CodeBlock.Builder body, Scope scope, MethodPlan method, List<String> locals) {
        MethodPlan.Slot slot = method.slot();
        if (!method.hasResults()) {
            body.addStatement("call.invoke()");
            return;
        }
        beginReading(body);
        if (isOneExpression(method)) {
            MethodPlan.Output output = method.outputs().get(0);
            CodeBlock results = CodeBlock.of("call.invoke($L)", resultsFactory(slot));
            body.addStatement("return $L", read(scope, output, results));
        } else {
            results(body, scope, method, locals);
        }
        endReading(body);
    }

    private void results(CodeBlock.Builder body, Scope scope, MethodPlan method, List<String> locals) {
        MethodPlan.Slot slot = method.slot();
        body.addStatement("$T results = call.invoke($L)", results(slot), resultsFactory(slot));
        CodeBlock results = CodeBlock.of("results");
        failures(body, scope, method, results);
        threadMaps(body, method.fields(), false);
        for (int i = 0; i < locals.size(); i++) {
            MethodPlan.Argument argument = method.arguments().get(i);
            Conversion out = argument.out();
            if (out == null) {
                continue;
            }
            Source source = StructShape.source(
                    Objects.requireNonNull(argument.field().result()),
                    argument.field().resultHas(),
                    results);
            if (argument.mode() == MethodPlan.Mode.UPDATE) {
                body.addStatement(
                        "$L", update(scope, (StructConversion) out, source.value(), CodeBlock.of("$N", locals.get(i))));
            } else if (argument.field().want() != null) {
                body.beginControlFlow("if ($N != null)", locals.get(i));
                body.addStatement("$N.set($L)", locals.get(i), out.read(scope, source));
                body.endControlFlow();
            } else {
                body.addStatement("$N.set($L)", locals.get(i), out.read(scope, source));
            }
        }
        if (!method.outputs().isEmpty()) {
            body.addStatement("return $L", outcome(scope, method, results));
        }
    }

    private static CodeBlock update(Scope scope, StructConversion conversion, CodeBlock source, CodeBlock value) {
        if (conversion.isUsers()) {
            return CodeBlock.of(
                    "$N.update($N, $L, $L)",
                    scope.owner().instance(conversion.converter()),
                    scope.context(),
                    source,
                    value);
        }
        return conversion.readInto(scope, source, value);
    }

    private static boolean isOneExpression(MethodPlan method) {
        boolean only = method.outputs().size() == 1
                && method.exceptions().isEmpty()
                && method.fields().threadMaps().stream().noneMatch(ProxyField::out)
                && method.arguments().stream().allMatch(argument -> argument.out() == null);
        return only && !(method.outputs().get(0).conversion() instanceof OptionalConversion);
    }

    private static CodeBlock read(Scope scope, MethodPlan.Output output, CodeBlock results) {
        return output.conversion()
                .read(
                        scope,
                        StructShape.source(
                                Objects.requireNonNull(output.field().result()),
                                output.field().resultHas(),
                                results));
    }

    private static CodeBlock outcome(Scope scope, MethodPlan method, CodeBlock results) {
        if (method.outcome() == null) {
            return read(scope, method.outputs().get(0), results);
        }
        List<CodeBlock> values = new ArrayList<>();
        for (MethodPlan.Output output : method.outputs()) {
            values.add(read(scope, output, results));
        }
        return CodeBlock.of("new $T($L)", method.outcome().type(), CodeBlock.join(values, ",$W"));
    }

    private static void failures(CodeBlock.Builder body, Scope scope, MethodPlan method, CodeBlock results) {
        for (MethodPlan.Failure failure : method.exceptions()) {
            Field field = Objects.requireNonNull(failure.field().result());
            Source source = StructShape.source(field, failure.field().resultHas(), results);
            body.beginControlFlow("if ($L)", Objects.requireNonNull(source.has()));
            body.addStatement(
                    "throw new $T($L)",
                    failure.java().name(),
                    failure.payload().read(scope, Source.of(source.value())));
            body.endControlFlow();
        }
    }

    private void async(CodeBlock.Builder body, MethodPlan method) {
        boolean future = method.java().returnType().is("java.util.concurrent.CompletableFuture");
        String toFuture = future ? ".toCompletableFuture()" : "";
        if (!method.hasResults()) {
            body.addStatement("return call.invokeAsync()$L", toFuture);
            return;
        }
        Scope reply = new Scope(code, "reply", "results", "call", "params", "context");
        CodeBlock results = CodeBlock.of("results");
        CodeBlock.Builder lambda = CodeBlock.builder();
        failures(lambda, reply, method, results);
        CodeBlock value = method.outputs().isEmpty() ? CodeBlock.of("null") : outcome(reply, method, results);
        CodeBlock factory = resultsFactory(method.slot());
        if (lambda.isEmpty()) {
            body.addStatement("return call.invokeAsync($L, (reply, results) -> $L)$L", factory, value, toFuture);
            return;
        }
        body.add("return call.invokeAsync($L, (reply, results) -> {\n$>", factory)
                .add(lambda.build())
                .addStatement("return $L", value)
                .add("$<})$L;\n", toFuture);
    }
}

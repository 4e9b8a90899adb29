package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaMethod;
import io.multiprocess.codegen.javaapi.JavaParameter;
import io.multiprocess.codegen.javaapi.JavaType;
import io.multiprocess.codegen.model.Method;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a method of a schema and a method of Java become each other. <i>Immutable.</i>
 *
 * @param slot where the method is in the schema
 * @param fields its parameters and results
 * @param java the Java method
 * @param arguments the Java parameters that stand for names of the schema, in Java's order
 * @param outputs what the return value is made of
 * @param outcome the record that holds several outputs; null if there is one or none
 * @param exceptions the declared exceptions
 * @param isAsync whether Java returns a {@code CompletionStage}
 */
record MethodPlan(
        Slot slot,
        MethodFields fields,
        JavaMethod java,
        List<Argument> arguments,
        List<Output> outputs,
        @Nullable JavaClass outcome,
        List<Failure> exceptions,
        boolean isAsync) {

    MethodPlan {
        arguments = List.copyOf(arguments);
        outputs = List.copyOf(outputs);
        exceptions = List.copyOf(exceptions);
    }

    /**
     * A method that can be called on an interface, its own or inherited.
     *
     * @param index its place among all of them
     * @param owner the interface that declares it
     * @param method the method
     * @param methodId its ordinal there
     * @param constant the name of its descriptor
     */
    record Slot(int index, Node owner, Method method, int methodId, String constant) {}

    /** How a Java parameter takes part. */
    enum Mode {
        /** Goes to the server. */
        IN,
        /** An object that is changed by the call. */
        UPDATE,
        /** An {@code AtomicReference} or its kin that takes an output. */
        HOLDER
    }

    /**
     * A Java parameter.
     *
     * @param field what it stands for
     * @param parameter the parameter
     * @param mode how it takes part
     * @param in how it is sent; null if it only comes back
     * @param out how it comes back; null if it does not
     * @param passing the user's class that surrounds the call on the server
     * @param within the parameter of the schema that holds {@code field} with others, if it stands for several of Java's
     */
    record Argument(
            ProxyField field,
            JavaParameter parameter,
            Mode mode,
            @Nullable Conversion in,
            @Nullable Conversion out,
            Optional<ClassName> passing,
            Optional<ProxyField> within) {
        Argument(
                ProxyField field,
                JavaParameter parameter,
                Mode mode,
                @Nullable Conversion in,
                @Nullable Conversion out,
                Optional<ClassName> passing) {
            this(field, parameter, mode, in, out, passing, Optional.empty());
        }

        /** What generated code calls it: as in Java, or as in the schema where a class file has lost the name. */
        String name() {
            return parameter.name().matches("arg\\d+") ? field.name() : parameter.name();
        }
    }

    /**
     * An output that is, or is part of, the return value.
     *
     * @param field the result
     * @param type its Java type
     * @param conversion between the two
     * @param getter what follows a variable of the outcome to get it
     */
    record Output(ProxyField field, JavaType type, Conversion conversion, String getter) {}

    /**
     * A declared exception.
     *
     * @param field the result that it travels in
     * @param java its class
     * @param payload converts what the exception carries
     * @param getter gets that from the exception; empty for the message of an exception from Text
     * @param fromText whether it travels as a Text
     */
    record Failure(ProxyField field, JavaClass java, Conversion payload, String getter, boolean fromText) {}

    /** Whether results are read or built. */
    boolean hasResults() {
        return !outputs.isEmpty()
                || !exceptions.isEmpty()
                || arguments.stream().anyMatch(argument -> argument.out != null)
                || fields.threadMaps().stream().anyMatch(ProxyField::out);
    }

    /** Whether parameters are read or built, the context aside. */
    boolean hasParams() {
        return arguments.stream().anyMatch(argument -> argument.in != null)
                || wants()
                || fields.threadMaps().stream().anyMatch(ProxyField::in);
    }

    /** Whether the caller asks for some outputs. */
    boolean wants() {
        return fields.fields().stream().anyMatch(field -> field.want() != null);
    }

    /** Whether all that comes back is an object, which could be called before it is there. */
    boolean isPipelinable() {
        return !isAsync
                && outcome == null
                && exceptions.isEmpty()
                && outputs.size() == 1
                && outputs.get(0).conversion instanceof InterfaceConversion
                && outputs.get(0).field.want() == null
                && arguments.stream().allMatch(argument -> argument.out == null)
                && fields.threadMaps().isEmpty();
    }

    /** Whether nothing of the call's messages is kept beyond the call, so that their memory can be used again. */
    boolean copies() {
        return arguments.stream()
                        .allMatch(argument -> argument.passing.isEmpty()
                                && (argument.in == null || argument.in.copies())
                                && (argument.out == null || argument.out.copies()))
                && outputs.stream().allMatch(output -> output.conversion.copies())
                && exceptions.stream().allMatch(failure -> failure.payload.copies());
    }

    /** What the Java method returns, a stage's value in place of the stage. */
    JavaType returnType() {
        return value(java.returnType());
    }

    private static JavaType value(JavaType type) {
        boolean stage = isStage(type);
        return stage && !type.arguments().isEmpty() ? type.arguments().get(0).unboxed() : type;
    }

    static boolean isStage(JavaType type) {
        return type.is("java.util.concurrent.CompletionStage") || type.is("java.util.concurrent.CompletableFuture");
    }

    /** Fits a method of the schema and one of Java together, or fails with the first thing that does not. */
    static MethodPlan of(Conversions conversions, Bindings bindings, Slot slot, JavaMethod java)
            throws MappingException {
        return new Fitting(conversions, bindings, slot, java).plan();
    }

    private static final class Fitting {
        private final Conversions conversions;
        private final Bindings bindings;
        private final Slot slot;
        private final JavaMethod java;
        private final MethodFields fields;
        private final JavaType returned;
        private final List<Argument> arguments = new ArrayList<>();
        private final List<ProxyField> pending = new ArrayList<>();

        Fitting(Conversions conversions, Bindings bindings, Slot slot, JavaMethod java) {
            this.conversions = conversions;
            this.bindings = bindings;
            this.slot = slot;
            this.java = java;
            this.fields = MethodFields.of(conversions.model(), slot.method);
            this.returned = value(java.returnType());
        }

        MethodPlan plan() throws MappingException {
            List<ProxyField> visible = fields.java();
            List<ProxyField> inputs = visible.stream().filter(ProxyField::in).toList();
            List<ProxyField> holders = visible.stream()
                    .filter(field -> !field.in() && !field.isReturn())
                    .toList();
            int given = java.parameters().size();
            int wanted = fields.javaParameters();
            boolean asHolders = !holders.isEmpty() && given == wanted + holders.size();
            if (given != wanted && !asHolders) {
                throw new MappingException(
                        java.signature() + " (" + java.location() + ") takes " + parameters(given) + ", and method '"
                                + slot.method.name() + "' has " + wanted
                                + (inputs.isEmpty() ? "" : ": " + names(inputs)),
                        slot.method.location());
            }
            int next = 0;
            for (ProxyField field : visible) {
                if (field.isSeveral()) {
                    several(field, java.parameters().subList(next, next + field.count()));
                    next += field.count();
                } else if (field.in() || (asHolders && !field.isReturn())) {
                    argument(field, java.parameters().get(next++));
                } else {
                    pending.add(field);
                }
            }
            JavaClass outcome = null;
            List<Output> outputs = new ArrayList<>();
            if (pending.isEmpty()) {
                if (!returned.isVoid()) {
                    throw new MappingException(
                            java.signature() + " (" + java.location() + ") returns " + returned + ", and method '"
                                    + slot.method.name() + "' has no result for it",
                            slot.method.location());
                }
            } else if (returned.isVoid()) {
                throw new MappingException(
                        java.signature() + " (" + java.location() + ") returns nothing, and method '"
                                + slot.method.name() + "' has " + names(pending),
                        pending.get(0).location());
            } else if (pending.size() == 1) {
                outputs.add(output(pending.get(0), returned, "", "the return value of " + where()));
            } else {
                outcome = several(outputs);
            }
            return new MethodPlan(
                    slot, fields, java, arguments, outputs, outcome, failures(), isStage(java.returnType()));
        }

        private String where() {
            return java.signature() + " (" + java.location() + ")";
        }

        private static String parameters(int count) {
            return count == 0 ? "no parameter" : count == 1 ? "1 parameter" : count + " parameters";
        }

        private static String names(List<ProxyField> fields) {
            StringBuilder out = new StringBuilder();
            for (ProxyField field : fields) {
                out.append(out.length() == 0 ? "" : ", ").append(field.name());
            }
            return out.toString();
        }

        private void argument(ProxyField field, JavaParameter parameter) throws MappingException {
            JavaType type = parameter.type();
            JavaType held = held(type);
            try {
                if (held != null && field.out()) {
                    arguments.add(new Argument(
                            field,
                            parameter,
                            Mode.HOLDER,
                            field.in() ? conversions.field(field, true, held, false) : null,
                            conversions.field(field, false, held, true),
                            Optional.empty()));
                    return;
                }
                if (!field.in()) {
                    throw new MappingException("an output needs an AtomicReference, AtomicInteger, AtomicLong or"
                            + " AtomicBoolean, not " + type);
                }
                Conversion in = conversions.field(field, true, type, false);
                if (!field.out()) {
                    arguments.add(new Argument(field, parameter, Mode.IN, in, null, Optional.empty()));
                } else if (returned.isVoid() && isUpdatable(field, type)) {
                    Conversions.Place place = new Conversions.Place(field.name(), field.annotations(), false);
                    arguments.add(new Argument(
                            field,
                            parameter,
                            Mode.UPDATE,
                            in,
                            conversions.field(field, false, type, true),
                            conversions
                                    .users()
                                    .passing(conversions, Objects.requireNonNull(field.resultType()), type, place)));
                } else {
                    arguments.add(new Argument(field, parameter, Mode.IN, in, null, Optional.empty()));
                    pending.add(field);
                }
            } catch (MappingException e) {
                throw e.in("parameter '" + field.name() + "' and " + where(), field.location());
            }
        }

        /** Spreads the fields of a struct over as many parameters. */
        private void several(ProxyField field, List<JavaParameter> parameters) throws MappingException {
            List<ProxyField> parts = conversions.parts(field);
            if (parts.size() != parameters.size()) {
                throw new MappingException(
                        "'" + field.name() + "' stands for " + parameters(field.count()) + " of " + where()
                                + ", so it needs a struct with as many fields; "
                                + conversions.describe(Objects.requireNonNull(field.paramType())) + " has "
                                + (parts.isEmpty() ? "none" : parts.size()),
                        field.location());
            }
            for (int i = 0; i < parts.size(); i++) {
                JavaParameter parameter = parameters.get(i);
                ProxyField part = parts.get(i);
                try {
                    Conversion in = conversions.field(part, true, parameter.type(), false);
                    arguments.add(
                            new Argument(part, parameter, Mode.IN, in, null, Optional.empty(), Optional.of(field)));
                } catch (MappingException e) {
                    throw e.in(
                            "field '" + part.name() + "' of parameter '" + field.name() + "' and " + where(),
                            field.location());
                }
            }
            if (field.out()) {
                pending.add(field);
            }
        }

        /** Whether an object of the caller's can be changed in place. */
        private boolean isUpdatable(ProxyField field, JavaType type) throws MappingException {
            Type result = Objects.requireNonNull(field.resultType());
            if (!(result instanceof Type.StructRef ref)) {
                return false;
            }
            Conversions.Place place = new Conversions.Place(field.name(), field.annotations(), false);
            if (conversions.users().passing(conversions, result, type, place).isPresent()) {
                return true;
            }
            Optional<Binding> binding = bindings.find(ref.typeId());
            return binding.isPresent()
                    && binding.get().java().kind() == JavaClass.Kind.CLASS
                    && type.name().equals(binding.get().java().name());
        }

        private static @Nullable JavaType held(JavaType type) {
            if (type.is("java.util.concurrent.atomic.AtomicReference")
                    && !type.arguments().isEmpty()) {
                return type.arguments().get(0).unboxed();
            }
            Map<String, TypeName> held = Map.of(
                    "java.util.concurrent.atomic.AtomicInteger", TypeName.INT,
                    "java.util.concurrent.atomic.AtomicLong", TypeName.LONG,
                    "java.util.concurrent.atomic.AtomicBoolean", TypeName.BOOLEAN);
            for (Map.Entry<String, TypeName> entry : held.entrySet()) {
                if (type.is(entry.getKey())) {
                    return JavaType.of(entry.getValue());
                }
            }
            return null;
        }

        private Output output(ProxyField field, JavaType type, String getter, String place) throws MappingException {
            try {
                return new Output(field, type, conversions.field(field, false, type, true), getter);
            } catch (MappingException e) {
                throw e.in("result '" + field.name() + "' and " + place, field.location());
            }
        }

        private JavaClass several(List<Output> outputs) throws MappingException {
            JavaClass outcome = bindings.api().find(returned).orElse(null);
            if (outcome == null || outcome.kind() != JavaClass.Kind.RECORD) {
                throw new MappingException(
                        where() + " returns " + returned + "; the results " + names(pending) + " need a record",
                        slot.method.location());
            }
            List<ProxyField> left = new ArrayList<>(pending);
            for (var component : outcome.fields()) {
                ProxyField found = null;
                for (ProxyField field : left) {
                    String annotated =
                            ProxyAnnotations.name(field.annotations()).orElse(field.name());
                    for (String name : Names.candidates(field.name(), annotated)) {
                        if (found == null && component.name().equals(name)) {
                            found = field;
                        }
                    }
                }
                if (found == null) {
                    throw new MappingException(
                            "component '" + component.name() + "' of record " + returned + " (" + component.location()
                                    + ") has no result in method '" + slot.method.name() + "'",
                            slot.method.location());
                }
                left.remove(found);
                outputs.add(output(
                        found,
                        component.type(),
                        component.name() + "()",
                        returned + "." + component.name() + " (" + component.location() + ")"));
            }
            if (!left.isEmpty()) {
                throw new MappingException(
                        "record " + returned + " (" + outcome.location() + ") has no component for the result '"
                                + left.get(0).name() + "'",
                        left.get(0).location());
            }
            return outcome;
        }

        private List<Failure> failures() throws MappingException {
            List<Failure> found = new ArrayList<>();
            for (ProxyField field : fields.exceptions()) {
                String name = Objects.requireNonNull(field.exception());
                JavaClass type = bindings.exception(slot.owner, field)
                        .orElseThrow(() -> new MappingException(
                                "the exception " + name + " of " + where()
                                        + " is neither in the module's sources nor on its class path",
                                field.location()));
                if (!type.isA("java.lang.Throwable")) {
                    throw new MappingException(name + " (" + type.location() + ") is no exception", field.location());
                }
                boolean isChecked = !type.isA("java.lang.RuntimeException") && !type.isA("java.lang.Error");
                boolean declared = java.thrown().stream()
                        .anyMatch(thrown -> type.isA(
                                thrown.rawClass().map(ClassName::canonicalName).orElse("")));
                if (isChecked && !declared) {
                    throw new MappingException(
                            where() + " does not declare the exception "
                                    + type.name().simpleName() + " of '" + field.name() + "'",
                            field.location());
                }
                found.add(failure(field, type));
            }
            return found;
        }

        private Failure failure(ProxyField field, JavaClass type) throws MappingException {
            Type result = Objects.requireNonNull(field.resultType());
            JavaMethod nearest = null;
            for (JavaMethod constructor : type.constructors()) {
                if (constructor.parameters().size() != 1 || constructor.isPrivate()) {
                    continue;
                }
                nearest = constructor;
                JavaType carried = constructor.parameters().get(0).type();
                if (result.kind() == Type.Kind.TEXT && carried.is("java.lang.String")) {
                    return new Failure(field, type, conversions.find(result, carried, place(field)), "", true);
                }
                for (JavaMethod getter : type.methods()) {
                    if (getter.parameters().isEmpty()
                            && !getter.isStatic()
                            && getter.returnType().name().equals(carried.name())
                            && result.kind() != Type.Kind.TEXT) {
                        return new Failure(
                                field,
                                type,
                                conversions.field(field, false, carried, false),
                                getter.name() + "()",
                                false);
                    }
                }
            }
            throw new MappingException(
                    "exception " + type.name().simpleName() + " (" + type.location() + ") needs a constructor"
                            + (result.kind() == Type.Kind.TEXT
                                    ? " that takes its message"
                                    : " that takes the Java type of " + conversions.describe(result)
                                            + " alone, and a method that returns it")
                            + (nearest == null ? "" : "; found " + nearest.signature()),
                    field.location());
        }

        private static Conversions.Place place(ProxyField field) {
            return new Conversions.Place(field.name(), field.annotations(), false);
        }
    }
}

package io.multiprocess.codegen.generator.proxy;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import io.multiprocess.codegen.generator.MessageTypes;
import io.multiprocess.codegen.javaapi.JavaApi;
import io.multiprocess.codegen.javaapi.JavaClass;
import io.multiprocess.codegen.javaapi.JavaType;
import io.multiprocess.codegen.model.AnnotationUse;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.model.Type;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Knows which schema types and Java types fit, and how one becomes the other. Nothing is ever narrowed silently: what does not fit
 * is refused at build time, what may not fit (unsigned numbers) is checked at run time. <i>Confined to one thread.</i>
 */
final class Conversions {
    private static final Set<String> LISTS =
            Set.of("java.util.List", "java.util.Collection", "java.lang.Iterable", "java.util.ArrayList");
    private static final Set<String> SETS = Set.of("java.util.Set", "java.util.LinkedHashSet", "java.util.HashSet");
    private static final Set<String> SORTED_SETS =
            Set.of("java.util.SortedSet", "java.util.NavigableSet", "java.util.TreeSet");
    private static final Set<String> MAPS = Set.of("java.util.Map", "java.util.LinkedHashMap", "java.util.HashMap");
    private static final Set<String> SORTED_MAPS =
            Set.of("java.util.SortedMap", "java.util.NavigableMap", "java.util.TreeMap");

    private final SchemaModel model;
    private final Bindings bindings;
    private final MessageTypes types;
    private final UserConversions users;
    private final String fromPackage;
    private final Set<Type> fitting = new HashSet<>();

    /**
     * Prepares conversions for code of one package.
     *
     * @param fromPackage where the code is, which decides what it may use
     */
    Conversions(SchemaModel model, Bindings bindings, MessageTypes types, UserConversions users, String fromPackage) {
        this.model = model;
        this.bindings = bindings;
        this.types = types;
        this.users = users;
        this.fromPackage = fromPackage;
    }

    JavaApi api() {
        return bindings.api();
    }

    SchemaModel model() {
        return model;
    }

    MessageTypes types() {
        return types;
    }

    UserConversions users() {
        return users;
    }

    /**
     * The conversion of a parameter, result or struct field, with its {@code hasX}.
     *
     * @param field the field
     * @param asParam whether the parameter is meant, not the result
     * @param java what Java has for it
     * @param handedOver whether interfaces in it belong to the receiver
     */
    Conversion field(ProxyField field, boolean asParam, JavaType java, boolean handedOver) throws MappingException {
        return field(field, asParam, java, handedOver, false);
    }

    /** The conversion of a struct's field, which must stay absent where it is if the struct holds itself. */
    Conversion member(ProxyField field, JavaType java, boolean handedOver) throws MappingException {
        return field(field, true, java, handedOver, true);
    }

    private Conversion field(ProxyField field, boolean asParam, JavaType java, boolean handedOver, boolean inStruct)
            throws MappingException {
        Type type = Objects.requireNonNull(asParam ? field.paramType() : field.resultType());
        List<AnnotationUse> annotations =
                Objects.requireNonNull(asParam ? field.param() : field.result()).annotations();
        Place place = new Place(field.name(), annotations, handedOver);
        boolean has = (asParam ? field.paramHas() : field.resultHas()) != null;
        boolean isPointer = type.kind().isPointer();
        OptionalConversion.Form form = optionalForm(java);
        if (form != null) {
            if (!has && !isPointer) {
                throw new MappingException(java + " needs a field has" + Names.capitalize(field.name())
                        + " :Bool beside " + field.name() + " :" + describe(type));
            }
            return new OptionalConversion(form, find(type, content(java, form), place));
        }
        if (has && java.isPrimitive()) {
            throw new MappingException("has" + Names.capitalize(field.name()) + " makes " + field.name() + " optional; "
                    + java + " cannot be absent: use Optional or a type that may be null");
        }
        boolean isCapability = type.kind() == Type.Kind.INTERFACE;
        boolean mayBeNull = (java.nullable() && isPointer && !isCapability) || (inStruct && isRecursive(type));
        if (has || mayBeNull) {
            return new OptionalConversion(OptionalConversion.Form.NULL, find(type, java.unboxed(), place));
        }
        return find(type, java, place);
    }

    /** The fields of the struct that a parameter is, where it stands for several of Java's; none if it is no struct. */
    List<ProxyField> parts(ProxyField field) {
        return field.paramType() instanceof Type.StructRef ref
                ? MethodFields.of(
                                model,
                                Objects.requireNonNull(model.node(ref.typeId()).asStruct()),
                                ref.brand())
                        .java()
                : List.of();
    }

    /** Whether a struct holds itself: an absent one must stay absent then, or reading would not end. */
    boolean isRecursive(Type type) {
        return type instanceof Type.StructRef ref && Structs.reaches(model, ref.typeId(), ref.typeId());
    }

    private static OptionalConversion.@Nullable Form optionalForm(JavaType java) {
        if (java.is("java.util.Optional")) {
            return OptionalConversion.Form.OPTIONAL;
        }
        if (java.is("java.util.OptionalInt")) {
            return OptionalConversion.Form.INT;
        }
        if (java.is("java.util.OptionalLong")) {
            return OptionalConversion.Form.LONG;
        }
        return java.is("java.util.OptionalDouble") ? OptionalConversion.Form.DOUBLE : null;
    }

    private static JavaType content(JavaType java, OptionalConversion.Form form) throws MappingException {
        return switch (form) {
            case INT -> JavaType.of(TypeName.INT);
            case LONG -> JavaType.of(TypeName.LONG);
            case DOUBLE -> JavaType.of(TypeName.DOUBLE);
            default -> {
                if (java.arguments().isEmpty()) {
                    throw new MappingException("Optional needs a type argument");
                }
                yield java.arguments().get(0).unboxed();
            }
        };
    }

    /**
     * What is known about the field that a type is used in.
     *
     * @param name the field's name
     * @param annotations the field's annotations
     * @param handedOver whether interfaces belong to the receiver
     */
    record Place(String name, List<AnnotationUse> annotations, boolean handedOver) {}

    /** The conversion of a type without regard to absence. */
    Conversion find(Type type, JavaType java, Place place) throws MappingException {
        Optional<Conversion> users = this.users.find(this, type, java, place);
        if (users.isPresent()) {
            return users.get();
        }
        if (java.kind() == JavaType.Kind.MISSING) {
            throw new MappingException("type " + java + " does not exist, and no conversion of yours is for it");
        }
        Conversion found = switch (type.kind()) {
            case TEXT -> text(java);
            case DATA -> data(java);
            case LIST -> list((Type.ListOf) type, java, place);
            case ENUM -> enumeration((Type.EnumRef) type, java);
            case STRUCT -> struct((Type.StructRef) type, java, place);
            case INTERFACE -> capability((Type.InterfaceRef) type, java, place);
            case ANY_POINTER -> anyPointer(java);
            case VOID -> null;
            default -> number(type.kind(), java, place);
        };
        if (found == null) {
            throw new MappingException("no mapping between " + describe(type) + " and " + java);
        }
        return found;
    }

    // Numbers

    private @Nullable Conversion number(Type.Kind kind, JavaType java, Place place) throws MappingException {
        JavaType unboxed = java.unboxed();
        if (unboxed.isPrimitive() || java.is("java.math.BigInteger")) {
            return primitive(kind, unboxed.name());
        }
        if (java.is("java.time.Duration") || java.is("java.time.Instant")) {
            return time(kind, java, place);
        }
        Optional<JavaClass> found = bindings.api().find(java);
        if (found.isPresent() && found.get().kind() == JavaClass.Kind.ENUM && kind.dataBits() > 1) {
            Conversion number = primitive(kind, EnumConversion.numberType(found.get()));
            return number == null ? null : new EnumConversion(found.get(), number);
        }
        return null;
    }

    private static @Nullable Conversion primitive(Type.Kind kind, TypeName java) throws MappingException {
        TypeName natural = switch (kind) {
            case BOOL -> TypeName.BOOLEAN;
            case INT8 -> TypeName.BYTE;
            case INT16 -> TypeName.SHORT;
            case INT32 -> TypeName.INT;
            case INT64 -> TypeName.LONG;
            case FLOAT32 -> TypeName.FLOAT;
            case FLOAT64 -> TypeName.DOUBLE;
            default -> null;
        };
        if (java.equals(natural)) {
            return simple(kind + "", Conversion.Simple.Setter.SET, "$L", "$L");
        }
        if (kind == Type.Kind.INT8 && java.equals(TypeName.CHAR)) {
            return numbers(kind, java, "charExact($L)", "toInt8($L)");
        }
        String bits = kind.keyword();
        if (kind == Type.Kind.UINT8 && java.equals(TypeName.INT)) {
            return numbers(kind, java, "fromUInt8($L)", "toUInt8($L)");
        }
        if (kind == Type.Kind.UINT8 && java.equals(TypeName.SHORT)) {
            return simple(
                    kind + "short",
                    Conversion.Simple.Setter.SET,
                    value -> CodeBlock.of("(short) $T.fromUInt8($L)", RuntimeNames.NUMBERS, value),
                    value -> CodeBlock.of("$T.toUInt8($L)", RuntimeNames.NUMBERS, value));
        }
        if (kind == Type.Kind.UINT8 && java.equals(TypeName.CHAR)) {
            return simple(
                    kind + "char",
                    Conversion.Simple.Setter.SET,
                    value -> CodeBlock.of("(char) $T.fromUInt8($L)", RuntimeNames.NUMBERS, value),
                    value -> CodeBlock.of("$T.toUInt8($L)", RuntimeNames.NUMBERS, value));
        }
        if (kind == Type.Kind.UINT16 && java.equals(TypeName.INT)) {
            return numbers(kind, java, "fromUInt16($L)", "toUInt16($L)");
        }
        if (kind == Type.Kind.UINT16 && java.equals(TypeName.CHAR)) {
            return numbers(kind, java, "fromUInt16AsChar($L)", "toUInt16($L)");
        }
        if (kind == Type.Kind.UINT32 && java.equals(TypeName.LONG)) {
            return numbers(kind, java, "fromUInt32($L)", "toUInt32($L)");
        }
        if (kind == Type.Kind.UINT32 && java.equals(TypeName.INT)) {
            return simple(
                    kind + "int",
                    Conversion.Simple.Setter.SET,
                    value -> CodeBlock.of(
                            "$T.intExact($T.fromUInt32($L))", RuntimeNames.NUMBERS, RuntimeNames.NUMBERS, value),
                    value -> CodeBlock.of("$T.toUInt32($L)", RuntimeNames.NUMBERS, value));
        }
        if (kind == Type.Kind.UINT64 && java.equals(TypeName.LONG)) {
            return numbers(kind, java, "fromUInt64($L)", "toUInt64($L)");
        }
        if (kind == Type.Kind.UINT64 && java.toString().equals("java.math.BigInteger")) {
            return numbers(kind, java, "fromUInt64AsBig($L)", "toUInt64($L)");
        }
        int javaBits = bits(java);
        if (javaBits > 0 && kind.dataBits() > 1) {
            boolean isFloat = kind == Type.Kind.FLOAT32 || kind == Type.Kind.FLOAT64;
            boolean javaFloat = java.equals(TypeName.FLOAT) || java.equals(TypeName.DOUBLE);
            if (isFloat == javaFloat) {
                boolean unsigned = !isFloat && bits.startsWith("U");
                boolean javaTooNarrow = javaBits < kind.dataBits() || (unsigned && javaBits == kind.dataBits());
                throw new MappingException(
                        javaTooNarrow ? java + " is too narrow for " + bits : bits + " is too narrow for " + java);
            }
        }
        return null;
    }

    private static int bits(TypeName java) {
        if (java.equals(TypeName.BYTE)) {
            return 8;
        }
        if (java.equals(TypeName.SHORT) || java.equals(TypeName.CHAR)) {
            return 16;
        }
        if (java.equals(TypeName.INT) || java.equals(TypeName.FLOAT)) {
            return 32;
        }
        return java.equals(TypeName.LONG) || java.equals(TypeName.DOUBLE) ? 64 : 0;
    }

    private static Conversion numbers(Type.Kind kind, TypeName java, String read, String build) {
        return simple(
                kind + java.toString(),
                Conversion.Simple.Setter.SET,
                value -> CodeBlock.of("$T." + read, RuntimeNames.NUMBERS, value),
                value -> CodeBlock.of("$T." + build, RuntimeNames.NUMBERS, value));
    }

    private static Conversion simple(String key, Conversion.Simple.Setter setter, String read, String build) {
        return simple(key, setter, value -> CodeBlock.of(read, value), value -> CodeBlock.of(build, value));
    }

    private static Conversion simple(
            String key,
            Conversion.Simple.Setter setter,
            Conversion.Simple.Around read,
            Conversion.Simple.Around build) {
        return new Conversion.Simple(key, setter, read, build);
    }

    private static @Nullable Conversion time(Type.Kind kind, JavaType java, Place place) throws MappingException {
        if (kind != Type.Kind.INT64
                && kind != Type.Kind.INT32
                && kind != Type.Kind.UINT32
                && kind != Type.Kind.UINT64) {
            return null;
        }
        TimeUnit unit = unit(place);
        if (unit == null) {
            throw new MappingException(
                    "the unit of a " + java + " is not known: end the name in Nanos, Micros, Millis or"
                            + " Seconds, or say $Java.unit(\"millis\")");
        }
        boolean isDuration = java.is("java.time.Duration");
        CodeBlock unitCode = CodeBlock.of("$T.$L", TimeUnit.class, unit);
        Conversion number =
                Objects.requireNonNull(primitive(kind, kind == Type.Kind.INT32 ? TypeName.INT : TypeName.LONG));
        return new Conversion() {
            @Override
            CodeBlock read(Scope scope, Source source) {
                return CodeBlock.of(
                        "$T.$L($L, $L)",
                        RuntimeNames.TIMES,
                        isDuration ? "duration" : "instant",
                        number.read(scope, source),
                        unitCode);
            }

            @Override
            void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
                CodeBlock count = CodeBlock.of("$T.count($L, $L)", RuntimeNames.TIMES, value, unitCode);
                number.build(
                        scope,
                        code,
                        target,
                        kind == Type.Kind.INT32 ? CodeBlock.of("$T.toInt32($L)", RuntimeNames.NUMBERS, count) : count);
            }

            @Override
            String key() {
                return java + " " + unit + kind;
            }

            @Override
            boolean copies() {
                return true;
            }
        };
    }

    private static @Nullable TimeUnit unit(Place place) {
        String word =
                ProxyAnnotations.unit(place.annotations()).orElse(place.name()).toLowerCase(Locale.ROOT);
        if (word.endsWith("nanos") || word.endsWith("nanoseconds")) {
            return TimeUnit.NANOSECONDS;
        }
        if (word.endsWith("micros") || word.endsWith("microseconds")) {
            return TimeUnit.MICROSECONDS;
        }
        if (word.endsWith("millis") || word.endsWith("milliseconds")) {
            return TimeUnit.MILLISECONDS;
        }
        return word.endsWith("seconds") || word.endsWith("secs") ? TimeUnit.SECONDS : null;
    }

    // Text and Data

    private static @Nullable Conversion text(JavaType java) {
        if (java.is("java.lang.String") || java.is("java.lang.CharSequence")) {
            String build = java.is("java.lang.String") ? "$L" : "$L.toString()";
            return simple(
                    java + "",
                    Conversion.Simple.Setter.TEXT,
                    value -> CodeBlock.of("$T.read($L)", RuntimeNames.TEXTS, value),
                    value -> CodeBlock.of(build, value));
        }
        if (java.unboxed().name().equals(TypeName.CHAR)) {
            return simple(
                    "char",
                    Conversion.Simple.Setter.TEXT,
                    value -> CodeBlock.of("$T.readChar($L)", RuntimeNames.TEXTS, value),
                    value -> CodeBlock.of("$T.valueOf($L)", String.class, value));
        }
        if (isArrayOf(java, TypeName.CHAR)) {
            return simple(
                    "char[]",
                    Conversion.Simple.Setter.TEXT,
                    value -> CodeBlock.of("$T.read($L).toCharArray()", RuntimeNames.TEXTS, value),
                    value -> CodeBlock.of("new $T($L)", String.class, value));
        }
        return null;
    }

    private static boolean isArrayOf(JavaType java, TypeName component) {
        return java.kind() == JavaType.Kind.ARRAY
                && java.arguments().get(0).name().equals(component);
    }

    private static @Nullable Conversion data(JavaType java) {
        if (isArrayOf(java, TypeName.BYTE)) {
            return simple(
                    "byte[]",
                    Conversion.Simple.Setter.DATA,
                    value -> CodeBlock.of("$T.read($L)", RuntimeNames.DATA_FIELDS, value),
                    value -> value);
        }
        if (java.is("java.nio.ByteBuffer")) {
            return simple(
                    "ByteBuffer",
                    Conversion.Simple.Setter.BUFFER,
                    value -> CodeBlock.of("$T.readBuffer($L)", RuntimeNames.DATA_FIELDS, value),
                    value -> value);
        }
        return null;
    }

    // Lists

    private @Nullable Conversion list(Type.ListOf type, JavaType java, Place place) throws MappingException {
        Type element = type.elementType();
        String raw = java.rawClass().map(ClassName::canonicalName).orElse("");
        if (MAPS.contains(raw) || SORTED_MAPS.contains(raw)) {
            return map(type, java, SORTED_MAPS.contains(raw), place);
        }
        ListConversion.Form form;
        if (java.kind() == JavaType.Kind.ARRAY) {
            form = ListConversion.Form.ARRAY;
        } else if (LISTS.contains(raw)) {
            form = ListConversion.Form.LIST;
        } else if (SETS.contains(raw)) {
            form = ListConversion.Form.SET;
        } else if (SORTED_SETS.contains(raw)) {
            form = ListConversion.Form.SORTED_SET;
        } else {
            return null;
        }
        if (java.arguments().isEmpty()) {
            throw new MappingException(java + " needs a type argument");
        }
        Conversion common = commonList(element, java, form);
        if (common != null) {
            return common;
        }
        JavaType elementJava = java.arguments().get(0);
        Conversion inner = element(element, elementJava, place);
        JavaType made = raw.equals("java.lang.Iterable") ? JavaType.of(ClassName.get(List.class), elementJava) : java;
        return new ListConversion(form, made, elementJava, inner, types.reader(type), types.builder(type));
    }

    private Conversion element(Type element, JavaType java, Place place) throws MappingException {
        Type.Kind kind = element.kind();
        boolean blob = kind == Type.Kind.TEXT || kind == Type.Kind.DATA;
        Place inner = new Place(place.name(), place.annotations(), place.handedOver());
        if (java.nullable() && blob) {
            return new OptionalConversion(OptionalConversion.Form.NULL, find(element, java.withNullable(false), inner));
        }
        return find(element, java, inner);
    }

    /** Lists that the runtime has a loop for. */
    private static @Nullable Conversion commonList(Type element, JavaType java, ListConversion.Form form) {
        JavaType item = java.arguments().get(0);
        String plural;
        boolean isArray = form == ListConversion.Form.ARRAY;
        switch (element.kind()) {
            case BOOL -> plural = "Boolean";
            case INT8 -> plural = "Byte";
            case INT16 -> plural = "Short";
            case INT32 -> plural = "Int";
            case INT64 -> plural = "Long";
            case FLOAT32 -> plural = "Float";
            case FLOAT64 -> plural = "Double";
            case TEXT -> plural = "Text";
            case DATA -> plural = "Data";
            default -> {
                return null;
            }
        }
        TypeName wanted = switch (element.kind()) {
            case BOOL -> TypeName.BOOLEAN;
            case INT8 -> TypeName.BYTE;
            case INT16 -> TypeName.SHORT;
            case INT32 -> TypeName.INT;
            case INT64 -> TypeName.LONG;
            case FLOAT32 -> TypeName.FLOAT;
            case FLOAT64 -> TypeName.DOUBLE;
            case TEXT -> ClassName.get(String.class);
            default -> com.palantir.javapoet.ArrayTypeName.of(TypeName.BYTE);
        };
        TypeName have = isArray ? item.name() : item.unboxed().name();
        boolean plain = java.is("java.util.List") || java.is("java.util.Set") || java.is("java.util.Collection");
        if (!have.equals(wanted)
                || !(plain || isArray)
                || (isArray && item.kind() == JavaType.Kind.ARRAY && element.kind() != Type.Kind.DATA)) {
            return null;
        }
        boolean isData = element.kind() == Type.Kind.DATA;
        if (isData && form == ListConversion.Form.SET) {
            return null; // arrays have no equality to make a set of
        }
        if (item.nullable() && (element.kind() == Type.Kind.TEXT || (isData && isArray))) {
            return null;
        }
        String read = "read"
                + (isData && item.nullable() ? "Nullable" : "")
                + plural
                + (isArray ? "Array" : form == ListConversion.Form.SET ? "Set" : isData ? "" : "s");
        String build = isArray ? "build" : "build" + plural + (isData ? "" : "s");
        String size = isArray ? "$L.length" : "$L.size()";
        return new Conversion() {
            @Override
            CodeBlock read(Scope scope, Source source) {
                return CodeBlock.of("$T.$L($L)", RuntimeNames.LISTS, read, source.value());
            }

            @Override
            void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
                code.addStatement(
                        "$T.$L($L, $L)", RuntimeNames.LISTS, build, value, target.init(CodeBlock.of(size, value)));
            }

            @Override
            String key() {
                return "Lists." + read;
            }

            @Override
            boolean copies() {
                return true;
            }
        };
    }

    private @Nullable Conversion map(Type.ListOf type, JavaType java, boolean sorted, Place place)
            throws MappingException {
        if (!(type.elementType() instanceof Type.StructRef entry)) {
            return null;
        }
        if (java.arguments().size() != 2) {
            throw new MappingException(java + " needs two type arguments");
        }
        Node.Struct struct = Objects.requireNonNull(model.node(entry.typeId()).asStruct());
        List<ProxyField> fields = MethodFields.of(model, struct, entry.brand()).java();
        if (fields.size() != 2) {
            throw new MappingException(
                    "a map is a list of structs with two fields, and " + describe(entry) + " has " + fields.size());
        }
        StructShape.Member[] members = new StructShape.Member[2];
        for (int i = 0; i < 2; i++) {
            JavaType content = java.arguments().get(i);
            Conversion conversion = field(fields.get(i), true, content, place.handedOver());
            members[i] = new StructShape.Member(fields.get(i), content, conversion, "", null);
        }
        return new MapConversion(java, sorted, members[0], members[1], types.reader(entry), types.builder(entry));
    }

    // Enums, structs, interfaces

    private @Nullable Conversion enumeration(Type.EnumRef type, JavaType java) throws MappingException {
        Binding binding = bindings.find(type.typeId()).orElse(null);
        ClassName message = (ClassName) types.reader(type);
        if (java.unboxed().name().equals(TypeName.INT)) {
            return simple(
                    "ordinal " + message,
                    Conversion.Simple.Setter.SET,
                    value -> CodeBlock.of("$L.ordinal()", value),
                    value -> CodeBlock.of("$T.values()[$L]", message, value));
        }
        if (java.name().equals(message)) {
            return simple("message " + message, Conversion.Simple.Setter.SET, "$L", "$L");
        }
        Optional<JavaClass> found = bindings.api().find(java);
        if (found.isEmpty() || found.get().kind() != JavaClass.Kind.ENUM) {
            return null;
        }
        if (binding == null || !binding.java().name().equals(java.name())) {
            throw notBound(type, java, binding);
        }
        bindings.use(binding);
        return simple(
                binding.enumeration() + "",
                Conversion.Simple.Setter.SET,
                value -> CodeBlock.of("$T.read($L)", binding.enumeration(), value),
                value -> CodeBlock.of("$T.build($L)", binding.enumeration(), value));
    }

    private @Nullable Conversion struct(Type.StructRef type, JavaType java, Place place) throws MappingException {
        Node node = model.node(type.typeId());
        Binding binding = bindings.find(type.typeId()).orElse(null);
        if (binding != null
                && binding.hasCode()
                && !node.isGeneric()
                && binding.java().name().equals(java.rawClass().orElse(null))) {
            bindings.use(binding);
            return new StructConversion(binding.struct(), needsContext(type), false);
        }
        if (java.name().equals(types.reader(type))) {
            return message(type);
        }
        Optional<JavaClass> found = bindings.api().find(java);
        if (found.isEmpty()) {
            return null;
        }
        JavaClass shape = found.get();
        if (shape.name().packageName().startsWith("java.") || shape.kind() == JavaClass.Kind.ENUM) {
            return null;
        }
        return new ShapeConversion(shape(node, type, shape, place), types.reader(type), types.builder(type));
    }

    private Shape shape(Node node, Type.StructRef type, JavaClass java, Place place) throws MappingException {
        if (!fitting.add(type)) {
            throw new MappingException(
                    "generic struct " + node.name() + " holds itself; give it a conversion of yours");
        }
        try {
            return Shape.of(this, node, type.brand(), java, fromPackage, place.handedOver());
        } finally {
            fitting.remove(type);
        }
    }

    /** The message itself, for those who want no Java object of it. */
    private Conversion message(Type type) {
        return new Conversion() {
            @Override
            CodeBlock read(Scope scope, Source source) {
                return source.value();
            }

            @Override
            void build(Scope scope, CodeBlock.Builder code, Target target, CodeBlock value) {
                code.addStatement("$L", target.setPointer(types.factory(type), value));
            }

            @Override
            String key() {
                return "message";
            }
        };
    }

    private @Nullable Conversion anyPointer(JavaType java) {
        if (!java.name().equals(RuntimeNames.ANY_POINTER.nestedClass("Reader"))) {
            return null;
        }
        return message(new Type.AnyPointer(Type.AnyPointer.Constraint.ANY_KIND));
    }

    private @Nullable Conversion capability(Type.InterfaceRef type, JavaType java, Place place)
            throws MappingException {
        if (java.kind() != JavaType.Kind.DECLARED) {
            return null;
        }
        Binding binding = bindings.find(type.typeId()).orElse(null);
        if (binding == null || !binding.java().type().equals(java.name())) {
            throw notBound(type, java, binding);
        }
        boolean owned = place.handedOver() || ProxyAnnotations.owned(place.annotations());
        return new InterfaceConversion(binding.client(), owned);
    }

    private MappingException notBound(Type type, JavaType java, @Nullable Binding binding) {
        return new MappingException("no mapping between " + describe(type) + " and " + java + ": "
                + (binding == null
                        ? describe(type) + " has no Java type"
                        : describe(type) + " stands for " + binding.java().type()));
    }

    /** Whether copying a value of a type takes an invoke context: because of interfaces in it, or of the user's conversions. */
    boolean needsContext(Type type) {
        return needsContext(type, new HashSet<>());
    }

    private boolean needsContext(Type type, Set<Long> seen) {
        if (type instanceof Type.InterfaceRef) {
            return true;
        }
        if (type instanceof Type.ListOf list) {
            return needsContext(list.elementType(), seen);
        }
        if (type instanceof Type.StructRef ref) {
            if (users.isFor(ref.typeId())) {
                return true;
            }
            for (var scope : ref.brand().scopes()) {
                for (var binding : scope.bindings()) {
                    if (binding.type() != null && needsContext(binding.type(), seen)) {
                        return true;
                    }
                }
            }
            Node.Struct struct = model.node(ref.typeId()).asStruct();
            if (struct == null || !seen.add(ref.typeId())) {
                return false;
            }
            for (ProxyField field : MethodFields.of(model, struct, ref.brand()).fields()) {
                if (needsContext(field.type(), seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A type as schemas write it. */
    String describe(Type type) {
        if (type instanceof Type.ListOf list) {
            return "List(" + describe(list.elementType()) + ")";
        }
        if (type instanceof Type.StructRef ref) {
            StringBuilder out = new StringBuilder(model.node(ref.typeId()).name());
            types.arguments(ref.typeId(), ref.brand())
                    .forEach(argument -> out.append(out.indexOf("(") < 0 ? "(" : ", ")
                            .append(argument.map(this::describe).orElse("AnyPointer")));
            return out.indexOf("(") < 0 ? out.toString() : out.append(')').toString();
        }
        if (type instanceof Type.InterfaceRef ref) {
            return model.node(ref.typeId()).name();
        }
        if (type instanceof Type.EnumRef ref) {
            return model.node(ref.typeId()).name();
        }
        return type.kind().keyword();
    }
}

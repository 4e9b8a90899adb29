package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.dynamic.DynamicList;
import io.multiprocess.codegen.dynamic.DynamicStruct;
import io.multiprocess.codegen.message.ListObject;
import io.multiprocess.codegen.message.MessageReader;
import io.multiprocess.codegen.message.PointerObject;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.model.Enumerant;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.NodeSource;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import io.multiprocess.codegen.parser.Expression;
import io.multiprocess.codegen.parser.Name;
import io.multiprocess.codegen.parser.Suggestions;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Evaluates expressions as values of given types. Confined to one thread. */
final class ValueTranslator {
    /** 64 MiB: no message with the value could be read with usual limits. */
    private static final long MAX_VALUE_WORDS = 8L << 20;

    private static final int MAX_VALUE_DEPTH = 500;

    /** A value and the type that it has by itself; literal integers are INT64 or UINT64. */
    private record Typed(Value value, Type type) {}

    private static final Type TEXT = new Type.Primitive(Type.Kind.TEXT);
    private static final Type DATA = new Type.Primitive(Type.Kind.DATA);
    private static final Type FLOAT64 = new Type.Primitive(Type.Kind.FLOAT64);

    private final NodeTranslator translator;
    private final Module module;
    private final NodeSource nodes;
    private final boolean isBootstrap;

    ValueTranslator(NodeTranslator translator, Resolver resolver, boolean isBootstrap) {
        this.translator = translator;
        this.module = translator.module();
        this.nodes = resolver.shapes();
        this.isBootstrap = isBootstrap;
    }

    /** The value of an expression; null, and an error reported, if it is none of this type. */
    @Nullable
    Value translate(Expression source, Type type) {
        if (type instanceof Type.Parameter || type instanceof Type.ImplicitMethodParameter) {
            module.error(
                    source, "The type here is a generic parameter that is not bound yet, so no value can be given.");
            return null;
        }
        Typed found = evaluate(source, type);
        if (found == null) {
            return null;
        }
        Value value = convert(source, found, type);
        if (value == null && type instanceof Type.StructRef ref) {
            value = asFirstField(source, found, ref);
        }
        if (value == null) {
            mismatch(source, type);
        } else if (value instanceof Value.Pointer pointer && isTooLarge(pointer.object())) {
            module.error(source, "This value is too large or nested too deeply.");
            return null;
        }
        return value;
    }

    private static boolean isTooLarge(@Nullable PointerObject object) {
        return object != null && (object.totalWords() > MAX_VALUE_WORDS || object.depth() > MAX_VALUE_DEPTH);
    }

    /** A struct may be given as just the value of its first field. */
    private @Nullable Value asFirstField(Expression source, Typed found, Type.StructRef ref) {
        Node node = nodes.find(ref.typeId()).orElse(null);
        if (node == null || node.asStruct() == null) {
            return null;
        }
        DynamicStruct.Builder builder = new DynamicStruct.Builder(nodes, node, ref.brand());
        if (builder.struct().fields().isEmpty()) {
            return null;
        }
        Field first = builder.struct().fields().get(0);
        if (first.asSlot() == null) {
            return null;
        }
        Value value = convert(source, found, builder.type(first));
        return value == null
                ? null
                : new Value.Pointer(Type.Kind.STRUCT, builder.set(first, value).build());
    }

    private void mismatch(Expression source, Type type) {
        module.error(source, "Type mismatch; expected " + typeName(type) + ".");
    }

    private String typeName(Type type) {
        if (type instanceof Type.ListOf list) {
            return "List(" + typeName(list.elementType()) + ")";
        }
        long id = type instanceof Type.StructRef ref
                ? ref.typeId()
                : type instanceof Type.EnumRef ref
                        ? ref.typeId()
                        : type instanceof Type.InterfaceRef ref ? ref.typeId() : 0;
        if (id != 0) {
            return nodes.find(id).map(Node::name).orElse(type.kind().keyword());
        }
        if (type instanceof Type.AnyPointer any) {
            return switch (any.constraint()) {
                case ANY_KIND -> "AnyPointer";
                case STRUCT -> "AnyStruct";
                case LIST -> "AnyList";
                case CAPABILITY -> "Capability";
            };
        }
        return type.kind().keyword();
    }

    // ------------------------------------------------------------------ what an expression is by itself

    private @Nullable Typed evaluate(Expression source, Type type) {
        if (source instanceof Expression.PositiveInt number) {
            return integer(Type.Kind.UINT64, number.value());
        }
        if (source instanceof Expression.NegativeInt number) {
            if (Long.compareUnsigned(number.value(), Long.MIN_VALUE) > 0) {
                module.error(source, "Integer is too big to be negative.");
                return null;
            }
            return number.value() == 0 ? integer(Type.Kind.UINT64, 0) : integer(Type.Kind.INT64, -number.value());
        }
        if (source instanceof Expression.FloatLiteral number) {
            return floating(number.value());
        }
        if (source instanceof Expression.StringLiteral string) {
            return type.kind() == Type.Kind.DATA
                    ? pointer(Type.Kind.DATA, data(string.bytes()), DATA)
                    : pointer(Type.Kind.TEXT, ListObject.ofText(string.bytes()), TEXT);
        }
        if (source instanceof Expression.BinaryLiteral binary) {
            if (type.kind() != Type.Kind.DATA) {
                mismatch(source, type);
                return null;
            }
            return pointer(Type.Kind.DATA, data(binary.bytes()), DATA);
        }
        if (source instanceof Expression.ListLiteral list) {
            return list(list, type);
        }
        if (source instanceof Expression.Tuple tuple) {
            return struct(tuple, type);
        }
        if (source instanceof Expression.Embed embed) {
            return embed(embed, type);
        }
        if (source instanceof Expression.RelativeName name) {
            return name(name, type);
        }
        if (source instanceof Expression.Unknown) {
            return null;
        }
        NodeTranslator.Constant constant = translator.constant(source, isBootstrap);
        return constant == null ? null : new Typed(constant.value(), constant.type());
    }

    private static Typed integer(Type.Kind kind, long value) {
        return new Typed(new Value.Integer(kind, value), new Type.Primitive(kind));
    }

    private static Typed floating(double value) {
        return new Typed(new Value.Float(Type.Kind.FLOAT64, value), FLOAT64);
    }

    private static Typed pointer(Type.Kind kind, PointerObject object, Type type) {
        return new Typed(new Value.Pointer(kind, object), type);
    }

    private static ListObject data(byte[] bytes) {
        return ListObject.ofData(ListObject.ElementSize.BYTE, bytes.length, bytes);
    }

    private @Nullable Typed name(Expression.RelativeName source, Type type) {
        String name = source.name().text();
        if (type instanceof Type.EnumRef ref) {
            Node node = nodes.find(ref.typeId()).orElse(null);
            Node.Enum enumeration = node == null ? null : node.asEnum();
            if (enumeration == null) {
                return null;
            }
            List<String> names =
                    enumeration.enumerants().stream().map(Enumerant::name).toList();
            int index = names.indexOf(name);
            if (index >= 0) {
                return new Typed(new Value.Enum(index), type);
            }
            String suggestion = Suggestions.sentence(name, names);
            if (!suggestion.isEmpty() && !names.isEmpty() && !translator.isDefined(name)) {
                module.error(source, "'" + typeName(type) + "' has no enumerant '" + name + "'." + suggestion);
                return null;
            }
        } else {
            Typed literal = literal(name);
            if (literal != null) {
                return literal;
            }
        }
        NodeTranslator.Constant constant = translator.constant(source, isBootstrap);
        return constant == null ? null : new Typed(constant.value(), constant.type());
    }

    private static @Nullable Typed literal(String name) {
        return switch (name) {
            case "void" -> new Typed(Value.VOID, Type.VOID);
            case "true", "false" -> new Typed(new Value.Bool(name.equals("true")), new Type.Primitive(Type.Kind.BOOL));
            case "inf" -> floating(Double.POSITIVE_INFINITY);
            case "nan" -> floating(Double.NaN);
            default -> null;
        };
    }

    private @Nullable Typed list(Expression.ListLiteral source, Type type) {
        if (!(type instanceof Type.ListOf list)) {
            mismatch(source, type);
            return null;
        }
        List<@Nullable Value> elements = new ArrayList<>();
        for (Expression element : source.elements()) {
            elements.add(translate(element, list.elementType()));
        }
        if (list.elementType() instanceof Type.StructRef ref
                && nodes.find(ref.typeId()).isEmpty()) {
            return null;
        }
        return pointer(Type.Kind.LIST, DynamicList.encode(nodes, list.elementType(), elements), type);
    }

    private @Nullable Typed struct(Expression.Tuple source, Type type) {
        if (!(type instanceof Type.StructRef ref)) {
            mismatch(source, type);
            return null;
        }
        Node node = nodes.find(ref.typeId()).orElse(null);
        if (node == null || node.asStruct() == null) {
            return null;
        }
        DynamicStruct.Builder builder = new DynamicStruct.Builder(nodes, node, ref.brand());
        fill(builder, source.params());
        return pointer(Type.Kind.STRUCT, builder.build(), type);
    }

    private void fill(DynamicStruct.Builder builder, List<Expression.Param> assignments) {
        for (Expression.Param assignment : assignments) {
            Name name = assignment.name();
            Expression source = assignment.value();
            if (name == null) {
                module.error(source, "Missing the name of the field, as in '(foo = 1)'.");
                continue;
            }
            Field field = builder.struct().field(name.text());
            if (field == null) {
                List<String> names =
                        builder.struct().fields().stream().map(Field::name).toList();
                module.error(
                        name,
                        "Struct has no field named '" + name.text() + "'." + Suggestions.sentence(name.text(), names));
            } else if (field.asSlot() != null) {
                Value value = translate(source, builder.type(field));
                if (value != null) {
                    builder.set(field, value);
                }
            } else {
                fillGroup(builder.group(field), source);
            }
        }
    }

    private void fillGroup(DynamicStruct.Builder group, Expression source) {
        if (source instanceof Expression.Tuple tuple) {
            fill(group, tuple.params());
            return;
        }
        if (source instanceof Expression.Unknown) {
            return;
        }
        // Like a struct, a group may be given as just the value of its first field.
        if (!group.struct().fields().isEmpty() && group.struct().fields().get(0).asSlot() != null) {
            Field first = group.struct().fields().get(0);
            Typed found = evaluate(source, group.type(first));
            Value value = found == null ? null : convert(source, found, group.type(first));
            if (value != null) {
                group.set(first, value);
                return;
            }
            if (found == null) {
                return;
            }
        }
        module.error(source, "Type mismatch; expected a group in parentheses.");
    }

    private @Nullable Typed embed(Expression.Embed source, Type type) {
        byte[] content = translator.embed(source).orElse(null);
        if (content == null) {
            return null;
        }
        return switch (type.kind()) {
            case TEXT -> pointer(Type.Kind.TEXT, ListObject.ofText(content), TEXT);
            case DATA -> pointer(Type.Kind.DATA, data(content), DATA);
            case STRUCT -> embeddedMessage(source, content, type);
            default -> {
                module.error(source, "Embedded files can only be values of type Text, Data, or a struct.");
                yield null;
            }
        };
    }

    private @Nullable Typed embeddedMessage(Expression source, byte[] content, Type type) {
        String problem = "it is cut";
        if (content.length % 8 == 0) {
            try {
                PointerObject root = MessageReader.read(content);
                if (root == null || root instanceof StructObject) {
                    return pointer(Type.Kind.STRUCT, root == null ? StructObject.EMPTY : root, type);
                }
                problem = "its root is no struct";
            } catch (MessageReader.BadMessageException e) {
                problem = "it " + e.getMessage();
            }
        }
        module.error(source, "The embedded file is not a valid message: " + problem + ".");
        return null;
    }

    // ------------------------------------------------------------------ as a value of the wanted type

    /** The value as one of a type; null if it is none. */
    private @Nullable Value convert(Expression source, Typed found, Type type) {
        Value value = found.value;
        if (value instanceof Value.Integer integer) {
            return number(source, integer, type.kind());
        }
        if (value instanceof Value.Float number) {
            return switch (type.kind()) {
                case FLOAT32 -> new Value.Float(Type.Kind.FLOAT32, (float) number.value());
                case FLOAT64 -> new Value.Float(Type.Kind.FLOAT64, number.value());
                default -> null;
            };
        }
        if (value instanceof Value.Enum enumerant) {
            if (type instanceof Type.EnumRef wanted) {
                return found.type instanceof Type.EnumRef ref && wanted.typeId() == ref.typeId() ? value : null;
            }
            // The reference compiler takes constants of enum types for numbers.
            return number(source, new Value.Integer(Type.Kind.UINT64, enumerant.ordinal()), type.kind());
        }
        if (!(value instanceof Value.Pointer pointer)) {
            return value.kind() == type.kind() ? value : null;
        }
        if (type instanceof Type.AnyPointer any) {
            boolean fits = switch (any.constraint()) {
                case ANY_KIND ->
                    pointer.kind() == Type.Kind.STRUCT || pointer.kind() == Type.Kind.LIST || found.type.equals(type);
                case STRUCT -> pointer.kind() == Type.Kind.STRUCT || found.type.equals(type);
                case LIST -> pointer.kind() == Type.Kind.LIST || found.type.equals(type);
                case CAPABILITY -> false;
            };
            return fits ? new Value.Pointer(Type.Kind.ANY_POINTER, pointer.object()) : null;
        }
        return found.type.equals(type) ? value : null;
    }

    private @Nullable Value number(Expression source, Value.Integer integer, Type.Kind kind) {
        boolean negative = integer.kind() != Type.Kind.UINT64 && integer.value() < 0;
        boolean huge = integer.kind() == Type.Kind.UINT64 && integer.value() < 0;
        long min;
        long max;
        switch (kind) {
            case INT8, INT16, INT32, INT64 -> {
                max = Long.MAX_VALUE >> (64 - kind.dataBits());
                min = -max - 1;
            }
            case UINT8, UINT16, UINT32 -> {
                max = (1L << kind.dataBits()) - 1;
                min = 0;
            }
            case UINT64 -> {
                max = Long.MAX_VALUE;
                min = 0;
                huge = false;
                if (!negative) {
                    return new Value.Integer(kind, integer.value());
                }
            }
            case FLOAT32, FLOAT64 -> {
                BigInteger exact = huge
                        ? new BigInteger(Long.toUnsignedString(integer.value()))
                        : BigInteger.valueOf(integer.value());
                return new Value.Float(kind, kind == Type.Kind.FLOAT32 ? exact.floatValue() : exact.doubleValue());
            }
            default -> {
                return null;
            }
        }
        if (huge || integer.value() > max || integer.value() < min) {
            module.error(source, "Integer value out of range for " + kind.keyword() + ".");
            return new Value.Integer(kind, negative ? min : max);
        }
        return new Value.Integer(kind, integer.value());
    }
}

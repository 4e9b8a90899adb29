package io.multiprocess.codegen.model;

import io.multiprocess.codegen.message.ListObject;
import io.multiprocess.codegen.message.MessageWriter;
import io.multiprocess.codegen.message.PointerObject;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * The value of a constant, default or annotation.
 *
 * <p>Immutable. Values of pointer types hold the encoded object; {@code DynamicStruct} and {@code DynamicList} of package
 * {@code dynamic} read it field by field.
 */
@SuppressWarnings("JavaLangClash") // the names are those of schema.capnp
public sealed interface Value
        permits Value.Void, Value.Bool, Value.Integer, Value.Float, Value.Enum, Value.Pointer, Value.Interface {

    /** The one value of type Void. */
    Value VOID = new Void();

    /** {@return the kind of the type that this is a value of} */
    Type.Kind kind();

    /** The value of type Void. */
    record Void() implements Value {
        @Override
        public Type.Kind kind() {
            return Type.Kind.VOID;
        }
    }

    /**
     * True or false.
     *
     * @param value which
     */
    record Bool(boolean value) implements Value {
        @Override
        public Type.Kind kind() {
            return Type.Kind.BOOL;
        }
    }

    /**
     * An integer.
     *
     * @param kind one of the eight integer kinds
     * @param value the number; that of UINT64 read as unsigned, all others in range
     */
    record Integer(Type.Kind kind, long value) implements Value {
        /** {@return the number in decimal digits} */
        public String decimal() {
            return kind == Type.Kind.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
        }
    }

    /**
     * A floating-point number.
     *
     * @param kind FLOAT32 or FLOAT64
     * @param value the number, already rounded to the kind's precision
     */
    record Float(Type.Kind kind, double value) implements Value {}

    /**
     * A value of an enum.
     *
     * @param ordinal its number
     */
    record Enum(int ordinal) implements Value {
        @Override
        public Type.Kind kind() {
            return Type.Kind.ENUM;
        }
    }

    /** A capability, which can only be null. */
    record Interface() implements Value {
        @Override
        public Type.Kind kind() {
            return Type.Kind.INTERFACE;
        }
    }

    /**
     * A Text, Data, list, struct or any pointer.
     *
     * @param kind TEXT, DATA, LIST, STRUCT or ANY_POINTER
     * @param object what it points at, or null where no value was given
     */
    record Pointer(Type.Kind kind, @Nullable PointerObject object) implements Value {

        /** {@return whether no value was given, or {@code null}} */
        public boolean isNull() {
            return object == null;
        }

        /** {@return the characters of a Text; empty if null} */
        public String text() {
            return object instanceof ListObject list ? new String(list.textBytes(), StandardCharsets.UTF_8) : "";
        }

        /** {@return the bytes of a Data, or those of a Text without the terminating zero; empty if null} */
        public byte[] bytes() {
            if (!(object instanceof ListObject list)) {
                return new byte[0];
            }
            return kind == Type.Kind.TEXT ? list.textBytes() : list.bytes();
        }

        /** {@return a single segment whose first word points at the object, a multiple of 8 bytes} */
        public byte[] segment() {
            return MessageWriter.segment(object);
        }
    }

    /**
     * What a field of a type reads as without a default.
     *
     * @param type the type
     * @return zero, false, or null
     */
    static Value zero(Type type) {
        Type.Kind kind = type.kind();
        return switch (kind) {
            case VOID -> VOID;
            case BOOL -> new Bool(false);
            case FLOAT32, FLOAT64 -> new Float(kind, 0);
            case ENUM -> new Enum(0);
            case INTERFACE -> new Interface();
            case TEXT, DATA, LIST, STRUCT, ANY_POINTER -> new Pointer(kind, null);
            default -> new Integer(kind, 0);
        };
    }

    /**
     * The characters of a Text value; what most annotations hold.
     *
     * @param value any value
     * @return its text, or the empty string if it is no Text
     */
    static String text(Value value) {
        return value instanceof Pointer pointer && pointer.kind() == Type.Kind.TEXT ? pointer.text() : "";
    }
}

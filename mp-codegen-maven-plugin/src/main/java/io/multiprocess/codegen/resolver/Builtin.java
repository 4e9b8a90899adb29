package io.multiprocess.codegen.resolver;

import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Type.AnyPointer.Constraint;
import org.jspecify.annotations.Nullable;

/** The types that every file knows. */
@SuppressWarnings("ImmutableEnumChecker") // the model's types are immutable
enum Builtin {
    VOID("Void", Type.Kind.VOID),
    BOOL("Bool", Type.Kind.BOOL),
    INT8("Int8", Type.Kind.INT8),
    INT16("Int16", Type.Kind.INT16),
    INT32("Int32", Type.Kind.INT32),
    INT64("Int64", Type.Kind.INT64),
    UINT8("UInt8", Type.Kind.UINT8),
    UINT16("UInt16", Type.Kind.UINT16),
    UINT32("UInt32", Type.Kind.UINT32),
    UINT64("UInt64", Type.Kind.UINT64),
    FLOAT32("Float32", Type.Kind.FLOAT32),
    FLOAT64("Float64", Type.Kind.FLOAT64),
    TEXT("Text", Type.Kind.TEXT),
    DATA("Data", Type.Kind.DATA),
    /** Has a parameter, so its type is made where it is used. */
    LIST("List"),
    /** The old name of AnyPointer, known for a helpful message only. */
    OBJECT("Object", Constraint.ANY_KIND),
    ANY_POINTER("AnyPointer", Constraint.ANY_KIND),
    ANY_STRUCT("AnyStruct", Constraint.STRUCT),
    ANY_LIST("AnyList", Constraint.LIST),
    CAPABILITY("Capability", Constraint.CAPABILITY);

    final String symbol;
    final @Nullable Type type;

    Builtin(String symbol) {
        this.symbol = symbol;
        this.type = null;
    }

    Builtin(String symbol, Type.Kind kind) {
        this.symbol = symbol;
        this.type = new Type.Primitive(kind);
    }

    Builtin(String symbol, Constraint constraint) {
        this.symbol = symbol;
        this.type = new Type.AnyPointer(constraint);
    }

    /** Whether generic parameters may be bound to it. */
    boolean isPointer() {
        return this == LIST || this == TEXT || this == DATA || this == ANY_POINTER;
    }

    /** The builtin type of a kind that has exactly one. */
    static Builtin of(Type.Kind kind) {
        for (Builtin builtin : values()) {
            if (builtin.type instanceof Type.Primitive primitive && primitive.kind() == kind) {
                return builtin;
            }
        }
        return ANY_POINTER;
    }
}

package io.multiprocess.codegen.dynamic;

import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;

/**
 * Values of the data section as bits, and back.
 *
 * <p>Thread-safe: no state.
 */
final class Bits {
    private Bits() {}

    /** The bits of a plain value, zero-extended as far as its type needs them. */
    static long of(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value() ? 1 : 0;
        }
        if (value instanceof Value.Integer integer) {
            return integer.value();
        }
        if (value instanceof Value.Enum enumerant) {
            return enumerant.ordinal();
        }
        if (value instanceof Value.Float number) {
            return number.kind() == Type.Kind.FLOAT32
                    ? Float.floatToRawIntBits((float) number.value()) & 0xffffffffL
                    : Double.doubleToRawLongBits(number.value());
        }
        return 0;
    }

    /** The plain value of a type that some bits stand for. */
    static Value value(Type.Kind kind, long bits) {
        return switch (kind) {
            case VOID -> Value.VOID;
            case BOOL -> new Value.Bool((bits & 1) != 0);
            case INT8 -> new Value.Integer(kind, (byte) bits);
            case INT16 -> new Value.Integer(kind, (short) bits);
            case INT32 -> new Value.Integer(kind, (int) bits);
            case INT64, UINT64 -> new Value.Integer(kind, bits);
            case UINT8 -> new Value.Integer(kind, bits & 0xff);
            case UINT16 -> new Value.Integer(kind, bits & 0xffff);
            case UINT32 -> new Value.Integer(kind, bits & 0xffffffffL);
            case FLOAT32 -> new Value.Float(kind, Float.intBitsToFloat((int) bits));
            case FLOAT64 -> new Value.Float(kind, Double.longBitsToDouble(bits));
            case ENUM -> new Value.Enum((int) (bits & 0xffff));
            default -> throw new IllegalArgumentException(kind + " is no plain value");
        };
    }
}

package io.multiprocess.codegen.generator.message;

import com.palantir.javapoet.CodeBlock;
import io.multiprocess.codegen.model.Value;

/** Plain values as Java literals. Thread-safe: no state. */
final class Literals {
    private Literals() {}

    /**
     * A value as an expression of the field's Java type.
     *
     * @param value a Bool, integer or float
     * @return the literal
     */
    static CodeBlock of(Value value) {
        if (value instanceof Value.Bool bool) {
            return CodeBlock.of("$L", bool.value());
        }
        if (value instanceof Value.Integer integer) {
            return switch (integer.kind()) {
                case INT8, UINT8 -> CodeBlock.of("$L", (byte) integer.value());
                case INT16, UINT16 -> CodeBlock.of("$L", (short) integer.value());
                case INT32, UINT32 -> CodeBlock.of("$L", (int) integer.value());
                default -> CodeBlock.of("$LL", integer.value());
            };
        }
        if (value instanceof Value.Float number) {
            double exact = number.value();
            boolean isFloat = number.kind() == io.multiprocess.codegen.model.Type.Kind.FLOAT32;
            Class<?> type = isFloat ? Float.class : Double.class;
            if (Double.isNaN(exact)) {
                return CodeBlock.of("$T.NaN", type);
            }
            if (Double.isInfinite(exact)) {
                return CodeBlock.of("$T.$L", type, exact > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY");
            }
            return isFloat ? CodeBlock.of("$Lf", (float) exact) : CodeBlock.of("$L", exact);
        }
        throw new IllegalArgumentException("no plain value: " + value);
    }

    /**
     * The bits of a default, which the stored bits are combined with.
     *
     * @param value a default
     * @return the mask as the last argument of the runtime's accessors; empty where no bit is set
     */
    static CodeBlock mask(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value() ? CodeBlock.of("true") : CodeBlock.of("");
        }
        if (value instanceof Value.Integer integer) {
            if (integer.value() == 0) {
                return CodeBlock.of("");
            }
            return switch (integer.kind()) {
                case INT8, UINT8 -> CodeBlock.of("(byte) $L", (byte) integer.value());
                case INT16, UINT16 -> CodeBlock.of("(short) $L", (short) integer.value());
                default -> of(integer);
            };
        }
        if (value instanceof Value.Float number) {
            if (number.kind() == io.multiprocess.codegen.model.Type.Kind.FLOAT32) {
                int bits = Float.floatToIntBits((float) number.value());
                return bits == 0 ? CodeBlock.of("") : CodeBlock.of("$L", bits);
            }
            long bits = Double.doubleToLongBits(number.value());
            return bits == 0 ? CodeBlock.of("") : CodeBlock.of("$LL", bits);
        }
        if (value instanceof Value.Enum enumeration) {
            return enumeration.ordinal() == 0
                    ? CodeBlock.of("")
                    : CodeBlock.of("(short) $L", (short) enumeration.ordinal());
        }
        return CodeBlock.of("");
    }
}

package io.multiprocess.proxy.type;

import java.math.BigInteger;

/**
 * Converts numbers whose Java type and schema type differ in range. A value that the other side cannot represent is an
 * error, never cut off.
 *
 * <p>Names: {@code toUInt32} gives what is stored in a {@code UInt32} field, {@code fromUInt32} reads one; methods named
 * after signed types ({@link #toInt16}) narrow for a field, those that end in {@code Exact} narrow what was read.
 *
 * <p><i>Thread-safe.</i>
 */
public final class Numbers {
    private static final BigInteger UINT64_LIMIT = BigInteger.ONE.shiftLeft(64);

    private Numbers() {}

    /**
     * The bits of a {@code UInt8} field.
     *
     * @throws ArithmeticException if {@code value} is not in 0–255
     */
    public static byte toUInt8(int value) {
        return (byte) check(value, 0, 0xFF, "UInt8");
    }

    /**
     * The bits of a {@code UInt8} field.
     *
     * @throws ArithmeticException if {@code value} is not in 0–255
     */
    public static byte toUInt8(long value) {
        return (byte) check(value, 0, 0xFF, "UInt8");
    }

    /**
     * The bits of a {@code UInt16} field.
     *
     * @throws ArithmeticException if {@code value} is not in 0–65535
     */
    public static short toUInt16(int value) {
        return (short) check(value, 0, 0xFFFF, "UInt16");
    }

    /**
     * The bits of a {@code UInt16} field.
     *
     * @throws ArithmeticException if {@code value} is not in 0–65535
     */
    public static short toUInt16(long value) {
        return (short) check(value, 0, 0xFFFF, "UInt16");
    }

    /**
     * The bits of a {@code UInt32} field.
     *
     * @throws ArithmeticException if {@code value} is negative
     */
    public static int toUInt32(int value) {
        return (int) check(value, 0, 0xFFFF_FFFFL, "UInt32");
    }

    /**
     * The bits of a {@code UInt32} field.
     *
     * @throws ArithmeticException if {@code value} is not in 0–4294967295
     */
    public static int toUInt32(long value) {
        return (int) check(value, 0, 0xFFFF_FFFFL, "UInt32");
    }

    /**
     * The bits of a {@code UInt64} field.
     *
     * @throws ArithmeticException if {@code value} is negative
     */
    public static long toUInt64(long value) {
        return check(value, 0, Long.MAX_VALUE, "UInt64");
    }

    /**
     * The bits of a {@code UInt64} field.
     *
     * @throws ArithmeticException if {@code value} is not in 0–2⁶⁴-1
     */
    public static long toUInt64(BigInteger value) {
        if (value.signum() < 0 || value.compareTo(UINT64_LIMIT) >= 0) {
            throw new ArithmeticException(value + " does not fit UInt64");
        }
        return value.longValue();
    }

    /**
     * An {@code Int8} field's value.
     *
     * @throws ArithmeticException if {@code value} does not fit
     */
    public static byte toInt8(long value) {
        return (byte) check(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "Int8");
    }

    /**
     * An {@code Int16} field's value.
     *
     * @throws ArithmeticException if {@code value} does not fit
     */
    public static short toInt16(long value) {
        return (short) check(value, Short.MIN_VALUE, Short.MAX_VALUE, "Int16");
    }

    /**
     * An {@code Int32} field's value.
     *
     * @throws ArithmeticException if {@code value} does not fit
     */
    public static int toInt32(long value) {
        return (int) check(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "Int32");
    }

    /**
     * An {@code Int64} field's value.
     *
     * @throws ArithmeticException if {@code value} does not fit
     */
    public static long toInt64(BigInteger value) {
        return value.longValueExact();
    }

    /** The value of a {@code UInt8} field. */
    public static int fromUInt8(byte bits) {
        return bits & 0xFF;
    }

    /** The value of a {@code UInt16} field. */
    public static int fromUInt16(short bits) {
        return bits & 0xFFFF;
    }

    /** The value of a {@code UInt16} field as UTF-16 code unit. */
    public static char fromUInt16AsChar(short bits) {
        return (char) bits;
    }

    /** The bits of a {@code UInt16} field that holds a UTF-16 code unit. */
    public static short toUInt16(char value) {
        return (short) value;
    }

    /** The value of a {@code UInt32} field. */
    public static long fromUInt32(int bits) {
        return bits & 0xFFFF_FFFFL;
    }

    /**
     * The value of a {@code UInt64} field.
     *
     * @throws ArithmeticException if it exceeds {@link Long#MAX_VALUE}
     */
    public static long fromUInt64(long bits) {
        if (bits < 0) {
            throw outOfBound();
        }
        return bits;
    }

    /** The value of a {@code UInt64} field. */
    public static BigInteger fromUInt64AsBig(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return bits < 0 ? value.add(UINT64_LIMIT) : value;
    }

    /**
     * A value that was read, as {@code byte}.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static byte byteExact(long value) {
        byte narrow = (byte) value;
        if (narrow != value) {
            throw outOfBound();
        }
        return narrow;
    }

    /**
     * A value that was read, as {@code short}.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static short shortExact(long value) {
        short narrow = (short) value;
        if (narrow != value) {
            throw outOfBound();
        }
        return narrow;
    }

    /**
     * A value that was read, as {@code char}.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static char charExact(long value) {
        char narrow = (char) value;
        if (narrow != value) {
            throw outOfBound();
        }
        return narrow;
    }

    /**
     * A value that was read, as {@code int}.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static int intExact(long value) {
        int narrow = (int) value;
        if (narrow != value) {
            throw outOfBound();
        }
        return narrow;
    }

    private static long check(long value, long min, long max, String type) {
        if (value < min || value > max) {
            throw new ArithmeticException(value + " does not fit " + type);
        }
        return value;
    }

    /** The words of libmultiprocess. */
    private static ArithmeticException outOfBound() {
        return new ArithmeticException("out of bound int received");
    }
}

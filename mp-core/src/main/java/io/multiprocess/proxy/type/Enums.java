package io.multiprocess.proxy.type;

import org.capnproto.DecodeException;

/**
 * Converts enums to and from enumerants' ordinals and C++ enums' integers.
 *
 * <p><i>Thread-safe.</i>
 */
public final class Enums {
    private Enums() {}

    /**
     * The constant of an ordinal that was read.
     *
     * @param values what {@code values()} of the enum gave, kept by the generated code in a constant
     * @throws DecodeException if a newer peer sent a constant that this side does not know
     */
    public static <E extends Enum<E>> E read(E[] values, int ordinal) {
        if (ordinal < 0 || ordinal >= values.length) {
            throw unknown(values.getClass().getComponentType().getSimpleName(), ordinal);
        }
        return values[ordinal];
    }

    /** What to throw where the {@code switch} over the known values of an enum ends. */
    public static DecodeException unknown(String enumName, long value) {
        return new DecodeException("unknown " + enumName + " value " + value);
    }
}

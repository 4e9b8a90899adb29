package io.multiprocess.proxy.type;

import org.capnproto.Data;
import org.capnproto.DataList;
import org.capnproto.PrimitiveList;
import org.capnproto.Text;
import org.capnproto.TextList;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Converts lists of numbers, Text and Data to collections and arrays. Lists of structs are plain loops in the generated
 * code. The output has been initialised with the value's size.
 *
 * <p>Lists that are read are ordinary modifiable ones; sets keep the order of the message.
 *
 * <p><i>Thread-safe.</i>
 */
public final class Lists {
    private Lists() {}

    /** Writes the elements in the collection's order. */
    public static void buildBooleans(Collection<Boolean> value, PrimitiveList.Boolean.Builder output) {
        int i = 0;
        for (Boolean element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(boolean[] value, PrimitiveList.Boolean.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Boolean> readBooleans(PrimitiveList.Boolean.Reader input) {
        int size = input.size();
        List<Boolean> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Boolean> readBooleanSet(PrimitiveList.Boolean.Reader input) {
        int size = input.size();
        Set<Boolean> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static boolean[] readBooleanArray(PrimitiveList.Boolean.Reader input) {
        boolean[] array = new boolean[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes the elements in the collection's order. */
    public static void buildBytes(Collection<Byte> value, PrimitiveList.Byte.Builder output) {
        int i = 0;
        for (Byte element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(byte[] value, PrimitiveList.Byte.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Byte> readBytes(PrimitiveList.Byte.Reader input) {
        int size = input.size();
        List<Byte> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Byte> readByteSet(PrimitiveList.Byte.Reader input) {
        int size = input.size();
        Set<Byte> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static byte[] readByteArray(PrimitiveList.Byte.Reader input) {
        byte[] array = new byte[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes the elements in the collection's order. */
    public static void buildShorts(Collection<Short> value, PrimitiveList.Short.Builder output) {
        int i = 0;
        for (Short element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(short[] value, PrimitiveList.Short.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Short> readShorts(PrimitiveList.Short.Reader input) {
        int size = input.size();
        List<Short> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Short> readShortSet(PrimitiveList.Short.Reader input) {
        int size = input.size();
        Set<Short> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static short[] readShortArray(PrimitiveList.Short.Reader input) {
        short[] array = new short[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes the elements in the collection's order. */
    public static void buildInts(Collection<Integer> value, PrimitiveList.Int.Builder output) {
        int i = 0;
        for (Integer element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(int[] value, PrimitiveList.Int.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Integer> readInts(PrimitiveList.Int.Reader input) {
        int size = input.size();
        List<Integer> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Integer> readIntSet(PrimitiveList.Int.Reader input) {
        int size = input.size();
        Set<Integer> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static int[] readIntArray(PrimitiveList.Int.Reader input) {
        int[] array = new int[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes the elements in the collection's order. */
    public static void buildLongs(Collection<Long> value, PrimitiveList.Long.Builder output) {
        int i = 0;
        for (Long element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(long[] value, PrimitiveList.Long.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Long> readLongs(PrimitiveList.Long.Reader input) {
        int size = input.size();
        List<Long> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Long> readLongSet(PrimitiveList.Long.Reader input) {
        int size = input.size();
        Set<Long> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static long[] readLongArray(PrimitiveList.Long.Reader input) {
        long[] array = new long[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes the elements in the collection's order. */
    public static void buildFloats(Collection<Float> value, PrimitiveList.Float.Builder output) {
        int i = 0;
        for (Float element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(float[] value, PrimitiveList.Float.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Float> readFloats(PrimitiveList.Float.Reader input) {
        int size = input.size();
        List<Float> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Float> readFloatSet(PrimitiveList.Float.Reader input) {
        int size = input.size();
        Set<Float> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static float[] readFloatArray(PrimitiveList.Float.Reader input) {
        float[] array = new float[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes the elements in the collection's order. */
    public static void buildDoubles(Collection<Double> value, PrimitiveList.Double.Builder output) {
        int i = 0;
        for (Double element : value) {
            output.set(i++, element);
        }
    }

    /** Writes the array's elements. */
    public static void build(double[] value, PrimitiveList.Double.Builder output) {
        for (int i = 0; i < value.length; i++) {
            output.set(i, value[i]);
        }
    }

    /** The elements as list. */
    public static List<Double> readDoubles(PrimitiveList.Double.Reader input) {
        int size = input.size();
        List<Double> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(input.get(i));
        }
        return list;
    }

    /** The elements as set. */
    public static Set<Double> readDoubleSet(PrimitiveList.Double.Reader input) {
        int size = input.size();
        Set<Double> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(input.get(i));
        }
        return set;
    }

    /** The elements as array. */
    public static double[] readDoubleArray(PrimitiveList.Double.Reader input) {
        double[] array = new double[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = input.get(i);
        }
        return array;
    }

    /** Writes strings; a null one becomes a null pointer, which is read as the empty string. */
    public static void buildTexts(Collection<? extends @Nullable String> value, TextList.Builder output) {
        int i = 0;
        for (String element : value) {
            if (element != null) {
                output.set(i, new Text.Reader(element));
            }
            i++;
        }
    }

    /** Writes strings; a null one becomes a null pointer, which is read as the empty string. */
    public static void build(@Nullable String[] value, TextList.Builder output) {
        for (int i = 0; i < value.length; i++) {
            String element = value[i];
            if (element != null) {
                output.set(i, new Text.Reader(element));
            }
        }
    }

    /** The strings as list. */
    public static List<String> readTexts(TextList.Reader input) {
        int size = input.size();
        List<String> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(Texts.read(input.get(i)));
        }
        return list;
    }

    /** The strings as set. */
    public static Set<String> readTextSet(TextList.Reader input) {
        int size = input.size();
        Set<String> set = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            set.add(Texts.read(input.get(i)));
        }
        return set;
    }

    /** The strings as array. */
    public static String[] readTextArray(TextList.Reader input) {
        String[] array = new String[input.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = Texts.read(input.get(i));
        }
        return array;
    }

    /** Writes byte strings; a null one becomes a null pointer. */
    public static void buildData(Collection<byte @Nullable []> value, DataList.Builder output) {
        int i = 0;
        for (byte[] element : value) {
            if (element != null) {
                output.set(i, new Data.Reader(element));
            }
            i++;
        }
    }

    /** Writes byte strings; a null one becomes a null pointer. */
    public static void build(byte[] @Nullable [] value, DataList.Builder output) {
        for (int i = 0; i < value.length; i++) {
            byte[] element = value[i];
            if (element != null) {
                output.set(i, new Data.Reader(element));
            }
        }
    }

    /** Writes the remaining bytes of each buffer, whose position stays; a null one becomes a null pointer. */
    public static void buildBuffers(Collection<? extends @Nullable ByteBuffer> value, DataList.Builder output) {
        int i = 0;
        for (ByteBuffer element : value) {
            if (element != null) {
                byte[] bytes = new byte[element.remaining()];
                element.get(element.position(), bytes);
                output.set(i, new Data.Reader(bytes));
            }
            i++;
        }
    }

    /** Copies of the byte strings; null pointers are empty arrays. */
    public static List<byte[]> readData(DataList.Reader input) {
        int size = input.size();
        List<byte[]> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(DataFields.read(input.get(i)));
        }
        return list;
    }

    /**
     * Copies of the byte strings, with null for an empty one: libmultiprocess cannot tell a null element of a
     * {@code List(Data)} from an empty one and reads both as null pointers.
     */
    public static List<byte @Nullable []> readNullableData(DataList.Reader input) {
        int size = input.size();
        List<byte @Nullable []> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Data.Reader data = input.get(i);
            list.add(data.size == 0 ? null : DataFields.read(data));
        }
        return list;
    }

    /** Copies of the byte strings as array; null pointers are empty arrays. */
    public static byte[][] readDataArray(DataList.Reader input) {
        byte[][] array = new byte[input.size()][];
        for (int i = 0; i < array.length; i++) {
            array[i] = DataFields.read(input.get(i));
        }
        return array;
    }

    /** Read-only copies of the byte strings; null pointers are empty buffers. */
    public static List<ByteBuffer> readBuffers(DataList.Reader input) {
        int size = input.size();
        List<ByteBuffer> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(DataFields.readBuffer(input.get(i)));
        }
        return list;
    }
}

package io.multiprocess.matrix;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/** The values that the matrix is tried with: what is sent, and what is answered. */
final class Rows {
    private Rows() {}

    /**
     * A kind of value, and the methods for it.
     *
     * @param name the end of the methods' names
     * @param sent what the client sends
     * @param answered what the server answers
     */
    record Row<J>(
            String name,
            J sent,
            J answered,
            BiFunction<Matrix, J, J> pass,
            BiConsumer<Matrix, AtomicReference<J>> swap,
            BiFunction<Matrix, Optional<J>, Optional<J>> maybe,
            BiFunction<Matrix, List<J>, List<J>> list,
            BiConsumer<Matrix, AtomicReference<J>> want) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row<?>> ALL = List.of(
            new Row<Boolean>(
                    "Bool",
                    true,
                    false,
                    Matrix::passBool,
                    Matrix::swapBool,
                    Matrix::maybeBool,
                    Matrix::listBool,
                    Matrix::wantBool),
            new Row<Byte>(
                    "Int8",
                    Byte.MIN_VALUE,
                    (byte) 7,
                    Matrix::passInt8,
                    Matrix::swapInt8,
                    Matrix::maybeInt8,
                    Matrix::listInt8,
                    Matrix::wantInt8),
            new Row<Short>(
                    "Int16",
                    Short.MIN_VALUE,
                    (short) 7,
                    Matrix::passInt16,
                    Matrix::swapInt16,
                    Matrix::maybeInt16,
                    Matrix::listInt16,
                    Matrix::wantInt16),
            new Row<Integer>(
                    "Int32",
                    Integer.MIN_VALUE,
                    7,
                    Matrix::passInt32,
                    Matrix::swapInt32,
                    Matrix::maybeInt32,
                    Matrix::listInt32,
                    Matrix::wantInt32),
            new Row<Long>(
                    "Int64",
                    Long.MIN_VALUE,
                    7L,
                    Matrix::passInt64,
                    Matrix::swapInt64,
                    Matrix::maybeInt64,
                    Matrix::listInt64,
                    Matrix::wantInt64),
            new Row<Integer>(
                    "UInt8",
                    255,
                    128,
                    Matrix::passUInt8,
                    Matrix::swapUInt8,
                    Matrix::maybeUInt8,
                    Matrix::listUInt8,
                    Matrix::wantUInt8),
            new Row<Short>(
                    "UInt8Short",
                    (short) 255,
                    (short) 128,
                    Matrix::passUInt8Short,
                    Matrix::swapUInt8Short,
                    Matrix::maybeUInt8Short,
                    Matrix::listUInt8Short,
                    Matrix::wantUInt8Short),
            new Row<Integer>(
                    "UInt16",
                    65_535,
                    32_768,
                    Matrix::passUInt16,
                    Matrix::swapUInt16,
                    Matrix::maybeUInt16,
                    Matrix::listUInt16,
                    Matrix::wantUInt16),
            new Row<Long>(
                    "UInt32",
                    4_294_967_295L,
                    1L << 31,
                    Matrix::passUInt32,
                    Matrix::swapUInt32,
                    Matrix::maybeUInt32,
                    Matrix::listUInt32,
                    Matrix::wantUInt32),
            new Row<Integer>(
                    "UInt32Int",
                    Integer.MAX_VALUE,
                    0,
                    Matrix::passUInt32Int,
                    Matrix::swapUInt32Int,
                    Matrix::maybeUInt32Int,
                    Matrix::listUInt32Int,
                    Matrix::wantUInt32Int),
            new Row<Long>(
                    "UInt64",
                    Long.MAX_VALUE,
                    0L,
                    Matrix::passUInt64,
                    Matrix::swapUInt64,
                    Matrix::maybeUInt64,
                    Matrix::listUInt64,
                    Matrix::wantUInt64),
            new Row<BigInteger>(
                    "UInt64Big",
                    BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
                    BigInteger.ZERO,
                    Matrix::passUInt64Big,
                    Matrix::swapUInt64Big,
                    Matrix::maybeUInt64Big,
                    Matrix::listUInt64Big,
                    Matrix::wantUInt64Big),
            new Row<Float>(
                    "Float32",
                    Float.MIN_VALUE,
                    Float.NEGATIVE_INFINITY,
                    Matrix::passFloat32,
                    Matrix::swapFloat32,
                    Matrix::maybeFloat32,
                    Matrix::listFloat32,
                    Matrix::wantFloat32),
            new Row<Double>(
                    "Float64",
                    Double.MIN_VALUE,
                    Double.NaN,
                    Matrix::passFloat64,
                    Matrix::swapFloat64,
                    Matrix::maybeFloat64,
                    Matrix::listFloat64,
                    Matrix::wantFloat64),
            new Row<Character>(
                    "Char",
                    '\uFFFF',
                    'a',
                    Matrix::passChar,
                    Matrix::swapChar,
                    Matrix::maybeChar,
                    Matrix::listChar,
                    Matrix::wantChar),
            new Row<Character>(
                    "Char8",
                    'a',
                    'z',
                    Matrix::passChar8,
                    Matrix::swapChar8,
                    Matrix::maybeChar8,
                    Matrix::listChar8,
                    Matrix::wantChar8),
            new Row<Character>(
                    "CharText",
                    '\u00E4',
                    'b',
                    Matrix::passCharText,
                    Matrix::swapCharText,
                    Matrix::maybeCharText,
                    Matrix::listCharText,
                    Matrix::wantCharText),
            new Row<String>(
                    "Text",
                    "g\u00FCnstig \uD83D\uDE00",
                    "",
                    Matrix::passText,
                    Matrix::swapText,
                    Matrix::maybeText,
                    Matrix::listText,
                    Matrix::wantText),
            new Row<char[]>(
                    "Chars",
                    "password".toCharArray(),
                    new char[0],
                    Matrix::passChars,
                    Matrix::swapChars,
                    Matrix::maybeChars,
                    Matrix::listChars,
                    Matrix::wantChars),
            new Row<byte[]>(
                    "Data",
                    new byte[] {1, -1, 0},
                    new byte[0],
                    Matrix::passData,
                    Matrix::swapData,
                    Matrix::maybeData,
                    Matrix::listData,
                    Matrix::wantData),
            new Row<ByteBuffer>(
                    "Buffer",
                    ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2),
                    ByteBuffer.allocate(0),
                    Matrix::passBuffer,
                    Matrix::swapBuffer,
                    Matrix::maybeBuffer,
                    Matrix::listBuffer,
                    Matrix::wantBuffer),
            new Row<Color>(
                    "Color",
                    Color.DARK_GREEN,
                    Color.RED,
                    Matrix::passColor,
                    Matrix::swapColor,
                    Matrix::maybeColor,
                    Matrix::listColor,
                    Matrix::wantColor),
            new Row<Integer>(
                    "Ordinal",
                    2,
                    0,
                    Matrix::passOrdinal,
                    Matrix::swapOrdinal,
                    Matrix::maybeOrdinal,
                    Matrix::listOrdinal,
                    Matrix::wantOrdinal),
            new Row<Grade>(
                    "Grade",
                    Grade.BAD,
                    Grade.GOOD,
                    Matrix::passGrade,
                    Matrix::swapGrade,
                    Matrix::maybeGrade,
                    Matrix::listGrade,
                    Matrix::wantGrade),
            new Row<Duration>(
                    "Duration",
                    Duration.ofMillis(-1),
                    Duration.ofDays(10_000),
                    Matrix::passDuration,
                    Matrix::swapDuration,
                    Matrix::maybeDuration,
                    Matrix::listDuration,
                    Matrix::wantDuration),
            new Row<Instant>(
                    "Instant",
                    Instant.ofEpochMilli(1_700_000_000_123L),
                    Instant.EPOCH,
                    Matrix::passInstant,
                    Matrix::swapInstant,
                    Matrix::maybeInstant,
                    Matrix::listInstant,
                    Matrix::wantInstant),
            new Row<List<Integer>>(
                    "List",
                    List.of(3, 1, 3),
                    List.of(),
                    Matrix::passList,
                    Matrix::swapList,
                    Matrix::maybeList,
                    Matrix::listList,
                    Matrix::wantList),
            new Row<List<List<String>>>(
                    "Nested",
                    List.of(List.of("a"), List.of()),
                    List.of(),
                    Matrix::passNested,
                    Matrix::swapNested,
                    Matrix::maybeNested,
                    Matrix::listNested,
                    Matrix::wantNested),
            new Row<int[]>(
                    "Ints",
                    new int[] {1, -2},
                    new int[0],
                    Matrix::passInts,
                    Matrix::swapInts,
                    Matrix::maybeInts,
                    Matrix::listInts,
                    Matrix::wantInts),
            new Row<boolean[]>(
                    "Bools",
                    new boolean[] {true, false, true},
                    new boolean[0],
                    Matrix::passBools,
                    Matrix::swapBools,
                    Matrix::maybeBools,
                    Matrix::listBools,
                    Matrix::wantBools),
            new Row<double[]>(
                    "Doubles",
                    new double[] {1.5, -0.0},
                    new double[0],
                    Matrix::passDoubles,
                    Matrix::swapDoubles,
                    Matrix::maybeDoubles,
                    Matrix::listDoubles,
                    Matrix::wantDoubles),
            new Row<long[]>(
                    "Longs",
                    new long[] {4_294_967_295L, 0},
                    new long[0],
                    Matrix::passLongs,
                    Matrix::swapLongs,
                    Matrix::maybeLongs,
                    Matrix::listLongs,
                    Matrix::wantLongs),
            new Row<String[]>(
                    "Strings",
                    new String[] {"a", ""},
                    new String[0],
                    Matrix::passStrings,
                    Matrix::swapStrings,
                    Matrix::maybeStrings,
                    Matrix::listStrings,
                    Matrix::wantStrings),
            new Row<Point[]>(
                    "Points",
                    new Point[] {new Point(1, 2)},
                    new Point[0],
                    Matrix::passPoints,
                    Matrix::swapPoints,
                    Matrix::maybePoints,
                    Matrix::listPoints,
                    Matrix::wantPoints),
            new Row<Set<String>>(
                    "Set",
                    Set.of("a", "b"),
                    Set.of(),
                    Matrix::passSet,
                    Matrix::swapSet,
                    Matrix::maybeSet,
                    Matrix::listSet,
                    Matrix::wantSet),
            new Row<SortedSet<Integer>>(
                    "SortedSet",
                    new TreeSet<>(List.of(3, 1)),
                    new TreeSet<>(),
                    Matrix::passSortedSet,
                    Matrix::swapSortedSet,
                    Matrix::maybeSortedSet,
                    Matrix::listSortedSet,
                    Matrix::wantSortedSet),
            new Row<Map<String, Integer>>(
                    "Map",
                    Map.of("a", 1, "b", 2),
                    Map.of(),
                    Matrix::passMap,
                    Matrix::swapMap,
                    Matrix::maybeMap,
                    Matrix::listMap,
                    Matrix::wantMap),
            new Row<SortedMap<String, Integer>>(
                    "SortedMap",
                    new TreeMap<>(Map.of("b", 1, "a", 2)),
                    new TreeMap<>(),
                    Matrix::passSortedMap,
                    Matrix::swapSortedMap,
                    Matrix::maybeSortedMap,
                    Matrix::listSortedMap,
                    Matrix::wantSortedMap),
            new Row<Point>(
                    "Point",
                    new Point(1, -1),
                    new Point(0, 0),
                    Matrix::passPoint,
                    Matrix::swapPoint,
                    Matrix::maybePoint,
                    Matrix::listPoint,
                    Matrix::wantPoint),
            new Row<Empty>(
                    "Empty",
                    new Empty(),
                    new Empty(),
                    Matrix::passEmpty,
                    Matrix::swapEmpty,
                    Matrix::maybeEmpty,
                    Matrix::listEmpty,
                    Matrix::wantEmpty),
            new Row<Pair<String, List<Pair<String, String>>>>(
                    "Pair",
                    new Pair<>("a", List.of(new Pair<>("b", "c"))),
                    new Pair<>("", List.of()),
                    Matrix::passPair,
                    Matrix::swapPair,
                    Matrix::maybePair,
                    Matrix::listPair,
                    Matrix::wantPair),
            new Row<Shape>(
                    "Shape",
                    new Shape.Circle("round", 2.5),
                    new Shape.None(""),
                    Matrix::passShape,
                    Matrix::swapShape,
                    Matrix::maybeShape,
                    Matrix::listShape,
                    Matrix::wantShape),
            new Row<UUID>(
                    "Uuid",
                    new UUID(1, 2),
                    new UUID(3, 4),
                    Matrix::passUuid,
                    Matrix::swapUuid,
                    Matrix::maybeUuid,
                    Matrix::listUuid,
                    Matrix::wantUuid),
            new Row<BigDecimal>(
                    "Money",
                    new BigDecimal("12.50"),
                    new BigDecimal("-0.001"),
                    Matrix::passMoney,
                    Matrix::swapMoney,
                    Matrix::maybeMoney,
                    Matrix::listMoney,
                    Matrix::wantMoney),
            new Row<Probe>(
                    "Probe",
                    new LocalProbe(1),
                    new LocalProbe(2),
                    Matrix::passProbe,
                    Matrix::swapProbe,
                    Matrix::maybeProbe,
                    Matrix::listProbe,
                    Matrix::wantProbe),
            new Row<IntSupplier>(
                    "Supplier",
                    () -> 5,
                    () -> 6,
                    Matrix::passSupplier,
                    Matrix::swapSupplier,
                    Matrix::maybeSupplier,
                    Matrix::listSupplier,
                    Matrix::wantSupplier),
            new Row<Held>(
                    "Held",
                    new Held(new LocalProbe(1), List.of(new LocalProbe(2)), new Pair<>(new LocalProbe(3), "x")),
                    new Held(new LocalProbe(4), List.of(), new Pair<>(new LocalProbe(5), "y")),
                    Matrix::passHeld,
                    Matrix::swapHeld,
                    Matrix::maybeHeld,
                    Matrix::listHeld,
                    Matrix::wantHeld));

    static final All SENT = new All(
            true,
            Byte.MIN_VALUE,
            Short.MIN_VALUE,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            255,
            (short) 255,
            65_535,
            4_294_967_295L,
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
            Float.MIN_VALUE,
            Double.MIN_VALUE,
            '\uFFFF',
            'a',
            '\u00E4',
            "g\u00FCnstig \uD83D\uDE00",
            "password".toCharArray(),
            new byte[] {1, -1, 0},
            ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2),
            Color.DARK_GREEN,
            2,
            Grade.BAD,
            Duration.ofMillis(-1),
            Instant.ofEpochMilli(1_700_000_000_123L),
            List.of(3, 1, 3),
            List.of(List.of("a"), List.of()),
            new int[] {1, -2},
            new boolean[] {true, false, true},
            new double[] {1.5, -0.0},
            new long[] {4_294_967_295L, 0},
            new String[] {"a", ""},
            new Point[] {new Point(1, 2)},
            Set.of("a", "b"),
            new TreeSet<>(List.of(3, 1)),
            Map.of("a", 1, "b", 2),
            new TreeMap<>(Map.of("b", 1, "a", 2)),
            new Point(1, -1),
            new Empty(),
            new Pair<>("a", List.of(new Pair<>("b", "c"))),
            new Shape.Circle("round", 2.5),
            new UUID(1, 2),
            new BigDecimal("12.50"));

    static final All ANSWERED = new All(
            false,
            (byte) 7,
            (short) 7,
            7,
            7L,
            128,
            (short) 128,
            32_768,
            1L << 31,
            0,
            0L,
            BigInteger.ZERO,
            Float.NEGATIVE_INFINITY,
            Double.NaN,
            'a',
            'z',
            'b',
            "",
            new char[0],
            new byte[0],
            ByteBuffer.allocate(0),
            Color.RED,
            0,
            Grade.GOOD,
            Duration.ofDays(10_000),
            Instant.EPOCH,
            List.of(),
            List.of(),
            new int[0],
            new boolean[0],
            new double[0],
            new long[0],
            new String[0],
            new Point[0],
            Set.of(),
            new TreeSet<>(),
            Map.of(),
            new TreeMap<>(),
            new Point(0, 0),
            new Empty(),
            new Pair<>("", List.of()),
            new Shape.None(""),
            new UUID(3, 4),
            new BigDecimal("-0.001"));

    static Row<?> named(String name) {
        return ALL.stream().filter(row -> row.name.equals(name)).findFirst().orElseThrow();
    }

    /** A value in a form that has equality: arrays and buffers as lists, objects as what they answer. */
    static Object comparable(Object value) {
        if (value instanceof Probe probe) {
            return "probe " + probe.id();
        }
        if (value instanceof IntSupplier supplier) {
            return "supplier " + supplier.getAsInt();
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Rows::comparable);
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.duplicate();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Rows::comparable).toList();
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> comparable(Array.get(value, i)))
                    .toList();
        }
        if (value instanceof Record) {
            List<Object> parts = new ArrayList<>();
            parts.add(value.getClass());
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    parts.add(comparable(component.getAccessor().invoke(value)));
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
            return parts;
        }
        return value;
    }
}

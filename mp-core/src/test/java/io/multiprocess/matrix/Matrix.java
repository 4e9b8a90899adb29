package io.multiprocess.matrix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** Every kind of value as argument and result, in and out, optional, asked for, and as an element of a list. */
public interface Matrix {
    boolean passBool(boolean arg);

    void swapBool(AtomicReference<Boolean> value);

    Optional<Boolean> maybeBool(Optional<Boolean> arg);

    List<Boolean> listBool(List<Boolean> arg);

    void wantBool(AtomicReference<Boolean> value);

    byte passInt8(byte arg);

    void swapInt8(AtomicReference<Byte> value);

    Optional<Byte> maybeInt8(Optional<Byte> arg);

    List<Byte> listInt8(List<Byte> arg);

    void wantInt8(AtomicReference<Byte> value);

    short passInt16(short arg);

    void swapInt16(AtomicReference<Short> value);

    Optional<Short> maybeInt16(Optional<Short> arg);

    List<Short> listInt16(List<Short> arg);

    void wantInt16(AtomicReference<Short> value);

    int passInt32(int arg);

    void swapInt32(AtomicReference<Integer> value);

    Optional<Integer> maybeInt32(Optional<Integer> arg);

    List<Integer> listInt32(List<Integer> arg);

    void wantInt32(AtomicReference<Integer> value);

    long passInt64(long arg);

    void swapInt64(AtomicReference<Long> value);

    Optional<Long> maybeInt64(Optional<Long> arg);

    List<Long> listInt64(List<Long> arg);

    void wantInt64(AtomicReference<Long> value);

    int passUInt8(int arg);

    void swapUInt8(AtomicReference<Integer> value);

    Optional<Integer> maybeUInt8(Optional<Integer> arg);

    List<Integer> listUInt8(List<Integer> arg);

    void wantUInt8(AtomicReference<Integer> value);

    short passUInt8Short(short arg);

    void swapUInt8Short(AtomicReference<Short> value);

    Optional<Short> maybeUInt8Short(Optional<Short> arg);

    List<Short> listUInt8Short(List<Short> arg);

    void wantUInt8Short(AtomicReference<Short> value);

    int passUInt16(int arg);

    void swapUInt16(AtomicReference<Integer> value);

    Optional<Integer> maybeUInt16(Optional<Integer> arg);

    List<Integer> listUInt16(List<Integer> arg);

    void wantUInt16(AtomicReference<Integer> value);

    long passUInt32(long arg);

    void swapUInt32(AtomicReference<Long> value);

    Optional<Long> maybeUInt32(Optional<Long> arg);

    List<Long> listUInt32(List<Long> arg);

    void wantUInt32(AtomicReference<Long> value);

    int passUInt32Int(int arg);

    void swapUInt32Int(AtomicReference<Integer> value);

    Optional<Integer> maybeUInt32Int(Optional<Integer> arg);

    List<Integer> listUInt32Int(List<Integer> arg);

    void wantUInt32Int(AtomicReference<Integer> value);

    long passUInt64(long arg);

    void swapUInt64(AtomicReference<Long> value);

    Optional<Long> maybeUInt64(Optional<Long> arg);

    List<Long> listUInt64(List<Long> arg);

    void wantUInt64(AtomicReference<Long> value);

    BigInteger passUInt64Big(BigInteger arg);

    void swapUInt64Big(AtomicReference<BigInteger> value);

    Optional<BigInteger> maybeUInt64Big(Optional<BigInteger> arg);

    List<BigInteger> listUInt64Big(List<BigInteger> arg);

    void wantUInt64Big(AtomicReference<BigInteger> value);

    float passFloat32(float arg);

    void swapFloat32(AtomicReference<Float> value);

    Optional<Float> maybeFloat32(Optional<Float> arg);

    List<Float> listFloat32(List<Float> arg);

    void wantFloat32(AtomicReference<Float> value);

    double passFloat64(double arg);

    void swapFloat64(AtomicReference<Double> value);

    Optional<Double> maybeFloat64(Optional<Double> arg);

    List<Double> listFloat64(List<Double> arg);

    void wantFloat64(AtomicReference<Double> value);

    char passChar(char arg);

    void swapChar(AtomicReference<Character> value);

    Optional<Character> maybeChar(Optional<Character> arg);

    List<Character> listChar(List<Character> arg);

    void wantChar(AtomicReference<Character> value);

    char passChar8(char arg);

    void swapChar8(AtomicReference<Character> value);

    Optional<Character> maybeChar8(Optional<Character> arg);

    List<Character> listChar8(List<Character> arg);

    void wantChar8(AtomicReference<Character> value);

    char passCharText(char arg);

    void swapCharText(AtomicReference<Character> value);

    Optional<Character> maybeCharText(Optional<Character> arg);

    List<Character> listCharText(List<Character> arg);

    void wantCharText(AtomicReference<Character> value);

    String passText(String arg);

    void swapText(AtomicReference<String> value);

    Optional<String> maybeText(Optional<String> arg);

    List<String> listText(List<String> arg);

    void wantText(AtomicReference<String> value);

    char[] passChars(char[] arg);

    void swapChars(AtomicReference<char[]> value);

    Optional<char[]> maybeChars(Optional<char[]> arg);

    List<char[]> listChars(List<char[]> arg);

    void wantChars(AtomicReference<char[]> value);

    byte[] passData(byte[] arg);

    void swapData(AtomicReference<byte[]> value);

    Optional<byte[]> maybeData(Optional<byte[]> arg);

    List<byte[]> listData(List<byte[]> arg);

    void wantData(AtomicReference<byte[]> value);

    ByteBuffer passBuffer(ByteBuffer arg);

    void swapBuffer(AtomicReference<ByteBuffer> value);

    Optional<ByteBuffer> maybeBuffer(Optional<ByteBuffer> arg);

    List<ByteBuffer> listBuffer(List<ByteBuffer> arg);

    void wantBuffer(AtomicReference<ByteBuffer> value);

    Color passColor(Color arg);

    void swapColor(AtomicReference<Color> value);

    Optional<Color> maybeColor(Optional<Color> arg);

    List<Color> listColor(List<Color> arg);

    void wantColor(AtomicReference<Color> value);

    int passOrdinal(int arg);

    void swapOrdinal(AtomicReference<Integer> value);

    Optional<Integer> maybeOrdinal(Optional<Integer> arg);

    List<Integer> listOrdinal(List<Integer> arg);

    void wantOrdinal(AtomicReference<Integer> value);

    Grade passGrade(Grade arg);

    void swapGrade(AtomicReference<Grade> value);

    Optional<Grade> maybeGrade(Optional<Grade> arg);

    List<Grade> listGrade(List<Grade> arg);

    void wantGrade(AtomicReference<Grade> value);

    Duration passDuration(Duration arg);

    void swapDuration(AtomicReference<Duration> value);

    Optional<Duration> maybeDuration(Optional<Duration> arg);

    List<Duration> listDuration(List<Duration> arg);

    void wantDuration(AtomicReference<Duration> value);

    Instant passInstant(Instant arg);

    void swapInstant(AtomicReference<Instant> value);

    Optional<Instant> maybeInstant(Optional<Instant> arg);

    List<Instant> listInstant(List<Instant> arg);

    void wantInstant(AtomicReference<Instant> value);

    List<Integer> passList(List<Integer> arg);

    void swapList(AtomicReference<List<Integer>> value);

    Optional<List<Integer>> maybeList(Optional<List<Integer>> arg);

    List<List<Integer>> listList(List<List<Integer>> arg);

    void wantList(AtomicReference<List<Integer>> value);

    List<List<String>> passNested(List<List<String>> arg);

    void swapNested(AtomicReference<List<List<String>>> value);

    Optional<List<List<String>>> maybeNested(Optional<List<List<String>>> arg);

    List<List<List<String>>> listNested(List<List<List<String>>> arg);

    void wantNested(AtomicReference<List<List<String>>> value);

    int[] passInts(int[] arg);

    void swapInts(AtomicReference<int[]> value);

    Optional<int[]> maybeInts(Optional<int[]> arg);

    List<int[]> listInts(List<int[]> arg);

    void wantInts(AtomicReference<int[]> value);

    boolean[] passBools(boolean[] arg);

    void swapBools(AtomicReference<boolean[]> value);

    Optional<boolean[]> maybeBools(Optional<boolean[]> arg);

    List<boolean[]> listBools(List<boolean[]> arg);

    void wantBools(AtomicReference<boolean[]> value);

    double[] passDoubles(double[] arg);

    void swapDoubles(AtomicReference<double[]> value);

    Optional<double[]> maybeDoubles(Optional<double[]> arg);

    List<double[]> listDoubles(List<double[]> arg);

    void wantDoubles(AtomicReference<double[]> value);

    long[] passLongs(long[] arg);

    void swapLongs(AtomicReference<long[]> value);

    Optional<long[]> maybeLongs(Optional<long[]> arg);

    List<long[]> listLongs(List<long[]> arg);

    void wantLongs(AtomicReference<long[]> value);

    String[] passStrings(String[] arg);

    void swapStrings(AtomicReference<String[]> value);

    Optional<String[]> maybeStrings(Optional<String[]> arg);

    List<String[]> listStrings(List<String[]> arg);

    void wantStrings(AtomicReference<String[]> value);

    Point[] passPoints(Point[] arg);

    void swapPoints(AtomicReference<Point[]> value);

    Optional<Point[]> maybePoints(Optional<Point[]> arg);

    List<Point[]> listPoints(List<Point[]> arg);

    void wantPoints(AtomicReference<Point[]> value);

    Set<String> passSet(Set<String> arg);

    void swapSet(AtomicReference<Set<String>> value);

    Optional<Set<String>> maybeSet(Optional<Set<String>> arg);

    List<Set<String>> listSet(List<Set<String>> arg);

    void wantSet(AtomicReference<Set<String>> value);

    SortedSet<Integer> passSortedSet(SortedSet<Integer> arg);

    void swapSortedSet(AtomicReference<SortedSet<Integer>> value);

    Optional<SortedSet<Integer>> maybeSortedSet(Optional<SortedSet<Integer>> arg);

    List<SortedSet<Integer>> listSortedSet(List<SortedSet<Integer>> arg);

    void wantSortedSet(AtomicReference<SortedSet<Integer>> value);

    Map<String, Integer> passMap(Map<String, Integer> arg);

    void swapMap(AtomicReference<Map<String, Integer>> value);

    Optional<Map<String, Integer>> maybeMap(Optional<Map<String, Integer>> arg);

    List<Map<String, Integer>> listMap(List<Map<String, Integer>> arg);

    void wantMap(AtomicReference<Map<String, Integer>> value);

    SortedMap<String, Integer> passSortedMap(SortedMap<String, Integer> arg);

    void swapSortedMap(AtomicReference<SortedMap<String, Integer>> value);

    Optional<SortedMap<String, Integer>> maybeSortedMap(Optional<SortedMap<String, Integer>> arg);

    List<SortedMap<String, Integer>> listSortedMap(List<SortedMap<String, Integer>> arg);

    void wantSortedMap(AtomicReference<SortedMap<String, Integer>> value);

    Point passPoint(Point arg);

    void swapPoint(AtomicReference<Point> value);

    Optional<Point> maybePoint(Optional<Point> arg);

    List<Point> listPoint(List<Point> arg);

    void wantPoint(AtomicReference<Point> value);

    Empty passEmpty(Empty arg);

    void swapEmpty(AtomicReference<Empty> value);

    Optional<Empty> maybeEmpty(Optional<Empty> arg);

    List<Empty> listEmpty(List<Empty> arg);

    void wantEmpty(AtomicReference<Empty> value);

    Pair<String, List<Pair<String, String>>> passPair(Pair<String, List<Pair<String, String>>> arg);

    void swapPair(AtomicReference<Pair<String, List<Pair<String, String>>>> value);

    Optional<Pair<String, List<Pair<String, String>>>> maybePair(
            Optional<Pair<String, List<Pair<String, String>>>> arg);

    List<Pair<String, List<Pair<String, String>>>> listPair(List<Pair<String, List<Pair<String, String>>>> arg);

    void wantPair(AtomicReference<Pair<String, List<Pair<String, String>>>> value);

    Shape passShape(Shape arg);

    void swapShape(AtomicReference<Shape> value);

    Optional<Shape> maybeShape(Optional<Shape> arg);

    List<Shape> listShape(List<Shape> arg);

    void wantShape(AtomicReference<Shape> value);

    UUID passUuid(UUID arg);

    void swapUuid(AtomicReference<UUID> value);

    Optional<UUID> maybeUuid(Optional<UUID> arg);

    List<UUID> listUuid(List<UUID> arg);

    void wantUuid(AtomicReference<UUID> value);

    BigDecimal passMoney(BigDecimal arg);

    void swapMoney(AtomicReference<BigDecimal> value);

    Optional<BigDecimal> maybeMoney(Optional<BigDecimal> arg);

    List<BigDecimal> listMoney(List<BigDecimal> arg);

    void wantMoney(AtomicReference<BigDecimal> value);

    Probe passProbe(Probe arg);

    void swapProbe(AtomicReference<Probe> value);

    Optional<Probe> maybeProbe(Optional<Probe> arg);

    List<Probe> listProbe(List<Probe> arg);

    void wantProbe(AtomicReference<Probe> value);

    IntSupplier passSupplier(IntSupplier arg);

    void swapSupplier(AtomicReference<IntSupplier> value);

    Optional<IntSupplier> maybeSupplier(Optional<IntSupplier> arg);

    List<IntSupplier> listSupplier(List<IntSupplier> arg);

    void wantSupplier(AtomicReference<IntSupplier> value);

    Held passHeld(Held arg);

    void swapHeld(AtomicReference<Held> value);

    Optional<Held> maybeHeld(Optional<Held> arg);

    List<Held> listHeld(List<Held> arg);

    void wantHeld(AtomicReference<Held> value);

    All passAll(All arg);

    List<All> listAll(List<All> arg);

    int fail(int kind) throws FirstException, SecondException;

    String span(String label, int from, OptionalLong to, String unit, int step);
}

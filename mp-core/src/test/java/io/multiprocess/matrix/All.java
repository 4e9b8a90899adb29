package io.multiprocess.matrix;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/** One field of every kind. */
public record All(
        boolean boolValue,
        byte int8Value,
        short int16Value,
        int int32Value,
        long int64Value,
        int uInt8Value,
        short uInt8ShortValue,
        int uInt16Value,
        long uInt32Value,
        int uInt32IntValue,
        long uInt64Value,
        BigInteger uInt64BigValue,
        float float32Value,
        double float64Value,
        char charValue,
        char char8Value,
        char charTextValue,
        String textValue,
        char[] charsValue,
        byte[] dataValue,
        ByteBuffer bufferValue,
        Color colorValue,
        int ordinalValue,
        Grade gradeValue,
        Duration durationValue,
        Instant instantValue,
        List<Integer> listValue,
        List<List<String>> nestedValue,
        int[] intsValue,
        boolean[] boolsValue,
        double[] doublesValue,
        long[] longsValue,
        String[] stringsValue,
        Point[] pointsValue,
        Set<String> setValue,
        SortedSet<Integer> sortedSetValue,
        Map<String, Integer> mapValue,
        SortedMap<String, Integer> sortedMapValue,
        Point pointValue,
        Empty emptyValue,
        Pair<String, List<Pair<String, String>>> pairValue,
        Shape shapeValue,
        UUID uuidValue,
        BigDecimal moneyValue) {}

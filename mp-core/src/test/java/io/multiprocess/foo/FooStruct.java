package io.multiprocess.foo;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Collections and an optional value. */
public record FooStruct(
        String name,
        Set<Integer> setInt,
        List<Boolean> vectorBool,
        OptionalInt optionalInt,
        Set<Integer> unorderedSetInt,
        Map<String, Integer> mapStringInt) {}

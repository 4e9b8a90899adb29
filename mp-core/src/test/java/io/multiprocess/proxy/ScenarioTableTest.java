package io.multiprocess.proxy;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Each scenario of libmultiprocess's tests has its counterpart here, and that runs fifty times. */
class ScenarioTableTest {
    private static final int SCENARIOS = 17;

    @TestFactory
    List<DynamicTest> eachScenarioIsPlayedFiftyTimes() throws Exception {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row[1], () -> check(row[2])))
                .toList();
    }

    @Test
    void noScenarioIsMissingOrTwice() throws Exception {
        Set<String> names = new HashSet<>();
        rows().forEach(row -> assertThat(names.add(row[1])).as(row[1]).isTrue());
        assertThat(names).hasSize(SCENARIOS);
    }

    private static void check(String test) throws ClassNotFoundException {
        String[] parts = test.split("#", -1);
        Class<?> type = Class.forName(parts[0]);
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(parts[1]))
                .findAny()
                .orElseThrow(() -> new AssertionError("missing: " + test));
        RepeatedTest repeated = method.getAnnotation(RepeatedTest.class);
        assertThat(repeated).as(test + " is repeated").isNotNull();
        assertThat(repeated.value()).as("repetitions").isGreaterThanOrEqualTo(50);
        assertThat(method.getAnnotation(Disabled.class)).isNull();
        assertThat(type.getAnnotation(Disabled.class)).isNull();
    }

    private static List<String[]> rows() throws Exception {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ScenarioTableTest.class.getResourceAsStream("/libmultiprocess-scenarios.txt"),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1))
                    .toList();
        }
    }
}

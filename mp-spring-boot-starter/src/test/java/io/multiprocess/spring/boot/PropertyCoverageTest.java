package io.multiprocess.spring.boot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ReflectionUtils;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the tests of this module to the configuration metadata: each property has a test that says so. */
class PropertyCoverageTest {

    private static final String CONNECTION = "multiprocess.client.connection.default";

    /** What Boot adds for each endpoint, and tests itself. */
    private static final String ENDPOINT = "management.endpoint.multiprocess.";

    @Test
    void everyPropertyHasATest() throws Exception {
        Set<String> properties = new TreeSet<>();
        for (ConfigurationMetadata.Property property : ConfigurationMetadata.properties()) {
            if (!property.name().startsWith(ENDPOINT)) {
                properties.add(property.name());
            }
        }

        assertThat(covered()).containsExactlyInAnyOrderElementsOf(properties);
    }

    private static Set<String> covered() throws IOException, ClassNotFoundException {
        Set<String> covered = new TreeSet<>();
        SimpleMetadataReaderFactory readers = new SimpleMetadataReaderFactory();
        for (Resource resource : new PathMatchingResourcePatternResolver()
                .getResources("classpath*:io/multiprocess/spring/boot/**/*Test.class")) {
            MetadataReader reader = readers.getMetadataReader(resource);
            Class<?> test = Class.forName(reader.getClassMetadata().getClassName());
            ReflectionUtils.doWithLocalMethods(test, method -> {
                Covers covers = method.getAnnotation(Covers.class);
                if (covers != null) {
                    assertThat(isTest(method)).as("%s is a test", method).isTrue();
                    for (String name : covers.value()) {
                        covered.add(name.startsWith(".") ? CONNECTION + name : name);
                    }
                }
            });
        }
        return covered;
    }

    private static boolean isTest(java.lang.reflect.Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Test.class)
                || AnnotatedElementUtils.hasAnnotation(method, ParameterizedTest.class);
    }
}

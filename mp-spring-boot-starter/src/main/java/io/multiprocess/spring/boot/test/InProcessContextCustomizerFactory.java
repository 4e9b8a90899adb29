package io.multiprocess.spring.boot.test;

import io.multiprocess.spring.boot.InProcessTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives each application context of a test with {@link AutoConfigureTestMultiprocess} a name of its own. Thread-safe. */
class InProcessContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configurations) {
        return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureTestMultiprocess.class)
                ? new InProcessContextCustomizer()
                : null;
    }

    /** Equal to all of its kind, so that tests share contexts as they would without it. */
    private record InProcessContextCustomizer() implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "testMultiprocess", Map.of(InProcessTransport.PROPERTY, "test-" + UUID.randomUUID())));
        }
    }
}

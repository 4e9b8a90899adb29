package io.multiprocess.spring.boot;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;

/** Tells what Spring Boot prints about an application that does not start. */
@SuppressWarnings("NullAway")
final class StartFailure {

    private StartFailure() {}

    /** Description and action; an application that does start fails the test. */
    static String of(ApplicationContextRunner application) {
        // A context that failed cannot be asked for its bean factory through the runner.
        AtomicReference<ConfigurableApplicationContext> started = new AtomicReference<>();
        AtomicReference<String> text = new AtomicReference<>();
        application.withInitializer(started::set).run(context -> {
            assertThat(context).hasFailed();
            text.set(analysis(started.get(), context.getStartupFailure()));
        });
        return text.get();
    }

    private static String analysis(ConfigurableApplicationContext context, Throwable failure) {
        ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                .and(Environment.class, context.getEnvironment());
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                // Analyzers for libraries that are not here.
                .load(FailureAnalyzer.class, arguments, (type, name, cause) -> {});
        return analyzers.stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .map(StartFailure::text)
                .orElseThrow(() -> new AssertionError("nothing to say about", failure));
    }

    private static String text(FailureAnalysis analysis) {
        return analysis.getDescription() + "\n" + analysis.getAction();
    }
}

package io.multiprocess.spring.boot;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import java.util.List;
import java.util.Objects;

/** Tells what Spring Boot would print about an application that did not start; goes into the runner to see its context. */
@SuppressWarnings("NullAway")
final class FailureAnalyses implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private ConfigurableApplicationContext context;

    @Override
    public void initialize(ConfigurableApplicationContext started) {
        context = started;
    }

    /** Description and action. */
    String of(Throwable failure) {
        ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, context.getBeanFactory())
                .and(Environment.class, context.getEnvironment());
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                // Analyzers for libraries that are not here.
                .load(FailureAnalyzer.class, arguments, (type, name, cause) -> {});
        return analyzers.stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .map(FailureAnalyses::text)
                .orElseThrow(() -> new AssertionError("nothing to say about", failure));
    }

    private static String text(FailureAnalysis analysis) {
        return analysis.getDescription() + "\n" + analysis.getAction();
    }
}

package io.multiprocess;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * How to start a child process. Immutable; {@link #defaults()} with {@code with…} methods that return a changed copy.
 *
 * @param directory the child's working folder; null means this process' own
 * @param environment variables that are added to the child's environment
 * @param bootstrap what the child gets when it asks this side for the bootstrap capability
 * @param customizer changes the process builder last, its error output for instance; standard input carries the connection
 */
public record SpawnOptions(
        @Nullable File directory,
        Map<String, String> environment,
        Bootstrap bootstrap,
        UnaryOperator<ProcessBuilder> customizer) {
    /** Copies the map. */
    public SpawnOptions {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(bootstrap, "bootstrap");
        Objects.requireNonNull(customizer, "customizer");
    }

    /** The same folder, environment, output and error output as this process. */
    public static SpawnOptions defaults() {
        return new SpawnOptions(null, Map.of(), Bootstrap.NOTHING, builder -> builder);
    }

    /** A copy with another {@link #directory}. */
    public SpawnOptions withDirectory(@Nullable File newDirectory) {
        return new SpawnOptions(newDirectory, environment, bootstrap, customizer);
    }

    /** A copy with other additions to the {@link #environment}. */
    public SpawnOptions withEnvironment(Map<String, String> variables) {
        return new SpawnOptions(directory, variables, bootstrap, customizer);
    }

    /** A copy with another {@link #bootstrap}. */
    public SpawnOptions withBootstrap(Bootstrap newBootstrap) {
        return new SpawnOptions(directory, environment, newBootstrap, customizer);
    }

    /** A copy with another {@link #customizer}. */
    public SpawnOptions withCustomizer(UnaryOperator<ProcessBuilder> newCustomizer) {
        return new SpawnOptions(directory, environment, bootstrap, newCustomizer);
    }
}

package io.multiprocess.codegen.generator;

import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the build says about the output.
 *
 * <p>Immutable.
 *
 * @param naming packages and outer classes of schema files
 * @param javaTypes Java types for names in {@code $Proxy.wrap}: {@code interfaces::Mining} to
 *     {@code org.example.Mining}
 * @param conversions names of the user's classes that convert types which the plugin cannot know
 * @param proxies whether proxies are wanted, or message classes alone
 * @param module the module being built
 */
public record GenerationOptions(
        NamingOptions naming,
        Map<String, String> javaTypes,
        List<String> conversions,
        boolean proxies,
        JavaModule module) {

    /** Nothing said: names by rule, no types, no module. */
    public static final GenerationOptions DEFAULT =
            new GenerationOptions(NamingOptions.DEFAULT, Map.of(), List.of(), true, JavaModule.EMPTY);

    /** Copies the collections. */
    public GenerationOptions {
        javaTypes = Map.copyOf(javaTypes);
        conversions = List.copyOf(conversions);
    }

    /**
     * These options with other names.
     *
     * @param value packages and outer classes
     * @return the changed options
     */
    public GenerationOptions withNaming(NamingOptions value) {
        return new GenerationOptions(value, javaTypes, conversions, proxies, module);
    }

    /**
     * The Java module that the output becomes part of, for reading interfaces written by hand.
     *
     * @param sourceRoots folders of Java sources; those that the output goes to are not among them
     * @param classPath folders and jars
     * @param release Java release, {@code 17}; null for that of the JDK
     * @param encoding of the sources
     * @param jdkHome the toolchain's JDK; null for the one that runs the build
     */
    public record JavaModule(
            List<Path> sourceRoots,
            List<Path> classPath,
            @Nullable String release,
            Charset encoding,
            @Nullable Path jdkHome) {
        /** No sources, no class path. */
        public static final JavaModule EMPTY = new JavaModule(List.of(), List.of(), null, StandardCharsets.UTF_8, null);

        /** Copies the lists. */
        public JavaModule {
            sourceRoots = List.copyOf(sourceRoots);
            classPath = List.copyOf(classPath);
        }
    }
}

package io.multiprocess.codegen.javaapi;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a {@link JavaApi} reads. <i>Immutable.</i>
 *
 * @param sourceRoots folders of Java sources, first match wins; folders that do not exist are skipped
 * @param classPath jars and folders of classes
 * @param release the {@code --release} of the module, if it has one
 * @param systemHome the JDK whose classes the module is compiled against where that is not the running one (a toolchain)
 * @param encoding of the sources
 * @param sources sources that are not in a folder: qualified class name to text; they hide files of the same name
 */
public record JavaApiRequest(
        List<Path> sourceRoots,
        List<Path> classPath,
        OptionalInt release,
        Optional<Path> systemHome,
        Charset encoding,
        Map<String, String> sources) {
    /** Makes copies of the collections. */
    public JavaApiRequest {
        sourceRoots = List.copyOf(sourceRoots);
        classPath = List.copyOf(classPath);
        sources = new TreeMap<>(sources);
    }

    /** A request for sources and a class path in the running JDK's own release. */
    public static JavaApiRequest of(List<Path> sourceRoots, List<Path> classPath) {
        return new JavaApiRequest(
                sourceRoots, classPath, OptionalInt.empty(), Optional.empty(), StandardCharsets.UTF_8, Map.of());
    }

    /** The same request with those sources instead of its own. */
    public JavaApiRequest withSources(Map<String, String> newSources) {
        return new JavaApiRequest(sourceRoots, classPath, release, systemHome, encoding, newSources);
    }
}

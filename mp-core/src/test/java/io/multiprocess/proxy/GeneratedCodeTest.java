package io.multiprocess.proxy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the plugin made of the schemas in {@code src/test/capnp}: proxies, conversions, and the Java types that nobody had written. The
 * build compiles it with every warning an error, the tests of this module run it, and here each file is the one in
 * {@code src/test/golden}. {@code mvn test -pl mp-core -am -Dgolden.update=true -Dtest=GeneratedCodeTest
 * -Dsurefire.failIfNoSpecifiedTests=false} rewrites those.
 */
class GeneratedCodeTest {
    private static final Path GENERATED = Path.of("target/generated-test-sources/capnp/io/multiprocess");
    private static final Path GOLDEN = Path.of("src/test/golden");
    private static final List<String> PACKAGES = List.of("async", "foo", "shapes");

    @Test
    void generatedCodeIsTheSameAsEver() throws IOException {
        Map<String, String> generated = new TreeMap<>();
        for (String name : PACKAGES) {
            generated.putAll(files(GENERATED, name));
        }
        // Message classes have golden files of their own, in the plugin.
        generated.keySet().removeIf(name -> name.endsWith("Capnp.java"));
        if (Boolean.getBoolean("golden.update")) {
            rewrite(generated);
        }

        Map<String, String> golden = files(GOLDEN, "");
        assertThat(generated.keySet()).isEqualTo(golden.keySet());
        generated.forEach((name, text) -> assertThat(text).as(name).isEqualTo(golden.get(name)));
    }

    private static Map<String, String> files(Path root, String folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root.resolve(folder))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                texts.put(name, Files.readString(file).replace("\r\n", "\n"));
            }
        }
        return texts;
    }

    private static void rewrite(Map<String, String> generated) throws IOException {
        Files.createDirectories(GOLDEN);
        for (String old : files(GOLDEN, "").keySet()) {
            if (!generated.containsKey(old)) {
                Files.delete(GOLDEN.resolve(old));
            }
        }
        for (Map.Entry<String, String> file : generated.entrySet()) {
            Path golden = GOLDEN.resolve(file.getKey());
            Files.createDirectories(golden.getParent());
            Files.writeString(golden, file.getValue());
        }
    }
}

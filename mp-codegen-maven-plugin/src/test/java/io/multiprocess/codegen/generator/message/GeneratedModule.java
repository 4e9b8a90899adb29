package io.multiprocess.codegen.generator.message;

import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.SourceRoot;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Schemas, the sources generated from them, and the classes compiled from those with nothing but Cap'n Proto's runtime on
 * the class path and every warning an error.
 */
final class GeneratedModule implements AutoCloseable {
    private final Map<String, String> sources = new TreeMap<>();
    private final Path folder;
    private @Nullable URLClassLoader classes;

    private GeneratedModule(Path folder) {
        this.folder = folder;
    }

    /** Generates, without compiling what comes out. */
    static GeneratedModule generate(Path folder, Map<String, String> schemas) {
        return generate(folder, schemas, GenerationOptions.DEFAULT);
    }

    static GeneratedModule generate(Path folder, Map<String, String> schemas, GenerationOptions options) {
        SourceRoot root =
                path -> Optional.ofNullable(schemas.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        CompileRequest.Builder request = CompileRequest.builder().importFrom(root);
        schemas.keySet().stream().sorted().forEach(path -> request.source(root, path));
        CompileResult compiled = SchemaCompiler.compile(request.build());
        Assertions.assertThat(compiled.diagnostics()).isEmpty();
        DiagnosticLog log = new DiagnosticLog();
        GenerationContext context = new GenerationContext(compiled.model().orElseThrow(), options, log);
        new MessageGenerator().generate(context);
        Assertions.assertThat(log.sorted()).isEmpty();
        GeneratedModule module = new GeneratedModule(folder);
        context.sources().forEach((path, text) -> module.sources.put(path, new String(text, StandardCharsets.UTF_8)));
        return module;
    }

    /** The generated sources by path. */
    Map<String, String> sources() {
        return sources;
    }

    /** Adds a hand-written source. */
    GeneratedModule with(String path, String source) {
        sources.put(path, source);
        return this;
    }

    GeneratedModule compile() throws IOException {
        Path sourceFolder = folder.resolve("src");
        Path classFolder = Files.createDirectories(folder.resolve("classes"));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = sourceFolder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
            StringWriter output = new StringWriter();
            boolean good = compiler.getTask(
                            output,
                            manager,
                            null,
                            List.of(
                                    "-Xlint:all",
                                    "-Werror",
                                    "--release",
                                    "17",
                                    "-d",
                                    classFolder.toString(),
                                    "-cp",
                                    runtime().toString()),
                            null,
                            units)
                    .call();
            Assertions.assertThat(output.toString()).isEmpty();
            Assertions.assertThat(good).isTrue();
        }
        classes = new URLClassLoader(
                new URL[] {classFolder.toUri().toURL(), runtime().toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        return this;
    }

    private static Path runtime() {
        try {
            return Path.of(org.capnproto.MessageBuilder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls a static method of a compiled class. */
    Object call(String className, String method, Object... arguments) throws Exception {
        for (var candidate : Objects.requireNonNull(classes, "compile() first")
                .loadClass(className)
                .getDeclaredMethods()) {
            if (candidate.getName().equals(method)) {
                candidate.setAccessible(true);
                try {
                    return candidate.invoke(null, arguments);
                } catch (InvocationTargetException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) e.getCause();
                }
            }
        }
        throw new NoSuchMethodException(className + "." + method);
    }

    @Override
    public void close() throws IOException {
        if (classes != null) {
            classes.close();
        }
    }
}

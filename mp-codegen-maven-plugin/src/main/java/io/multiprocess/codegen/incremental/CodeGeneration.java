package io.multiprocess.codegen.incremental;

import com.palantir.javapoet.ClassName;
import io.multiprocess.codegen.compiler.CompileRequest;
import io.multiprocess.codegen.compiler.CompileResult;
import io.multiprocess.codegen.compiler.SchemaCompiler;
import io.multiprocess.codegen.generator.GenerationContext;
import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.NamingOptions;
import io.multiprocess.codegen.generator.SourceGenerator;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.SchemaModel;
import io.multiprocess.codegen.source.DiagnosticLog;
import io.multiprocess.codegen.source.Location;
import io.multiprocess.codegen.source.SourceRoot;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One run of the plugin: from schemas in folders to Java sources in folders.
 *
 * <p>A run that finds everything as the last one left it compiles nothing and touches nothing. Any change of a schema, of
 * something it imports, of an option or of the plugin makes all schemas be compiled again, as they are checked together;
 * a file is written only if its content differs, and removed if nothing generates it any more.
 *
 * <p>Confined to one thread.
 */
public final class CodeGeneration {
    /** Where a module's schemas are in its jar. */
    public static final String SCHEMA_FOLDER = "META-INF/capnp/";

    private final CodeGenerationRequest request;
    private final List<SourceGenerator> generators;
    private final Consumer<String> progress;

    /**
     * Prepares a run.
     *
     * @param request what to do
     * @param generators what to make of the schemas, in this order
     * @param progress told what is being done, a line at a time, for people who look for trouble
     */
    public CodeGeneration(CodeGenerationRequest request, List<SourceGenerator> generators, Consumer<String> progress) {
        this.request = request;
        this.generators = List.copyOf(generators);
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @return what came of it
     * @throws IOException if a file cannot be read or written
     */
    public CodeGenerationResult run() throws IOException {
        SchemaScan scan = new SchemaScan(request.includes(), request.excludes());
        List<String> own = scan.in(request.schemaDirectory());
        List<String> all = new ArrayList<>(own);
        all.addAll(request.importedSchemas());
        RunState before = RunState.load(request.stateFile());
        String settings = settings(own);
        if (before.isCurrent(settings)) {
            progress.accept("Nothing changed since the last run (" + request.stateFile() + ")");
            return new CodeGenerationResult(all, true, List.of(), List.of(), List.of());
        }
        DiagnosticLog log = new DiagnosticLog();
        SettingChecks.checkFolders(request, scan.unmatched(own), log);
        try (Imports imports = new Imports(request)) {
            return run(own, all, before, settings, imports, log);
        }
    }

    private CodeGenerationResult run(
            List<String> own, List<String> all, RunState before, String settings, Imports imports, DiagnosticLog log)
            throws IOException {
        Map<String, byte[]> sources = new TreeMap<>();
        Map<String, byte[]> resources = new TreeMap<>();
        RunState.Builder after = new RunState.Builder(settings);
        imports.indexFiles().forEach(after::input);
        if (!all.isEmpty()) {
            ClassLookup lookup = new ClassLookup(request, after);
            CompileResult compiled = compileWithMissing(own, imports, lookup);
            compiled.diagnostics().forEach(log::add);
            Optional<SchemaModel> model = compiled.model();
            if (model.isEmpty()) {
                return failed(all, log);
            }
            for (CompileResult.Input input : compiled.inputs()) {
                imports.noteInput(input, after);
            }
            GenerationContext context = new GenerationContext(model.get(), options(imports), log);
            SettingChecks.checkNames(request.options().naming(), model.get(), context.names(), log);
            if (!log.hasErrors()) {
                generate(context);
            }
            if (!log.hasErrors()) {
                Libraries.check(model.get(), context.names(), lookup, log);
            }
            if (log.hasErrors()) {
                return failed(all, log);
            }
            context.inputs().forEach(after::input);
            sources.putAll(context.sources());
            resources.putAll(context.resources());
            if (request.packageSchemas() && !own.isEmpty()) {
                addSchemas(own, context, resources);
            }
        }
        Map<Path, byte[]> outputs = new TreeMap<>();
        sources.forEach((path, content) -> outputs.put(absolute(request.outputDirectory(), path), content));
        resources.forEach((path, content) -> outputs.put(absolute(request.resourceDirectory(), path), content));
        List<Path> written = write(outputs);
        List<Path> deleted = deleteStale(before, outputs.keySet());
        outputs.forEach(after::output);
        after.save(request.stateFile());
        return new CodeGenerationResult(all, false, log.sorted(), written, deleted);
    }

    private CodeGenerationResult failed(List<String> schemas, DiagnosticLog log) throws IOException {
        // The next run must not take what is there for its own output.
        RunState.forget(request.stateFile());
        return new CodeGenerationResult(schemas, false, log.sorted(), List.of(), List.of());
    }

    /** Compiles; if classes of imported schemas are used that nobody has, once more together with those. */
    private CompileResult compileWithMissing(List<String> own, Imports imports, ClassLookup lookup) throws IOException {
        MissingClasses classes = new MissingClasses(imports.outerClasses(), lookup);
        List<CompileRequest.Source> missing = new ArrayList<>();
        while (true) {
            CompileResult compiled = compile(own, missing, imports);
            if (compiled.model().isEmpty()) {
                return compiled;
            }
            SchemaModel model = compiled.model().get();
            List<Node> files =
                    classes.of(model, new JavaNames(model, options(imports).naming()));
            if (files.isEmpty()) {
                return compiled;
            }
            for (Node file : files) {
                progress.accept("The classes of " + file.displayName() + " are used and not on the class path");
                for (CompileResult.Input input : compiled.inputs()) {
                    if (file.displayName().equals(input.root().displayPrefix() + input.path())) {
                        missing.add(new CompileRequest.Source(input.root(), input.path()));
                        break;
                    }
                }
            }
        }
    }

    private CompileResult compile(List<String> own, List<CompileRequest.Source> missing, Imports imports) {
        CompileRequest.Builder compile = CompileRequest.builder();
        for (String path : own) {
            progress.accept("Compiling " + path);
            compile.source(imports.schemaDirectory(), path);
        }
        for (String path : request.importedSchemas()) {
            progress.accept("Compiling " + path);
            String relative = path.startsWith("/") ? path.substring(1) : path;
            compile.source(imports.rootOf(relative), relative);
        }
        for (CompileRequest.Source source : missing) {
            progress.accept("Compiling " + source.path());
            compile.source(source.root(), source.path());
        }
        for (SourceRoot root : imports.roots()) {
            compile.importFrom(root);
        }
        return SchemaCompiler.compile(compile.build());
    }

    private void generate(GenerationContext context) {
        for (SourceGenerator generator : generators) {
            progress.accept("Running " + generator.getClass().getSimpleName());
            generator.generate(context);
        }
        context.sources().keySet().forEach(path -> progress.accept("Generated " + path));
    }

    private GenerationOptions options(Imports imports) {
        NamingOptions naming = request.options().naming();
        Map<Long, ClassName> outerClasses = new HashMap<>(imports.outerClasses());
        outerClasses.putAll(naming.outerClasses());
        return request.options()
                .withNaming(
                        new NamingOptions(naming.schemas(), outerClasses, naming.javaPackage(), naming.lastResort()));
    }

    private void addSchemas(List<String> own, GenerationContext context, Map<String, byte[]> resources)
            throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (Node file : context.files()) {
            lines.put(
                    file.displayName(),
                    file.hexId() + " " + context.names().className(file.id()) + " " + file.displayName());
        }
        for (String path : own) {
            resources.put(
                    SCHEMA_FOLDER + path,
                    Files.readAllBytes(request.schemaDirectory().resolve(path)));
        }
        String index = "# schema files of this module and the classes generated from them\n"
                + String.join("\n", lines.values()) + "\n";
        resources.put(Imports.INDEX, index.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> write(Map<Path, byte[]> outputs) throws IOException {
        List<Path> written = new ArrayList<>();
        for (Map.Entry<Path, byte[]> output : outputs.entrySet()) {
            Path file = output.getKey();
            if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), output.getValue())) {
                continue;
            }
            Files.createDirectories(file.getParent());
            Files.write(file, output.getValue());
            written.add(file);
        }
        return written;
    }

    /** Removes what an earlier run of the same goal wrote; others may have the same folders. */
    private List<Path> deleteStale(RunState before, Set<Path> outputs) throws IOException {
        Set<Path> stale = new TreeSet<>(before.outputs());
        stale.removeAll(outputs);
        List<Path> deleted = new ArrayList<>();
        for (Path file : stale) {
            if (Files.deleteIfExists(file)) {
                deleted.add(file);
                deleteEmptyFolders(file.getParent());
            }
        }
        return deleted;
    }

    private void deleteEmptyFolders(@Nullable Path folder) throws IOException {
        Path outputs = request.outputDirectory().toAbsolutePath().normalize();
        Path resources = request.resourceDirectory().toAbsolutePath().normalize();
        for (Path at = folder;
                at != null && (at.startsWith(outputs) || at.startsWith(resources));
                at = at.getParent()) {
            try (var entries = Files.newDirectoryStream(at)) {
                if (entries.iterator().hasNext()) {
                    return;
                }
            }
            Files.delete(at);
        }
    }

    /** Everything but the content of files that decides about the output. */
    private String settings(List<String> own) throws IOException {
        GenerationOptions options = request.options();
        List<String> parts = new ArrayList<>();
        parts.add("plugin " + RunState.fingerprintOfPlugin());
        parts.add("schemas " + request.schemaDirectory() + " " + own + " " + request.importedSchemas());
        parts.add("naming " + options.naming().schemas() + " "
                + options.naming().javaPackage() + " " + options.naming().lastResort() + " "
                + new TreeMap<>(options.naming().outerClasses()));
        parts.add(
                "types " + new TreeMap<>(options.javaTypes()) + " " + options.conversions() + " " + options.proxies());
        parts.add("module " + options.module());
        parts.add("output " + request.outputDirectory() + " " + request.resourceDirectory() + " "
                + request.packageSchemas());
        parts.add("imports " + request.importDirectories());
        for (Path dependency : request.dependencies()) {
            parts.add("dependency " + dependency + " " + RunState.fingerprintOfDependency(dependency));
        }
        return RunState.hash(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    private static Path absolute(Path folder, String path) {
        return folder.resolve(path).toAbsolutePath().normalize();
    }

    /**
     * Where a diagnostic of a schema in the module is, as a file.
     *
     * @param location of the diagnostic
     * @return the file, if it is one of the module's own schemas
     */
    public Optional<Path> fileOf(Location location) {
        Path file = request.schemaDirectory().resolve(location.path());
        return !location.path().isEmpty() && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }
}

package io.multiprocess.codegen.mojo;

import io.multiprocess.codegen.generator.GenerationOptions;
import io.multiprocess.codegen.generator.JavaNames;
import io.multiprocess.codegen.generator.NamingOptions;
import io.multiprocess.codegen.generator.SourceGenerator;
import io.multiprocess.codegen.generator.message.MessageGenerator;
import io.multiprocess.codegen.generator.proxy.ProxyGenerator;
import io.multiprocess.codegen.incremental.CodeGeneration;
import io.multiprocess.codegen.incremental.CodeGenerationRequest;
import io.multiprocess.codegen.incremental.CodeGenerationResult;
import io.multiprocess.codegen.source.Diagnostic;
import io.multiprocess.codegen.source.Location;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;
import org.jspecify.annotations.Nullable;
import org.sonatype.plexus.build.incremental.DefaultBuildContext;

import javax.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code generate} and {@code generate-test} have in common. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
abstract class AbstractGenerateMojo extends AbstractMojo {

    /**
     * Which files of the schema folder to compile, as Ant patterns with *, ** and ?. Without any, all whose names end in
     * .capnp.
     */
    @Parameter
    private List<String> includes = new ArrayList<>();

    /** Which files of the schema folder to leave alone, as Ant patterns. They can still be imported. */
    @Parameter
    private List<String> excludes = new ArrayList<>();

    /**
     * Folders to look for imports in, after the module's own schemas and before its dependencies. Classes of imported
     * schemas, from here or anywhere else, are generated only where the module's own schemas use types of them and
     * neither the class path nor the module's sources have the classes.
     */
    @Parameter
    private List<File> importDirectories = new ArrayList<>();

    /**
     * Schemas to generate classes for although they are not in the module's schema folder and none of its schemas uses
     * them: paths as in an absolute import, for example /capnp/schema.capnp. They are looked up like an import, so in the folders of
     * importDirectories, in dependencies, and among the standard schemas that come with this plugin.
     */
    @Parameter
    private List<String> importedSchemas = new ArrayList<>();

    /**
     * Package of the classes of schemas that do not name one with $Java.package. Without it the package follows from
     * $Cxx.namespace, else from the folders that the schema is in, else from the module's groupId.
     */
    @Parameter(property = "mp.codegen.javaPackage")
    private @Nullable String javaPackage;

    /**
     * Package and outer class of single schemas, for schemas that cannot be edited. Each schemaName has a path (from
     * the schema folder, or as in an absolute import), and a javaPackage, an outerClassname or both. It overrides what
     * the schema says.
     */
    @Parameter
    private List<SchemaName> schemaNames = new ArrayList<>();

    /**
     * Java types for the C++ names in $Proxy.wrap. Each javaType has a name, for example interfaces::Mining, and a
     * type, for example org.example.Mining. Where neither this nor the schema names a Java type, one is generated.
     */
    @Parameter
    private List<JavaType> javaTypes = new ArrayList<>();

    /**
     * Names of classes, the module's own or on its class path, that convert Java types which the plugin cannot know. Each
     * implements CustomValue, CustomMessage or CustomPass of io.multiprocess.proxy.
     */
    @Parameter
    private List<String> conversions = new ArrayList<>();

    /** Whether to generate proxies for interfaces; otherwise message classes alone. */
    @Parameter(property = "mp.codegen.proxies", defaultValue = "true")
    private boolean proxies;

    /**
     * Whether the module's jar gets the schemas (under META-INF/capnp) and an index of their classes, so that schemas of
     * other modules can import them without generating their classes again.
     */
    @Parameter(property = "mp.codegen.packageSchemas", defaultValue = "true")
    private boolean packageSchemas;

    /** Whether to do nothing at all. */
    @Parameter(property = "mp.codegen.skip", defaultValue = "false")
    private boolean skip;

    /** Java release of the module, for reading hand-written interfaces. By default that of the compiler plugin. */
    @Parameter(property = "maven.compiler.release")
    private @Nullable String release;

    /** Encoding of the module's Java sources; UTF-8 if the project does not say. */
    @Parameter(property = "encoding", defaultValue = "${project.build.sourceEncoding}")
    private @Nullable String encoding;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Inject
    private BuildContext buildContext;

    /** What stands behind {@link #buildContext}: of Eclipse's making in Eclipse. */
    @Inject
    private org.sonatype.plexus.build.incremental.BuildContext host;

    @Inject
    private ToolchainManager toolchainManager;

    /** For subclasses. */
    AbstractGenerateMojo() {}

    abstract Path schemaDirectory();

    abstract Path outputDirectory();

    abstract Path resourceDirectory();

    abstract List<String> classPath() throws org.apache.maven.artifact.DependencyResolutionRequiredException;

    abstract List<String> sourceRoots();

    abstract void addSourceRoot(String folder);

    abstract void addResource(Resource resource);

    final MavenProject project() {
        return project;
    }

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped by mp.codegen.skip");
            return;
        }
        long start = System.nanoTime();
        try {
            CodeGeneration generation = new CodeGeneration(request(), generators(), line -> getLog().debug(line));
            CodeGenerationResult result = generation.run();
            report(generation, result);
            publish(result);
            summarize(result, (System.nanoTime() - start) / 1_000_000);
        } catch (IOException e) {
            throw new MojoExecutionException("Could not generate sources: " + e, e);
        } catch (org.apache.maven.artifact.DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("The class path is not known: " + e.getMessage(), e);
        }
    }

    private List<SourceGenerator> generators() {
        return List.of(new MessageGenerator(), new ProxyGenerator());
    }

    private CodeGenerationRequest request()
            throws MojoFailureException, org.apache.maven.artifact.DependencyResolutionRequiredException {
        List<Path> classPath = new ArrayList<>();
        for (String element : classPath()) {
            classPath.add(Path.of(element));
        }
        Path state = Path.of(
                project.getBuild().getDirectory(),
                "mp-codegen",
                execution.getGoal() + "-" + execution.getExecutionId() + ".state");
        return new CodeGenerationRequest(
                schemaDirectory(),
                includes,
                excludes,
                importedSchemas,
                importDirectories.stream().map(File::toPath).toList(),
                classPath,
                new GenerationOptions(naming(), javaTypes(), conversions, proxies, module(classPath)),
                outputDirectory(),
                resourceDirectory(),
                packageSchemas,
                state);
    }

    private NamingOptions naming() throws MojoFailureException {
        List<NamingOptions.SchemaName> names = new ArrayList<>();
        for (SchemaName name : schemaNames) {
            names.add(name.toOption());
        }
        String lastResort = JavaNames.packageOf(project.getGroupId().split("\\."));
        return new NamingOptions(names, Map.of(), javaPackage, lastResort.isEmpty() ? "schema" : lastResort);
    }

    private Map<String, String> javaTypes() throws MojoFailureException {
        Map<String, String> result = new LinkedHashMap<>();
        for (JavaType type : javaTypes) {
            if (type.name.isBlank() || type.type.isBlank()) {
                throw new MojoFailureException("Each <javaType> needs a <name> and a <type>.");
            }
            result.put(type.name, type.type);
        }
        return result;
    }

    private GenerationOptions.JavaModule module(List<Path> classPath) throws MojoFailureException {
        List<Path> sources = new ArrayList<>();
        for (String root : sourceRoots()) {
            Path folder = Path.of(root).toAbsolutePath().normalize();
            if (!folder.equals(outputDirectory().toAbsolutePath().normalize())) {
                sources.add(folder);
            }
        }
        return new GenerationOptions.JavaModule(sources, classPath, release, charset(), jdkHome());
    }

    private Charset charset() throws MojoFailureException {
        try {
            return encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        } catch (IllegalArgumentException e) {
            throw new MojoFailureException("Java does not know the <encoding> " + encoding + ".", e);
        }
    }

    private @Nullable Path jdkHome() {
        Toolchain toolchain = toolchainManager.getToolchainFromBuildContext("jdk", session);
        String javac = toolchain == null ? null : toolchain.findTool("javac");
        if (javac == null) {
            return null;
        }
        Path bin = Path.of(javac).toAbsolutePath().getParent();
        return bin == null ? null : bin.getParent();
    }

    private void report(CodeGeneration generation, CodeGenerationResult result) throws MojoFailureException {
        // On the command line the context would only log the same once more.
        boolean isEditor = !(host instanceof DefaultBuildContext);
        if (isEditor && !result.upToDate()) {
            result.schemas()
                    .forEach(path -> buildContext.removeMessages(
                            schemaDirectory().resolve(path).toFile()));
        }
        int errors = 0;
        for (Diagnostic diagnostic : result.diagnostics()) {
            boolean isError = diagnostic.severity() == Diagnostic.Severity.ERROR;
            Optional<Path> file = generation.fileOf(diagnostic.location());
            String text = text(diagnostic, file);
            if (isError) {
                errors++;
                getLog().error(text);
            } else {
                getLog().warn(text);
            }
            if (file.isPresent() && isEditor) {
                buildContext.addMessage(
                        file.get().toFile(),
                        diagnostic.location().startLine(),
                        diagnostic.location().startColumn(),
                        diagnostic.message(),
                        isError ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING,
                        null);
            }
        }
        if (errors > 0) {
            throw new MojoFailureException(
                    errors == 1
                            ? "There is an error in the schemas."
                            : "There are " + errors + " errors in the schemas.");
        }
    }

    /** The diagnostic with its file as seen from the project's folder. */
    private String text(Diagnostic diagnostic, Optional<Path> file) {
        if (diagnostic.location().equals(Location.NONE)) {
            return diagnostic.message();
        }
        String text = diagnostic.toString();
        if (file.isEmpty()) {
            return text;
        }
        Path base = project.getBasedir().toPath().toAbsolutePath();
        Path absolute = file.get().toAbsolutePath();
        Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute;
        return shown + text.substring(diagnostic.location().path().length());
    }

    private void publish(CodeGenerationResult result) {
        if (result.schemas().isEmpty()) {
            return;
        }
        addSourceRoot(outputDirectory().toString());
        Resource resource = new Resource();
        resource.setDirectory(resourceDirectory().toString());
        addResource(resource);
        result.written().forEach(file -> buildContext.refresh(file.toFile()));
        result.deleted().forEach(file -> buildContext.refresh(file.toFile()));
    }

    private void summarize(CodeGenerationResult result, long millis) {
        int count = result.schemas().size();
        String schemas = count == 1 ? "1 schema" : count + " schemas";
        if (result.upToDate()) {
            getLog().info(count == 0 ? "No schemas" : schemas + " up to date");
        } else if (count == 0) {
            getLog().info("No schemas in " + schemaDirectory());
        } else {
            String removed =
                    result.deleted().isEmpty() ? "" : ", " + result.deleted().size() + " removed";
            getLog().info("Compiled " + schemas + ": "
                    + (result.written().size() == 1
                            ? "1 file written"
                            : result.written().size() + " files written") + removed + " in " + millis + " ms");
        }
    }
}

package io.multiprocess.codegen.mojo;

import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Compiles the module's Cap'n Proto schemas and generates Java sources from them. */
@Mojo(
        name = "generate",
        defaultPhase = LifecyclePhase.GENERATE_SOURCES,
        requiresDependencyResolution = ResolutionScope.COMPILE,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class GenerateMojo extends AbstractGenerateMojo {

    /** Where the module's schemas are. Paths of imports that begin with / begin here. */
    @Parameter(defaultValue = "${project.basedir}/src/main/capnp")
    private File schemaDirectory;

    /** Where the Java sources go. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/capnp")
    private File outputDirectory;

    /** Where files for the jar go. */
    @Parameter(defaultValue = "${project.build.directory}/generated-resources/capnp")
    private File resourceDirectory;

    /** Creates the goal, for Maven. */
    public GenerateMojo() {}

    @Override
    Path schemaDirectory() {
        return schemaDirectory.toPath();
    }

    @Override
    Path outputDirectory() {
        return outputDirectory.toPath();
    }

    @Override
    Path resourceDirectory() {
        return resourceDirectory.toPath();
    }

    @Override
    List<String> classPath() throws DependencyResolutionRequiredException {
        String own = project().getBuild().getOutputDirectory();
        return project().getCompileClasspathElements().stream()
                .filter(element -> !element.equals(own))
                .toList();
    }

    @Override
    List<String> sourceRoots() {
        return project().getCompileSourceRoots();
    }

    @Override
    void addSourceRoot(String folder) {
        project().addCompileSourceRoot(folder);
    }

    @Override
    void addResource(Resource resource) {
        project().addResource(resource);
    }
}

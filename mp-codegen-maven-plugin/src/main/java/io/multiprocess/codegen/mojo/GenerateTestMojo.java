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

/** Compiles Cap'n Proto schemas that only the module's tests use, and generates Java sources from them. */
@Mojo(
        name = "generate-test",
        defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields
public class GenerateTestMojo extends AbstractGenerateMojo {

    /** Where the tests' schemas are. Paths of imports that begin with / begin here. */
    @Parameter(defaultValue = "${project.basedir}/src/test/capnp")
    private File schemaDirectory;

    /** Where the Java sources go. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/capnp")
    private File outputDirectory;

    /** Where files that are read by the tests' class path go. */
    @Parameter(defaultValue = "${project.build.directory}/generated-test-resources/capnp")
    private File resourceDirectory;

    /** Creates the goal, for Maven. */
    public GenerateTestMojo() {}

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
        String own = project().getBuild().getTestOutputDirectory();
        return project().getTestClasspathElements().stream()
                .filter(element -> !element.equals(own))
                .toList();
    }

    @Override
    List<String> sourceRoots() {
        return project().getTestCompileSourceRoots();
    }

    @Override
    void addSourceRoot(String folder) {
        project().addTestCompileSourceRoot(folder);
    }

    @Override
    void addResource(Resource resource) {
        project().addTestResource(resource);
    }
}

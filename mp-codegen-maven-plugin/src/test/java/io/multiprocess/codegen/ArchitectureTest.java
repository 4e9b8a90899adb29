package io.multiprocess.codegen;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Holds the map of the plugin: the compiler knows nothing of the generators, and neither knows Maven. */
@AnalyzeClasses(packages = "io.multiprocess.codegen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyTheGoalsKnowMaven = noClasses()
            .that()
            .resideOutsideOfPackage("io.multiprocess.codegen.mojo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.codehaus.plexus..", "org.sonatype..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theCompilerKnowsNoGenerator = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.multiprocess.codegen.source..",
                    "io.multiprocess.codegen.lexer..",
                    "io.multiprocess.codegen.parser..",
                    "io.multiprocess.codegen.resolver..",
                    "io.multiprocess.codegen.layout..",
                    "io.multiprocess.codegen.model..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.multiprocess.codegen.generator..",
                    "io.multiprocess.codegen.javaapi..",
                    "io.multiprocess.codegen.incremental..",
                    "io.multiprocess.codegen.mojo..",
                    "com.palantir.javapoet..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("io.multiprocess.codegen.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);
}

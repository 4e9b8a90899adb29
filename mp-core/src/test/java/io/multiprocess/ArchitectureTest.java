package io.multiprocess;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.util.Arrays;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Holds the map of the packages: each may use every package below it and none above. */
@AnalyzeClasses(packages = "io.multiprocess", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the top down; the order is the rule. */
    private static final String[] PACKAGES = {
        "frontdoor", "proxy", "thread", "vat", "rpc", "capability", "transport", "loop", "wire"
    };

    @ArchTest
    static final ArchRule packagesUseOnlyWhatIsBelowThem = map();

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("io.multiprocess.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule theProtocolDoesNoInputOrOutputAndStartsNoThread = noClasses()
            .that()
            .resideInAPackage("io.multiprocess.rpc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.multiprocess.transport..",
                    "io.multiprocess.loop..",
                    "java.net..",
                    "java.nio.channels..",
                    "java.util.concurrent.locks..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theEventLoopNeedsTheJdkAlone = classes()
            .that()
            .resideInAPackage("io.multiprocess.loop..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.multiprocess.loop..", "java..", "org.jspecify..", "org.slf4j..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheTransportKnowsJunixsocket = noClasses()
            .that()
            .resideOutsideOfPackage("io.multiprocess.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.newsclub..")
            .allowEmptyShould(true);

    private static ArchRule map() {
        var map = layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (String name : PACKAGES) {
            map = map.layer(name)
                    .definedBy(name.equals("frontdoor") ? "io.multiprocess" : "io.multiprocess." + name + "..");
        }
        for (int upper = 0; upper < PACKAGES.length; upper++) {
            if (upper == 0) {
                map = map.whereLayer(PACKAGES[upper]).mayNotBeAccessedByAnyLayer();
            } else {
                map = map.whereLayer(PACKAGES[upper]).mayOnlyBeAccessedByLayers(Arrays.copyOf(PACKAGES, upper));
            }
        }
        return map;
    }
}

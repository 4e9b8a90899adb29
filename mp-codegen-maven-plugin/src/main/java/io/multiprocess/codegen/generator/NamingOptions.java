package io.multiprocess.codegen.generator;

import com.palantir.javapoet.ClassName;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Packages and outer classes of schema files, as far as the schemas do not say themselves.
 *
 * <p>Immutable.
 *
 * @param schemas what is said about single files; the first that matches counts
 * @param outerClasses outer classes of files whose classes exist already (in dependencies), by file id
 * @param javaPackage package of files that name none, or null
 * @param lastResort package where no rule finds one
 */
public record NamingOptions(
        List<SchemaName> schemas,
        Map<Long, ClassName> outerClasses,
        @Nullable String javaPackage,
        String lastResort) {

    /** Names by rule. */
    public static final NamingOptions DEFAULT = new NamingOptions(List.of(), Map.of(), null, "schema");

    /** Copies the collections. */
    public NamingOptions {
        schemas = List.copyOf(schemas);
        outerClasses = Map.copyOf(outerClasses);
    }

    /**
     * What is said about one file.
     *
     * @param path the file's path below its folder, {@code mp/proxy.capnp}; a leading {@code /} is ignored
     * @param javaPackage its package, or null to leave that to the rules
     * @param outerClassname its outer class, or null to leave that to the rules
     */
    public record SchemaName(
            String path,
            @Nullable String javaPackage,
            @Nullable String outerClassname) {

        /**
         * Whether this is about a file.
         *
         * @param displayPath the path the compiler knows it by
         * @return yes if the path ends in this one, whole names compared
         */
        public boolean matches(String displayPath) {
            String wanted = path.startsWith("/") ? path : "/" + path;
            return ("/" + displayPath).replace('\\', '/').endsWith(wanted);
        }
    }
}

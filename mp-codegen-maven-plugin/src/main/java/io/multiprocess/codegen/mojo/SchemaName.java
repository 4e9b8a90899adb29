package io.multiprocess.codegen.mojo;

import io.multiprocess.codegen.generator.NamingOptions;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** An element of the parameter {@code schemaNames}. Confined to the thread that configures the goal. */
public final class SchemaName {
    private @Nullable String path;
    private @Nullable String javaPackage;
    private @Nullable String outerClassname;

    /** Creates an empty element, for Maven. */
    public SchemaName() {}

    /**
     * Sets which schema is meant.
     *
     * @param value its path
     */
    public void setPath(String value) {
        path = value;
    }

    /**
     * Sets its package.
     *
     * @param value a Java package
     */
    public void setJavaPackage(String value) {
        javaPackage = value;
    }

    /**
     * Sets its outer class.
     *
     * @param value a simple name
     */
    public void setOuterClassname(String value) {
        outerClassname = value;
    }

    NamingOptions.SchemaName toOption() throws MojoFailureException {
        if (path == null) {
            throw new MojoFailureException("Each <schemaName> needs a <path>.");
        }
        return new NamingOptions.SchemaName(path, javaPackage, outerClassname);
    }
}

package io.multiprocess.codegen.mojo;

/** An element of the parameter {@code javaTypes}. Confined to the thread that configures the goal. */
public final class JavaType {
    String name = "";
    String type = "";

    /** Creates an empty element, for Maven. */
    public JavaType() {}

    /**
     * Sets the name in the schema.
     *
     * @param value for example {@code interfaces::Mining}
     */
    public void setName(String value) {
        name = value;
    }

    /**
     * Sets the Java type.
     *
     * @param value a fully qualified name
     */
    public void setType(String value) {
        type = value;
    }
}

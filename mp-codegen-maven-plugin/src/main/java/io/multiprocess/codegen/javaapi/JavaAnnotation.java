package io.multiprocess.codegen.javaapi;

import java.util.Map;
import java.util.Optional;

/**
 * An annotation on a Java declaration. <i>Immutable.</i>
 *
 * @param name the qualified name of the annotation type, or its simple name when it does not exist yet
 * @param values the values given, by name, as Java writes them; a class is its qualified name without {@code .class}
 */
public record JavaAnnotation(String name, Map<String, String> values) {
    /** Makes a copy of the values. */
    public JavaAnnotation {
        values = Map.copyOf(values);
    }

    /** The value called {@code value}. */
    public Optional<String> value() {
        return Optional.ofNullable(values.get("value"));
    }

    /** The name without the package. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}

package io.multiprocess.codegen.model;

import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A value of an enum; its number is its place in {@link Node.Enum#enumerants()}.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param codeOrder its place in the file
 * @param annotations what is annotated
 * @param docComment the comment behind the declaration, each line ending in a newline, or null
 * @param location the whole declaration
 */
public record Enumerant(
        String name,
        int codeOrder,
        List<AnnotationUse> annotations,
        @Nullable String docComment,
        Location location) {
    /** Copies the list. */
    public Enumerant {
        annotations = List.copyOf(annotations);
    }
}

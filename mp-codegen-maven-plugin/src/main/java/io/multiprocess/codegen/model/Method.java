package io.multiprocess.codegen.model;

import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A method of an interface; its number is its place in {@link Node.Interface#methods()}.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param codeOrder its place in the file
 * @param implicitParameters names of the method's own generic parameters
 * @param paramStructType id of the struct that holds the parameters: a named one, or {@code method$Params}
 * @param paramBrand bindings of that struct's generic parameters
 * @param resultStructType id of the struct that holds the results; {@link #STREAM_RESULT} for streaming methods
 * @param resultBrand bindings of that struct's generic parameters
 * @param annotations what is annotated; single parameters and results carry theirs as fields of their structs
 * @param docComment the comment behind the declaration, each line ending in a newline, or null
 * @param location the whole declaration
 */
public record Method(
        String name,
        int codeOrder,
        List<String> implicitParameters,
        long paramStructType,
        Brand paramBrand,
        long resultStructType,
        Brand resultBrand,
        List<AnnotationUse> annotations,
        @Nullable String docComment,
        Location location) {

    /** Id of {@code StreamResult} in {@code /capnp/stream.capnp}. */
    public static final long STREAM_RESULT = 0x995f9a3377c0b16eL;

    /** Copies the lists. */
    public Method {
        implicitParameters = List.copyOf(implicitParameters);
        annotations = List.copyOf(annotations);
    }

    /** {@return whether the method was declared {@code -> stream}} */
    public boolean isStreaming() {
        return resultStructType == STREAM_RESULT;
    }

    /**
     * The first use of an annotation on this method.
     *
     * @param annotationId the annotation's id
     * @return the use, or null
     */
    public @Nullable AnnotationUse annotation(long annotationId) {
        return SchemaModel.annotation(annotations, annotationId);
    }
}

package io.multiprocess.codegen.model;

import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.OptionalInt;

/**
 * A field of a struct, group or union, or a parameter or result of a method.
 *
 * <p>Immutable.
 *
 * @param name its name
 * @param codeOrder its place among its siblings in the file
 * @param annotations what is annotated, in the order of the file
 * @param discriminantValue the union's tag while this field is set; {@link #NO_DISCRIMINANT} outside of unions
 * @param ordinal the number behind {@code @}; empty for groups and unions without one
 * @param docComment the comment behind the declaration, each line ending in a newline, or null
 * @param location the whole declaration
 * @param body slot or group
 */
public record Field(
        String name,
        int codeOrder,
        List<AnnotationUse> annotations,
        int discriminantValue,
        OptionalInt ordinal,
        @Nullable String docComment,
        Location location,
        Body body) {

    /** The discriminant value of fields that are in no union. */
    public static final int NO_DISCRIMINANT = 0xffff;

    /** Copies the list. */
    public Field {
        annotations = List.copyOf(annotations);
    }

    /** {@return whether this field belongs to a union of its struct or group} */
    public boolean isInUnion() {
        return discriminantValue != NO_DISCRIMINANT;
    }

    /** {@return the slot, if this is one, else null} */
    public @Nullable Slot asSlot() {
        return body instanceof Slot slot ? slot : null;
    }

    /** {@return the group, if this is one, else null} */
    public @Nullable Group asGroup() {
        return body instanceof Group group ? group : null;
    }

    /**
     * The first use of an annotation on this field.
     *
     * @param annotationId the annotation's id
     * @return the use, or null
     */
    public @Nullable AnnotationUse annotation(long annotationId) {
        return SchemaModel.annotation(annotations, annotationId);
    }

    /** Slot or group. */
    public sealed interface Body permits Slot, Group {}

    /**
     * A field with a place of its own.
     *
     * @param offset place in the data section in multiples of the type's size, or in the pointer section; 0 for Void
     * @param type its type
     * @param defaultValue what an unset field reads as; a null pointer value where none was given
     * @param hadExplicitDefault whether the schema gives a default
     */
    public record Slot(int offset, Type type, Value defaultValue, boolean hadExplicitDefault) implements Body {}

    /**
     * A group or a named union.
     *
     * @param typeId id of its node, a {@link Node.Struct} with {@code isGroup}
     */
    public record Group(long typeId) implements Body {}
}

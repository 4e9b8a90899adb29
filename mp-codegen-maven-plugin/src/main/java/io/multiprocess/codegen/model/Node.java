package io.multiprocess.codegen.model;

import io.multiprocess.codegen.source.Location;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * A declaration that has an id: a file, struct, group, enum, interface, constant or annotation.
 *
 * <p>Immutable.
 *
 * @param id 64-bit type id
 * @param displayName the file's path, and behind a colon the names of the enclosing scopes and the own one, with dots
 * @param displayNamePrefixLength how many bytes of the display name precede the own name
 * @param scopeId id of the enclosing node; 0 for files and for parameter structs of methods
 * @param parameters names of the generic parameters declared by this node itself
 * @param isGeneric whether this node or a scope around it has generic parameters
 * @param nestedNodes named declarations inside this one, in the order of the file; groups are not among them
 * @param annotations what is annotated, in the order of the file
 * @param docComment the comment behind the declaration, each line ending in a newline, or null
 * @param location the whole declaration
 * @param body what differs per kind
 */
@SuppressWarnings("JavaLangClash") // the names are those of schema.capnp
public record Node(
        long id,
        String displayName,
        int displayNamePrefixLength,
        long scopeId,
        List<String> parameters,
        boolean isGeneric,
        List<NestedNode> nestedNodes,
        List<AnnotationUse> annotations,
        @Nullable String docComment,
        Location location,
        Body body) {

    /** Copies the lists. */
    public Node {
        parameters = List.copyOf(parameters);
        nestedNodes = List.copyOf(nestedNodes);
        annotations = List.copyOf(annotations);
    }

    /** {@return the node's own name; for a file, its name without folders} */
    public String name() {
        if (body instanceof File) {
            return displayName.substring(displayName.lastIndexOf('/') + 1);
        }
        return displayName.substring(Math.max(displayName.lastIndexOf('.'), displayName.lastIndexOf(':')) + 1);
    }

    /** {@return the id as schemas write it, {@code 0x} and 16 hexadecimal digits} */
    public String hexId() {
        return String.format("0x%016x", id);
    }

    /** {@return the struct or group, if this is one, else null} */
    public @Nullable Struct asStruct() {
        return body instanceof Struct struct ? struct : null;
    }

    /** {@return the enum, if this is one, else null} */
    public @Nullable Enum asEnum() {
        return body instanceof Enum enumeration ? enumeration : null;
    }

    /** {@return the interface, if this is one, else null} */
    public @Nullable Interface asInterface() {
        return body instanceof Interface type ? type : null;
    }

    /**
     * The first use of an annotation on this node.
     *
     * @param annotationId the annotation's id
     * @return the use, or null
     */
    public @Nullable AnnotationUse annotation(long annotationId) {
        return SchemaModel.annotation(annotations, annotationId);
    }

    /** What differs per kind of node. */
    public sealed interface Body permits File, Struct, Enum, Interface, Const, Annotation {}

    /** A whole file. */
    public record File() implements Body {}

    /**
     * A struct, a group or a named union (which is a group), or the parameters or results of a method.
     *
     * @param dataWordCount size of the data section; a group has the size of its struct
     * @param pointerCount size of the pointer section; a group has the size of its struct
     * @param isGroup whether this is a group
     * @param discriminantCount number of fields in this node's unnamed union; 0 without one
     * @param discriminantOffset where the union's 16-bit tag is, in multiples of 16 bits
     * @param fields all fields, those of the union included, in the order of their ordinals (groups by their first member)
     */
    public record Struct(
            int dataWordCount,
            int pointerCount,
            boolean isGroup,
            int discriminantCount,
            int discriminantOffset,
            List<Field> fields)
            implements Body {
        /** Copies the list. */
        public Struct {
            fields = List.copyOf(fields);
        }

        /**
         * A field by its name.
         *
         * @param name the name in the schema
         * @return the field, or null
         */
        public @Nullable Field field(String name) {
            for (Field field : fields) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            return null;
        }

        /** {@return the fields in the order of the file} */
        public List<Field> fieldsInCodeOrder() {
            return fields.stream()
                    .sorted((a, b) -> Integer.compare(a.codeOrder(), b.codeOrder()))
                    .toList();
        }
    }

    /**
     * An enum.
     *
     * @param enumerants by ordinal
     */
    public record Enum(List<Enumerant> enumerants) implements Body {
        /** Copies the list. */
        public Enum {
            enumerants = List.copyOf(enumerants);
        }
    }

    /**
     * An interface.
     *
     * @param methods own methods by ordinal
     * @param superclasses what it extends, in the order of the file
     */
    public record Interface(List<Method> methods, List<Superclass> superclasses) implements Body {
        /** Copies the lists. */
        public Interface {
            methods = List.copyOf(methods);
            superclasses = List.copyOf(superclasses);
        }
    }

    /**
     * A constant.
     *
     * @param type its type
     * @param value its value
     */
    public record Const(Type type, Value value) implements Body {}

    /**
     * The declaration of an annotation.
     *
     * @param type type of its value; {@link Type#VOID} if it takes none
     * @param targets what it may be put on
     */
    public record Annotation(Type type, Set<AnnotationTarget> targets) implements Body {
        /** Copies the set. */
        public Annotation {
            targets = Set.copyOf(targets);
        }
    }

    /**
     * A named declaration inside another.
     *
     * @param name its name
     * @param id its id
     */
    public record NestedNode(String name, long id) {}
}

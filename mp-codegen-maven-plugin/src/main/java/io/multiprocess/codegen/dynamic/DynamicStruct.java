package io.multiprocess.codegen.dynamic;

import io.multiprocess.codegen.message.PointerObject;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.model.Brand;
import io.multiprocess.codegen.model.Field;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.NodeSource;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import org.jspecify.annotations.Nullable;

import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A struct value, or a group of one, read by its fields. Unset fields read as their defaults.
 *
 * <p>Immutable; see {@link Builder}.
 */
public final class DynamicStruct {
    private final NodeSource nodes;
    private final Node node;
    private final Node.Struct struct;
    private final Brand brand;
    private final StructObject object;

    /**
     * Views an object as a struct.
     *
     * @param nodes where the nodes of groups are found
     * @param node the struct's node
     * @param brand bindings of its generic parameters
     * @param object the object
     */
    public DynamicStruct(NodeSource nodes, Node node, Brand brand, StructObject object) {
        Node.Struct body = node.asStruct();
        if (body == null) {
            throw new IllegalArgumentException(node.displayName() + " is no struct");
        }
        this.nodes = nodes;
        this.node = node;
        this.struct = body;
        this.brand = brand;
        this.object = object;
    }

    /**
     * Views the value of a constant, default or field as a struct.
     *
     * @param nodes where nodes are found
     * @param type the value's type, a {@link Type.StructRef}
     * @param value the value; null reads as an empty struct
     * @return the view
     */
    public static DynamicStruct of(NodeSource nodes, Type type, Value value) {
        if (!(type instanceof Type.StructRef ref) || !(value instanceof Value.Pointer pointer)) {
            throw new IllegalArgumentException("no struct: " + type);
        }
        StructObject object = pointer.object() instanceof StructObject struct ? struct : StructObject.EMPTY;
        return new DynamicStruct(nodes, nodes.node(ref.typeId()), ref.brand(), object);
    }

    /** {@return the struct's or group's node} */
    public Node node() {
        return node;
    }

    /** {@return the object below} */
    public StructObject object() {
        return object;
    }

    /**
     * The field of the unnamed union that is set.
     *
     * @return the field; empty without a union, or if the tag is of a newer schema
     */
    public Optional<Field> which() {
        if (struct.discriminantCount() == 0) {
            return Optional.empty();
        }
        int tag = (int) object.bits(struct.discriminantOffset(), 16);
        return struct.fields().stream()
                .filter(field -> field.isInUnion() && field.discriminantValue() == tag)
                .findFirst();
    }

    /**
     * Whether a field is outside of the union or is the one that is set.
     *
     * @param field a field of this struct
     * @return whether reading it makes sense
     */
    public boolean isActive(Field field) {
        return !field.isInUnion() || object.bits(struct.discriminantOffset(), 16) == field.discriminantValue();
    }

    /**
     * The type of a field, generic parameters replaced.
     *
     * @param field a slot of this struct
     * @return its type here
     */
    public Type type(Field field) {
        return Brands.apply(slot(field).type(), brand);
    }

    /**
     * The value of a field.
     *
     * @param field a slot of this struct
     * @return its value
     */
    public Value get(Field field) {
        Field.Slot slot = slot(field);
        Type type = type(field);
        Type.Kind kind = type.kind();
        if (kind == Type.Kind.INTERFACE) {
            return new Value.Interface();
        }
        if (kind.isPointer()) {
            PointerObject target = object.pointer(slot.offset());
            return target != null || !(slot.defaultValue() instanceof Value.Pointer defaultPointer)
                    ? new Value.Pointer(kind, target)
                    : new Value.Pointer(kind, defaultPointer.object());
        }
        int bits = kind.dataBits();
        return Bits.value(kind, bits == 0 ? 0 : object.bits(slot.offset(), bits) ^ Bits.of(slot.defaultValue()));
    }

    /**
     * A group of this struct.
     *
     * @param field a group of this struct
     * @return the view of its fields
     */
    public DynamicStruct group(Field field) {
        Field.Group group = field.asGroup();
        if (group == null) {
            throw new IllegalArgumentException(field.name() + " is no group");
        }
        return new DynamicStruct(nodes, nodes.node(group.typeId()), brand, object);
    }

    private static Field.Slot slot(Field field) {
        Field.Slot slot = field.asSlot();
        if (slot == null) {
            throw new IllegalArgumentException(field.name() + " is a group");
        }
        return slot;
    }

    /**
     * A struct under construction, or a group of one.
     *
     * <p>Confined to one thread.
     */
    public static final class Builder {
        private final NodeSource nodes;
        private final Node node;
        private final Node.Struct struct;
        private final Brand brand;
        private final StructObject.Builder object;

        private Builder(NodeSource nodes, Node node, Brand brand, StructObject.@Nullable Builder object) {
            Node.Struct body = node.asStruct();
            if (body == null) {
                throw new IllegalArgumentException(node.displayName() + " is no struct");
            }
            this.nodes = nodes;
            this.node = node;
            this.struct = body;
            this.brand = brand;
            this.object = object != null ? object : new StructObject.Builder(body.dataWordCount(), body.pointerCount());
        }

        /**
         * A struct with all fields unset.
         *
         * @param nodes where the nodes of groups are found
         * @param node the struct's node
         * @param brand bindings of its generic parameters
         */
        public Builder(NodeSource nodes, Node node, Brand brand) {
            this(nodes, node, brand, null);
        }

        /** {@return the fields} */
        public Node.Struct struct() {
            return struct;
        }

        /**
         * The type of a field, generic parameters replaced.
         *
         * @param field a slot of this struct
         * @return its type here
         */
        public Type type(Field field) {
            return Brands.apply(slot(field).type(), brand);
        }

        /**
         * A field by its name.
         *
         * @param name its name
         * @return the field
         * @throws NoSuchElementException if there is none
         */
        public Field field(String name) {
            Field field = struct.field(name);
            if (field == null) {
                throw new NoSuchElementException(node.displayName() + "." + name);
            }
            return field;
        }

        /**
         * Sets a field, and the tag of the union that it is in.
         *
         * @param field a slot of this struct
         * @param value a value of its type
         * @return this
         */
        public Builder set(Field field, Value value) {
            Field.Slot slot = slot(field);
            tag(field);
            Type.Kind kind = slot.type().kind();
            if (kind.isPointer()) {
                object.setPointer(slot.offset(), value instanceof Value.Pointer pointer ? pointer.object() : null);
            } else if (kind.dataBits() > 0) {
                object.setBits(slot.offset(), kind.dataBits(), Bits.of(value) ^ Bits.of(slot.defaultValue()));
            }
            return this;
        }

        /**
         * Sets a plain field by its name.
         *
         * @param name its name
         * @param value its bits; ignored for Void
         * @return this
         */
        public Builder set(String name, long value) {
            Field field = field(name);
            Type.Kind kind = slot(field).type().kind();
            return set(field, Bits.value(kind, value));
        }

        /**
         * Sets a pointer field by its name.
         *
         * @param name its name
         * @param value what it shall point at, or null
         * @return this
         */
        public Builder set(String name, @Nullable PointerObject value) {
            Field field = field(name);
            return set(field, new Value.Pointer(slot(field).type().kind(), value));
        }

        /**
         * Sets all fields of a group to their defaults, sets the tag of the union that it is in, and gives access to it.
         *
         * @param field a group of this struct
         * @return the group, on this same struct
         */
        public Builder group(Field field) {
            tag(field);
            Builder group = groupView(field);
            group.clear();
            return group;
        }

        /**
         * A group by its name.
         *
         * @param name its name
         * @return the group, on this same struct
         */
        public Builder group(String name) {
            return group(field(name));
        }

        private Builder groupView(Field field) {
            Field.Group group = field.asGroup();
            if (group == null) {
                throw new IllegalArgumentException(field.name() + " is no group");
            }
            return new Builder(nodes, nodes.node(group.typeId()), brand, object);
        }

        /** Leaves a union with its first field set, as if it had been made just now. */
        private void clear() {
            for (Field field : struct.fields()) {
                if (field.isInUnion() && field.discriminantValue() != 0) {
                    continue;
                }
                tag(field);
                Field.Slot slot = field.asSlot();
                if (slot == null) {
                    groupView(field).clear();
                    continue;
                }
                Type.Kind kind = slot.type().kind();
                if (kind.isPointer()) {
                    object.setPointer(slot.offset(), null);
                } else if (kind.dataBits() > 0) {
                    object.setBits(slot.offset(), kind.dataBits(), 0);
                }
            }
        }

        private void tag(Field field) {
            if (field.isInUnion()) {
                object.setBits(struct.discriminantOffset(), 16, field.discriminantValue());
            }
        }

        /** {@return the struct as it is now} */
        public StructObject build() {
            return object.build();
        }
    }
}

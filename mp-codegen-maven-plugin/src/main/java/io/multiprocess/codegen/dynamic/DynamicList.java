package io.multiprocess.codegen.dynamic;

import io.multiprocess.codegen.message.ListObject;
import io.multiprocess.codegen.message.ListObject.ElementSize;
import io.multiprocess.codegen.message.PointerObject;
import io.multiprocess.codegen.message.StructObject;
import io.multiprocess.codegen.model.Node;
import io.multiprocess.codegen.model.NodeSource;
import io.multiprocess.codegen.model.Type;
import io.multiprocess.codegen.model.Value;
import org.jspecify.annotations.Nullable;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * A list value read by its elements.
 *
 * <p>Immutable.
 */
public final class DynamicList extends AbstractList<Value> {
    private final Type elementType;
    private final @Nullable ListObject object;

    private DynamicList(Type elementType, @Nullable ListObject object) {
        this.elementType = elementType;
        this.object = object;
    }

    /**
     * Views the value of a constant, default, field or element as a list.
     *
     * @param type the value's type, a {@link Type.ListOf}
     * @param value the value; null reads as an empty list
     * @return the view
     */
    public static DynamicList of(Type type, Value value) {
        if (!(type instanceof Type.ListOf list) || !(value instanceof Value.Pointer pointer)) {
            throw new IllegalArgumentException("no list: " + type);
        }
        return new DynamicList(list.elementType(), pointer.object() instanceof ListObject object ? object : null);
    }

    /** {@return the type of the elements} */
    public Type elementType() {
        return elementType;
    }

    @Override
    public int size() {
        return object == null ? 0 : object.size();
    }

    @Override
    public Value get(int index) {
        if (object == null) {
            throw new IndexOutOfBoundsException(index);
        }
        Type.Kind kind = elementType.kind();
        if (kind == Type.Kind.INTERFACE) {
            return new Value.Interface();
        }
        return kind.isPointer() ? new Value.Pointer(kind, object.element(index)) : Bits.value(kind, object.bits(index));
    }

    /**
     * Encodes a list.
     *
     * @param nodes where the nodes of structs are found
     * @param elementType type of the elements
     * @param elements values of that type; null stands for the zero value
     * @return the list
     */
    public static ListObject encode(NodeSource nodes, Type elementType, List<? extends @Nullable Value> elements) {
        Type.Kind kind = elementType.kind();
        if (elementType instanceof Type.StructRef ref) {
            Node.Struct struct = nodes.node(ref.typeId()).asStruct();
            if (struct == null) {
                throw new IllegalArgumentException("no struct: " + ref);
            }
            List<StructObject> objects = new ArrayList<>(elements.size());
            StructObject empty = new StructObject.Builder(struct.dataWordCount(), struct.pointerCount()).build();
            for (Value element : elements) {
                objects.add(
                        element instanceof Value.Pointer pointer && pointer.object() instanceof StructObject object
                                ? resize(object, struct)
                                : empty);
            }
            return ListObject.ofStructs(struct.dataWordCount(), struct.pointerCount(), objects);
        }
        if (kind.isPointer()) {
            List<@Nullable PointerObject> objects = new ArrayList<>(elements.size());
            for (Value element : elements) {
                objects.add(element instanceof Value.Pointer pointer ? pointer.object() : null);
            }
            return ListObject.ofPointers(objects);
        }
        ElementSize size = size(kind);
        byte[] data = new byte[(int) (((long) elements.size() * size.bits() + 7) / 8)];
        for (int i = 0; i < elements.size(); i++) {
            Value element = elements.get(i);
            long bits = element == null ? 0 : Bits.of(element);
            if (size == ElementSize.BIT) {
                data[i / 8] |= (byte) (bits << (i % 8));
                continue;
            }
            int width = size.bits() / 8;
            for (int j = 0; j < width; j++) {
                data[i * width + j] = (byte) (bits >>> (8 * j));
            }
        }
        return ListObject.ofData(size, elements.size(), data);
    }

    private static ElementSize size(Type.Kind kind) {
        return switch (kind.dataBits()) {
            case 0 -> ElementSize.VOID;
            case 1 -> ElementSize.BIT;
            case 8 -> ElementSize.BYTE;
            case 16 -> ElementSize.TWO_BYTES;
            case 32 -> ElementSize.FOUR_BYTES;
            default -> ElementSize.EIGHT_BYTES;
        };
    }

    /** Embedded messages may hold structs of other versions of their schema. */
    private static StructObject resize(StructObject object, Node.Struct struct) {
        if (object.dataWords() == struct.dataWordCount() && object.pointerCount() == struct.pointerCount()) {
            return object;
        }
        StructObject.Builder result = new StructObject.Builder(struct.dataWordCount(), struct.pointerCount());
        for (int i = 0; i < Math.min(object.dataWords(), struct.dataWordCount()); i++) {
            result.setBits(i, 64, object.bits(i, 64));
        }
        for (int i = 0; i < Math.min(object.pointerCount(), struct.pointerCount()); i++) {
            result.setPointer(i, object.pointer(i));
        }
        return result.build();
    }
}
